import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import { accessibilityFaults } from '../support/axe.ts'
import { hasBrowser, launchBrowser } from '../support/browser.ts'
import { fakeCameraArgs, showToCamera } from '../support/fake-camera.ts'
import { leading } from '../support/leading.ts'
import { newPhone } from '../support/phone.ts'
import { sharedTemporaryFolder } from '../support/temp-folder.ts'
import { startWalletWorld, type WalletWorld } from '../support/wallet-app.ts'

describe.skipIf(!hasBrowser)('a learner’s code', () => {
  const camera = join(sharedTemporaryFolder(), 'camera.y4m')
  let browser: Browser
  let world: WalletWorld
  beforeAll(async () => {
    showToCamera(camera, 'nothing of ours')
    world = await startWalletWorld(afterAll)
    browser = await launchBrowser(fakeCameraArgs(camera))
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.close()
  })

  async function checkPage(page: Page) {
    expect(await accessibilityFaults(page)).toEqual([])
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
  }

  const codeOn = async (page: Page) => {
    await page.getByText('What is in this code?').click()
    return page.getByLabel('My code as text').inputValue()
  }

  it('goes before the camera of the youth worker, and the badge comes to the learner', async () => {
    const learner = await newPhone(browser, { serviceWorkers: 'block' })
    const phone = learner.page
    const city = encodeURIComponent(didWebFromUrl(world.issuer))
    await phone.goto(`${world.wallet}/code#city=${city}`)
    await phone.getByRole('button', { name: 'Make my wallet' }).click()
    await phone.getByRole('img', { name: 'My own code' }).waitFor()
    await learner.screenshot('my-code')
    await checkPage(phone)
    showToCamera(camera, await codeOn(phone))
    await learner.screenshot('my-code-open')

    const worker = await newPhone(browser)
    const { page } = worker
    await page.goto(`${world.issuer}/staff/sign-in`)
    await page.getByRole('button', { name: /Amina Farah/ }).click()
    await page.goto(`${world.issuer}/console/p/harbour-youth/scan`)
    await worker.screenshot('scan-choose')
    await checkPage(page)
    await leading(page, () => page.getByRole('link', { name: 'Open night' }).click())
    await page.getByRole('button', { name: 'Turn the camera on' }).click()
    await page.getByText('The badge is on its way to the learner’s phone.').first().waitFor()
    await worker.screenshot('scan-given')
    await checkPage(page)
    await page.getByRole('button', { name: 'Turn the camera off' }).click()
    await page.getByText('How do learners find their code?').click()
    await worker.screenshot('scan-how')
    expect(worker.complaints).toEqual([])

    await phone.getByRole('button', { name: 'Take it' }).waitFor()
    await learner.screenshot('offered')
    await phone.getByRole('button', { name: 'Take it' }).click()
    await phone.getByRole('heading', { name: /yours/ }).waitFor()
    expect(learner.complaints).toEqual([])

    await page.getByText('No camera? Use a picture or paste the code').click()
    await page.getByLabel('The code as text').fill('no code at all')
    await leading(page, () => page.getByRole('button', { name: 'Use this code' }).click())
    await page.getByText('This is not a learner’s code. Nothing was given.').first().waitFor()
    await worker.screenshot('scan-refused')
    await checkPage(page)
    await page.setViewportSize({ width: 320, height: 640 })
    await worker.screenshot('scan-320')
    await checkPage(page)
    await worker.close()

    // the wallet knows the city by its badge now
    await phone.getByRole('link', { name: 'Look at this badge' }).click()
    await phone.getByRole('link', { name: 'Scan' }).first().click()
    await phone.getByRole('link', { name: 'Show my own code' }).click()
    await phone.getByRole('img', { name: 'My own code' }).waitFor()
    await phone.setViewportSize({ width: 320, height: 640 })
    await phone.emulateMedia({ colorScheme: 'dark' })
    await learner.screenshot('my-code-dark-320')
    await checkPage(phone)
    await learner.close()
  })
})
