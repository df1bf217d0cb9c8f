import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from '../support/axe.ts'
import { hasBrowser, useBrowser } from '../support/browser.ts'
import { newPhone, type Phone } from '../support/phone.ts'
import { startWalletWorld, type WalletWorld } from '../support/wallet-app.ts'

const desktop = { width: 1280, height: 900 }
const smallPhone = { width: 320, height: 640 }

describe.skipIf(!hasBrowser)('a vacancy, from its first words to its first answer', () => {
  const browser = useBrowser()
  let world: WalletWorld
  let phone: Phone
  let recruiter: Page
  let advert = ''
  let clicks = 0
  const faults: string[] = []

  beforeAll(async () => {
    world = await startWalletWorld(afterAll)
    phone = await newPhone(browser(), { serviceWorkers: 'block' })
    for (const badge of ['harbour-youth/first-aid', 'castle-street-college/customer-care']) {
      const { claimLink } = await world.award({ badge })
      await phone.page.goto(claimLink)
      if (badge.startsWith('harbour')) {
        await phone.page.getByRole('button', { name: 'Make my wallet' }).click()
      }
      await phone.page.getByRole('button', { name: 'Take it' }).click()
      await phone.page.getByRole('heading', { name: 'It is yours' }).waitFor()
    }
    recruiter = await open({ viewport: desktop })
  }, 120_000)

  afterAll(async () => {
    await phone?.close()
    await world?.close()
  })

  async function open(options: BrowserContextOptions): Promise<Page> {
    const context = await browser().newContext(options)
    const page = await context.newPage()
    return page
  }

  async function look(page: Page, name: string): Promise<void> {
    const folder = process.env.WAYMARK_SCREENSHOTS
    if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
    const found = await accessibilityFaults(page)
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    faults.push(...found.map((fault) => `${name}: ${fault}`), ...(isWide ? [`${name}: wide`] : []))
  }

  const click = async (role: 'link' | 'button', name: string | RegExp) => {
    clicks += 1
    await recruiter.getByRole(role, { name }).first().click()
  }

  /** From the wallet back to whoever asked. */
  const goOn = (page: Page) => page.locator('a.govuk-button[href*="/return?"]').click()

  async function signIn(page: Page, name: string): Promise<void> {
    await page.goto(`${world.verifier}/staff/sign-in`)
    await page.getByRole('button', { name }).first().click()
  }

  test('an owner trusts the city; a recruiter says what is needed and opens it', async () => {
    const owner = await open({ viewport: desktop })
    await signIn(owner, 'Owain Bevan')
    await owner.getByRole('link', { name: 'Cities you trust' }).first().click()
    await owner.getByLabel('Address of the city').fill(world.issuer)
    await owner.getByRole('button', { name: 'Look at its list' }).click()
    await owner.getByRole('button', { name: 'Trust this city' }).click()

    await signIn(recruiter, 'Priya Shah')
    await click('link', 'Jobs and steps up')
    await look(recruiter, 'vacancy-list-empty')
    await click('link', 'Ask for badges')
    await recruiter.getByRole('button', { name: 'Save and say what you need' }).click()
    await look(recruiter, 'vacancy-new-error')
    await recruiter.getByLabel('Name of the job or step').fill('Kitchen help, weekends')
    await recruiter
      .getByLabel('What is it about?')
      .fill('You help the cooks.\n\nNo need to have done it before.')
    await recruiter.getByLabel('What do you ask the badges for?').fill('To choose who we meet.')
    await click('button', 'Save and say what you need')
    await look(recruiter, 'vacancy-draft')
    await recruiter.getByLabel('Name or address of the badge').fill('first aid')
    await click('button', 'Find the badge')
    await look(recruiter, 'vacancy-found')
    await click('button', 'Add this badge')
    await recruiter.getByLabel('Skill', { exact: true }).fill('helping customers')
    await recruiter.getByLabel('It is welcome').first().check()
    await recruiter.getByLabel('How it was shown').selectOption('assessed')
    await click('button', 'Add this skill')
    await look(recruiter, 'vacancy-needs')
    await click('link', 'Open it')
    await look(recruiter, 'vacancy-open-confirm')
    await click('button', 'Open it')
    await look(recruiter, 'vacancy-open')
    expect(clicks).toBeLessThanOrEqual(10)
    advert = (await recruiter.getByRole('link', { name: /\/v\// }).getAttribute('href')) ?? ''
    expect(advert).toMatch(/^http:\/\/localhost:\d+\/v\/\w+$/)
    await recruiter.setViewportSize(smallPhone)
    await look(recruiter, 'vacancy-open-small')
  })

  test('somebody opens the advert on a phone, sends from the wallet, and comes back', async () => {
    const { page } = phone
    await page.goto(advert)
    await look(page, 'advert-phone')
    await page.getByRole('button', { name: 'Begin', exact: true }).click()
    await look(page, 'advert-begun')
    await page.getByRole('link', { name: 'Open the wallet' }).click()
    await page.getByRole('button', { name: 'Open with my passkey' }).click()
    await page.getByRole('heading', { name: 'Harbour Lights Café asks to see badges' }).waitFor()
    const needed = page.getByRole('checkbox', { name: 'First aid basics' })
    const welcome = page.getByRole('checkbox', { name: 'Customer care' })
    expect([await needed.isChecked(), await needed.isDisabled()]).toEqual([true, true])
    expect([await welcome.isChecked(), await welcome.isDisabled()]).toEqual([false, false])
    await look(page, 'advert-consent')
    await welcome.check()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('heading', { name: 'Sent' }).waitFor()
    await goOn(page)
    await page.getByText('Harbour Lights Café has these now:').waitFor()
    await look(page, 'advert-received')

    await recruiter.setViewportSize(desktop)
    await recruiter.reload()
    await recruiter.getByText('1 person has sent things.').waitFor()
    await look(recruiter, 'vacancy-answered')
  })

  test('a wallet on another device shows a code, and what it sent counts once the screen says so', async () => {
    const screen = await open({ viewport: desktop })
    await screen.goto(advert)
    await look(screen, 'advert-desktop')
    await screen.getByRole('button', { name: 'Begin', exact: true }).click()
    await look(screen, 'advert-scan')
    const { page } = phone
    const link = await screen.getByRole('link', { name: 'Open the wallet' }).getAttribute('href')
    await page.goto(link ?? '')
    await page.getByRole('button', { name: 'Open with my passkey' }).click()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('heading', { name: 'Sent' }).waitFor()
    await goOn(page)
    const code = (await page.locator('.sent-code').textContent()) ?? ''
    await look(page, 'advert-phone-code')
    // the screen looks by itself whether something came
    expect(await screen.locator('.sent-code').textContent()).toBe(code)
    await look(screen, 'advert-screen-code')
    await screen.getByRole('button', { name: /^Yes/ }).click()
    await screen.getByText('Harbour Lights Café has these now:').waitFor()
  })

  test('in Welsh, in the dark, on a small phone, as a card, a poster, and closed', async () => {
    const welsh = await open({ viewport: smallPhone, colorScheme: 'dark' })
    await welsh.goto(`${advert}?lang=cy`)
    await look(welsh, 'advert-welsh-dark')
    await welsh.goto(`${advert}/embed`)
    await look(welsh, 'advert-embed')
    const poster = await open({ viewport: desktop })
    await poster.goto(`${advert}/poster`)
    await look(poster, 'advert-poster')
    await poster.goto(`${advert.slice(0, -1)}_`)
    await look(poster, 'advert-unknown')
    await recruiter.getByRole('link', { name: 'Close it' }).click()
    await recruiter.getByRole('button', { name: 'Close it' }).click()
    await recruiter.getByText('It is closed.').waitFor()
    await poster.goto(advert)
    await look(poster, 'advert-closed')
    await recruiter.getByRole('link', { name: 'Change the words' }).click()
    await look(recruiter, 'vacancy-edit-fixed')
    expect(faults).toEqual([])
  })
})
