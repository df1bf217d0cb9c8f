import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from '../../support/axe.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { newPhone, type Phone } from '../../support/phone.ts'
import { startWalletWorld, type WalletWorld } from '../../support/wallet-app.ts'

describe.skipIf(!hasBrowser)('a CV in the app', () => {
  const browser = useBrowser()
  let world: WalletWorld
  let phone: Phone
  let page: Page

  beforeAll(async () => {
    world = await startWalletWorld(afterAll)
    phone = await newPhone(browser())
    page = phone.page
    page.setDefaultTimeout(6_000)
    for (const badge of [
      'harbour-youth/first-aid',
      'castle-street-college/customer-care',
      'dock-makers/repair-cafe',
    ]) {
      const { claimLink } = await world.award({ badge })
      await page.goto(claimLink)
      if (badge.startsWith('harbour')) {
        await page.getByRole('button', { name: 'Make my wallet' }).click()
      }
      await page.getByRole('button', { name: 'Take it' }).click()
      await page.getByRole('heading', { name: 'It is yours' }).waitFor()
    }
  }, 120_000)

  afterAll(async () => {
    await phone?.close()
    await world?.close()
  })

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const step = (name: string) => page.getByRole('link', { name, exact: true }).click()

  test('is made of badges and own words, which are kept as they are typed', async () => {
    await page.goto(`${world.wallet}/cv`)
    await button('Open with my passkey').click()
    await button('Make a CV').waitFor()
    await phone.screenshot('cv-empty')
    await button('Make a CV').click()
    await page.getByLabel('What you call this CV').fill('Harbour Lights')
    for (const badge of ['First aid basics', 'Customer care', 'Repair café']) {
      await page.getByRole('checkbox', { name: badge }).check()
    }
    await button('Move Repair café up').click()
    await page.getByLabel('Your name').fill('Sam Jones')
    await page.getByLabel('Your e-mail').fill('sam@learner.example')
    await page.getByLabel('About you').fill('I like boats.\nAnd people.')
    await button('Add work').click()
    await page.getByLabel('What you did').fill('Sailing helper')
    await page.getByLabel('Where (').fill('Quay Sailing')
    await page.getByLabel('Skills', { exact: false }).fill('Knots\nTea')
    await page.getByText('Saved', { exact: true }).waitFor()
    await phone.screenshot('cv-edit')
    expect(await accessibilityFaults(page)).toEqual([])

    await page.reload()
    await button('Open with my passkey').click()
    await page.getByLabel('Your name').waitFor()
    await step('Look')
    await phone.screenshot('cv-look')
    await step('Share')
    await phone.screenshot('cv-share')
  })
})
