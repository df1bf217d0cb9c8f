import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults } from '../support/axe.ts'
import { hasBrowser, useBrowser } from '../support/browser.ts'
import { leading } from '../support/leading.ts'
import { newPhone, type Phone } from '../support/phone.ts'
import { startWalletWorld, type WalletWorld } from '../support/wallet-app.ts'

describe.skipIf(!hasBrowser)('a badge by rule', { timeout: 120_000 }, () => {
  const browser = useBrowser()
  let world: WalletWorld

  beforeAll(async () => {
    world = await startWalletWorld(afterAll)
  }, 120_000)

  afterAll(() => world?.close())

  async function look(phone: Phone, name: string) {
    await phone.screenshot(name)
    expect(await accessibilityFaults(phone.page)).toEqual([])
    const width = await phone.page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(phone.page.viewportSize()?.width ?? 0)
  }

  async function makeRule(): Promise<{ staff: Phone; link: string }> {
    const staff = await newPhone(browser())
    const { page } = staff
    await page.goto(`${world.issuer}/staff/sign-in`)
    await page.getByRole('button', { name: /Amina Farah/ }).click()
    await page.goto(`${world.issuer}/console/p/harbour-youth/rules`)
    await look(staff, 'rule-list-empty')
    await leading(page, () => page.getByRole('link', { name: 'Make a rule' }).click())
    await leading(page, () => page.getByRole('button', { name: 'Make this rule' }).click())
    await page.getByText('Give the rule a name.').first().waitFor()
    await look(staff, 'rule-new-error')
    await page.getByLabel('Name of the rule').fill('Ready to lead')
    await page.getByLabel('Badge to give').selectOption({ label: 'Young leader' })
    await page.getByRole('checkbox', { name: 'First aid basics' }).check()
    await page.getByLabel('Badges of others').fill('dock-makers/repair-cafe')
    await page.getByLabel('Most badges').fill('20')
    await leading(page, () => page.getByRole('button', { name: 'Make this rule' }).click())
    await page.getByText('0 of 20 badges').waitFor()
    await look(staff, 'rule-made')
    const link = (await page.locator('.rule-link').textContent()) ?? ''
    return { staff, link: link.trim() }
  }

  const press = (page: Page, name: string) => leading(page, () => button(page, name).click())
  const button = (page: Page, name: string) =>
    page
      .getByRole('button', { name, exact: true })
      .or(page.getByRole('link', { name, exact: true }))

  it('is made at the console, and taken by a learner who shows what it asks for', async () => {
    const { staff, link } = await makeRule()
    const learner = await newPhone(browser(), { serviceWorkers: 'block' })
    const { page } = learner
    const awardIds: string[] = []
    for (const badge of ['harbour-youth/first-aid', 'dock-makers/repair-cafe']) {
      const { awardId, claimLink } = await world.award({ badge })
      awardIds.push(awardId)
      await page.goto(claimLink)
      if (badge.startsWith('harbour')) {
        await page.getByRole('button', { name: 'Make my wallet' }).click()
      }
      await page.getByRole('button', { name: 'Take it' }).click()
      await page.getByRole('heading', { name: 'It is yours' }).waitFor()
    }

    await page.goto(link)
    await look(learner, 'rule')
    await press(page, 'Show my badges')
    await look(learner, 'rule-waiting')
    await button(page, 'Open my wallet').click()
    await page.getByRole('button', { name: 'Open with my passkey' }).click()
    await page.getByRole('heading', { name: /Harbour Youth Club.* asks to see badges/ }).waitFor()
    await look(learner, 'rule-consent')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('heading', { name: 'Sent' }).waitFor()
    await page.locator('main a.govuk-button[href*="response_code="]').click()
    await page.getByRole('heading', { name: 'Your badge is ready' }).waitFor()
    await look(learner, 'rule-met')
    await button(page, 'Put it in my wallet').click()
    await page.getByRole('button', { name: 'Open with my passkey' }).click()
    await page.getByRole('button', { name: 'Take it' }).click()
    await page.getByRole('heading', { name: /yours/ }).waitFor()
    await look(learner, 'rule-taken')
    await staff.page.reload()
    await staff.page.getByText('1 of 20 badges').waitFor()

    await world.revoke(awardIds[1] ?? '')
    await page.goto(link)
    await press(page, 'Show my badges')
    await button(page, 'Open my wallet').click()
    await page.getByRole('button', { name: 'Open with my passkey' }).click()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('heading', { name: 'Sent' }).waitFor()
    await page.locator('main a.govuk-button[href*="response_code="]').click()
    await page.getByRole('heading', { name: 'Something is missing' }).waitFor()
    await look(learner, 'rule-unmet')

    await staff.page.getByRole('button', { name: 'Pause this rule' }).click()
    await staff.page.getByText('The rule is paused.').first().waitFor()
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(`${link}?lang=cy`)
    await look(learner, 'rule-paused-cy-320')
    await staff.page.getByRole('button', { name: 'Start it again' }).click()
    await staff.page.getByText('The rule works again.').first().waitFor()
    await page.goto(`${link}?lang=cy`)
    await look(learner, 'rule-cy-320')
    await press(page, 'Dangos fy mathodynnau')
    await look(learner, 'rule-waiting-cy-320')
    // the paused page and the form with faults answer with their status, which the browser notes
    const noted = /status of (409|422)/
    const complaints = [...learner.complaints, ...staff.complaints]
    expect(complaints.filter((text) => !noted.test(text))).toEqual([])
    await learner.close()
    await staff.close()
  })
})
