import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from '../../support/axe.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { newPhone, type Phone } from '../../support/phone.ts'
import { startWalletWorld, type WalletWorld } from '../../support/wallet-app.ts'

describe.skipIf(!hasBrowser)('showing badges from the app', () => {
  const browser = useBrowser()
  let world: WalletWorld
  let phone: Phone
  let page: Page

  beforeAll(async () => {
    world = await startWalletWorld(afterAll)
    phone = await newPhone(browser())
    page = phone.page
    for (const badge of ['harbour-youth/first-aid', 'castle-street-college/customer-care']) {
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
  const achievement = (badge: string) => {
    const [provider, name] = badge.split('/')
    return `${world.issuer}/providers/${provider}/badges/${name}/v/1`
  }

  test('says who asks for what, sends after a yes, and gives a receipt', async () => {
    const asked = await world.ask()
    await page.goto(asked.requestLink)
    await button('Open with my passkey').click()
    await page.getByRole('heading', { name: 'Harbour Lights Café asks to see badges' }).waitFor()
    await phone.screenshot('present-ask')
    const needed = page.getByRole('checkbox', { name: 'First aid basics' })
    expect([await needed.isChecked(), await needed.isDisabled()]).toEqual([true, true])
    expect(await page.locator('main').textContent()).toMatch(
      /To see who can help.*days.*Your other badges/s,
    )
    expect(await accessibilityFaults(page)).toEqual([])

    await button('Send').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Sent' }).waitFor()
    await phone.screenshot('present-sent')
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await world.result(asked.requestId)).toMatchObject({
      state: 'received',
      report: { verdict: 'valid' },
    })
    const asks = phone.requests.flatMap((each) => /\/requests\/.*\/(\w+)$/.exec(each)?.[1] ?? [])
    expect(asks).toEqual(['object', 'response'])
  })

  test('sends as many as are ticked where any badge will do', async () => {
    const asked = await world.ask({ badges: [], purpose: 'To get to know you' })
    await page.goto(asked.requestLink)
    const care = page.getByRole('checkbox', { name: 'Customer care' })
    const aid = page.getByRole('checkbox', { name: 'First aid basics' })
    await care.waitFor()
    expect([await care.isChecked(), await aid.isChecked()]).toEqual([true, false])
    await phone.screenshot('present-choose')
    await care.uncheck()
    await button('Send').click()
    await page.getByText('Something that they need is not ticked.').waitFor()
    await care.check()
    await aid.check()
    await button('Send').click()
    await page.getByRole('heading', { name: 'Sent' }).waitFor()
    expect(await world.result(asked.requestId)).toMatchObject({
      state: 'received',
      report: { verdict: 'valid', credentials: [{ verdict: 'valid' }, { verdict: 'valid' }] },
    })
  })

  test('says plainly which badges are missing, and sends nothing', async () => {
    const asked = await world.ask({ badges: [achievement('dock-makers/laser-cutter')] })
    await page.goto(asked.requestLink)
    await page.getByText('They need it, so nothing can be sent yet.').waitFor()
    expect(await page.getByRole('link', { name: 'laser-cutter' }).count()).toBe(1)
    await phone.screenshot('present-missing')
    expect(await button('Send').count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    await button('Don’t send').click()
    await page.getByRole('heading', { name: 'Nothing was sent' }).waitFor()
    await phone.screenshot('present-declined')
    expect(await world.result(asked.requestId)).toMatchObject({ state: 'declined' })
  })

  test('says what is wrong with a link that is no request', async () => {
    await page.goto(`${world.wallet}/present#request_uri=nonsense`)
    await page.getByText('We could not read what they ask for.').waitFor()
    await phone.screenshot('present-broken')
    expect(await accessibilityFaults(page)).toEqual([])
  })
})
