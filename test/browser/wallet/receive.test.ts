import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { encodeQR } from 'qr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults } from '../../support/axe.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { holdRequest } from '../../support/hold-request.ts'
import { newPhone, type Phone } from '../../support/phone.ts'
import { startWalletWorld, type WalletWorld } from '../../support/wallet-app.ts'
import { publishPictured } from './pictured-badge.ts'
import { seedBadge } from './seeded-badges.ts'

describe.skipIf(!hasBrowser)('taking a badge in the wallet’s app', () => {
  const browser = useBrowser()
  let world: WalletWorld
  beforeAll(async () => {
    world = await startWalletWorld(afterAll)
  })
  afterAll(() => world.close())

  async function onPhone(act: (phone: Phone) => Promise<void>): Promise<void> {
    const phone = await newPhone(browser(), { serviceWorkers: 'block' })
    await act(phone)
    await phone.close()
  }

  const title = (page: Page, name: string) =>
    page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

  async function makeWallet(page: Page, address = world.wallet): Promise<void> {
    await page.goto(address)
    await page.getByRole('button', { name: 'Make my wallet' }).click()
  }

  it('goes from the link in an e-mail to a badge with three taps and nothing typed', async () => {
    await onPhone(async ({ page, complaints, requests, screenshot }) => {
      const { claimLink } = await world.award()
      await page.goto(claimLink)
      const waiting = page.locator('.notice', { hasText: 'A badge is waiting' })
      await waiting.getByText('First aid basics').waitFor()
      await waiting.getByText('Given by Harbour Youth Club').waitFor()
      await screenshot('receive-no-wallet')
      expect(await accessibilityFaults(page)).toEqual([])
      const offersAsked = () =>
        requests.filter((request) => /^GET .*\/offers\//.test(request)).length
      expect(offersAsked()).toBe(1)
      await page.getByRole('button', { name: 'Make my wallet' }).click()
      await page.getByRole('button', { name: 'Take it' }).waitFor()
      expect(offersAsked()).toBe(1)
      await page.getByText('Vouched for by Cardiff City of Learning').waitFor()
      await page.getByText('Harbour Youth Club', { exact: true }).waitFor()
      await page.getByText('This would be your first badge from this city.').waitFor()
      await screenshot('receive-consent')
      expect(await accessibilityFaults(page)).toEqual([])
      expect(
        requests.some((request) => request.startsWith('POST') && request.includes('/token')),
      ).toBe(false)
      await page.getByRole('button', { name: 'Take it' }).click()
      await title(page, 'It is yours')
      await page.getByText('Cardiff City of Learning vouches for this badge.').waitFor()
      expect(new URL(page.url()).hash).toBe('')
      await screenshot('receive-receipt')
      expect(await accessibilityFaults(page)).toEqual([])
      await page.getByRole('link', { name: 'Look at this badge' }).click()
      await title(page, 'First aid basics')
      await page.getByText('Vouched for by Cardiff City of Learning').waitFor()
      await page.getByText('See each check').click()
      await page.getByText('It was given to a key in this wallet.').waitFor()
      await page.getByRole('link', { name: 'Find', exact: true }).click()
      const city = page.getByRole('link', { name: 'Cardiff City of Learning', exact: true })
      expect(await city.getAttribute('href')).toBe(`${world.issuer}/`)
      expect(await accessibilityFaults(page)).toEqual([])
      expect(complaints).toEqual([])
    })
  })

  it('shows the picture that a provider sent, fetched once: small, dark and in Welsh', async () => {
    await world.stopIssuer()
    await publishPictured(join(world.walletFolder, '..', 'issuer', 'city.sqlite'))
    await world.startIssuer()
    const small = { width: 320, height: 640 }
    const phone = await newPhone(browser(), { viewport: small, locale: 'cy', colorScheme: 'dark' })
    const { page, requests } = phone
    const { claimLink } = await world.award({ badge: 'harbour-youth/pictured' })
    await page.goto(claimLink)
    await page.locator('.waiting-offer strong').waitFor()
    await phone.screenshot('receive-no-wallet-cy-dark')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Creu fy waled' }).click()
    await page.locator('.button-pair .govuk-button').first().click()
    await page.locator('.receipt .stone image').waitFor()
    await phone.screenshot('receive-pictured-cy-dark')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'I’ch bathodynnau' }).click()
    await page.locator('.trail .stone image').waitFor()
    const asked = requests.filter((request) => request.includes('/pictures/'))
    expect(asked).toHaveLength(1)
    expect(phone.complaints).toEqual([])
    await phone.close()
  })

  it('leaves what is left: the link works the next time', async () => {
    await onPhone(async ({ page }) => {
      const { claimLink } = await world.award()
      await makeWallet(page, claimLink)
      await page.getByRole('button', { name: 'Leave it' }).click()
      await page.getByText('You left it. Nothing was kept.').waitFor()
      await page.getByRole('link', { name: 'To your badges' }).click()
      await page.getByText('No badges yet').waitFor()
      await follow(page, claimLink)
      const { asked } = await holdRequest(page, 'POST', /\/token$/)
      await page.getByRole('button', { name: 'Take it' }).click()
      const letGo = await asked
      // from here on it cannot be left any more
      expect(await page.getByRole('button', { name: 'Leave it' }).isDisabled()).toBe(true)
      letGo()
      await title(page, 'It is yours')
    })
  })

  it('asks for the code that was sent another way, and again after a wrong one', async () => {
    await onPhone(async ({ page }) => {
      const { claimLink, txCode = '' } = await world.award({ txCode: true })
      await makeWallet(page, claimLink)
      await page.getByRole('button', { name: 'Take it' }).click()
      await page.getByText('Type in the code.').waitFor()
      const field = page.getByRole('textbox', { name: 'Code for this badge' })
      await field.fill(txCode === '111111' ? '222222' : '111111')
      await page.getByRole('button', { name: 'Take it' }).click()
      await page.getByRole('alert').getByText('It was not taken. Look at the code again.').waitFor()
      await page.getByText('The badge is not lost.').waitFor()
      expect(await page.getByText('Ask the awarder for a new one').count()).toBe(0)
      expect(await accessibilityFaults(page)).toEqual([])
      await field.fill(txCode)
      await page.getByRole('button', { name: 'Try again' }).click()
      await title(page, 'It is yours')
    })
  })

  it('gets a badge whose answer was lost, in the same moment and after the page was gone', async () => {
    await onPhone(async ({ page }) => {
      const { claimLink } = await world.award()
      // the issuer hands the badge out, and the answer does not arrive
      await page.route('**/credential', async (route) => {
        await route.fetch()
        await route.abort()
      })
      await page.route('**/relay', (route) => route.abort())
      await makeWallet(page, claimLink)
      await page.getByRole('button', { name: 'Take it' }).click()
      await page.getByText('The badge is not lost.').waitFor()
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByRole('alert').waitFor()

      await page.unrouteAll()
      await page.goto(world.wallet)
      await unlock(page)
      await page.getByText('You said yes to a badge from').waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await page.getByRole('button', { name: 'Get it now' }).click()
      await page.getByRole('button', { name: 'Take it' }).click()
      await title(page, 'It is yours')
      await page.getByRole('link', { name: 'To your badges' }).click()
      await title(page, '1 badge.')
      expect(await page.getByText('You said yes to').count()).toBe(0)
    })
  })

  it('tells a used link, a broken one and a silent awarder apart, and tries again', async () => {
    await onPhone(async ({ page }) => {
      const { claimLink } = await world.award()
      await makeWallet(page, claimLink)
      await page.getByRole('button', { name: 'Take it' }).click()
      await title(page, 'It is yours')
      await follow(page, claimLink)
      await page.getByRole('alert').waitFor()
      await follow(page, `${world.wallet}/receive#credential_offer_uri=nonsense`)
      await page.getByText('There is no badge in this link.').waitFor()
      await follow(page, `${world.wallet}/receive`)
      await page.getByText('A part of it may be lost.').waitFor()

      const { claimLink: next } = await world.award()
      await world.stopIssuer()
      await follow(page, next)
      await page.getByRole('alert').waitFor()
      await world.startIssuer()
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByRole('button', { name: 'Take it' }).waitFor()
    })
  })

  it('sees what is taken back, and says so in the trail', async () => {
    await onPhone(async ({ page }) => {
      const { claimLink, awardId } = await world.award()
      await makeWallet(page, claimLink)
      await page.getByRole('button', { name: 'Take it' }).click()
      await page.getByRole('link', { name: 'Look at this badge' }).click()
      await world.revoke(awardId)
      const takenBack = page.locator('.notice').getByText('The awarder took this badge back.')
      // the list of badges taken back may be used until its ttl has passed
      await expect
        .poll(
          async () => {
            await page.getByRole('button', { name: 'Check again' }).click()
            await page.getByText('Checked just now.').waitFor()
            return takenBack.count()
          },
          { timeout: 30_000, interval: 500 },
        )
        .toBe(1)
      await page.getByRole('link', { name: 'Badges', exact: true }).click()
      await title(page, '1 badge. 1 needs you.')
      await page
        .getByRole('link', { name: /First aid basics.*Taken back/ })
        .first()
        .waitFor()
    })
  })

  it('reads a picture of a code, a pasted link, a badge in a file and what is none', async () => {
    await onPhone(async ({ page, complaints }) => {
      await makeWallet(page, `${world.wallet}/scan`)
      await title(page, 'Scan a code')
      expect(await accessibilityFaults(page)).toEqual([])
      const { claimLink } = await world.award()
      await pickCode(page, 'only words')
      await page.getByText('This code is not a badge').waitFor()
      await pickCode(page, claimLink)
      await page.getByRole('button', { name: 'Take it' }).waitFor()

      await follow(page, `${world.wallet}/add`)
      await title(page, 'Add a badge')
      const field = page.getByRole('textbox', { name: 'Link or badge' })
      await field.fill('https://elsewhere.example/badge')
      await page.getByRole('button', { name: 'Look at it' }).click()
      await page.getByRole('dialog', { name: 'Ask elsewhere.example for this badge?' }).waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await page.getByRole('button', { name: 'Do not ask' }).click()
      await field.fill(claimLink)
      await page.getByRole('button', { name: 'Look at it' }).click()
      await page.getByRole('button', { name: 'Take it' }).waitFor()

      await follow(page, `${world.wallet}/add`)
      const files = [
        ['badge.jwt', await seedBadge({ name: 'Sewing', validFrom: new Date(2026, 1, 1) })],
        ['notes.txt', 'no badge at all'],
      ].map(([name = '', text = '']) => {
        return { name, mimeType: 'text/plain', buffer: Buffer.from(text) }
      })
      await page.locator('input[type=file]').setInputFiles(files)
      await title(page, '1 badge was added')
      await page.getByText('notes.txt: Not added').waitFor()
      await page.getByRole('link', { name: /Sewing/ }).waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      expect(complaints).toEqual([])
    })
  })

  async function follow(page: Page, link: string): Promise<void> {
    await page.goto('about:blank')
    await page.goto(link)
    await unlock(page)
  }

  /** The app begins anew, and the phone's owner opens it. */
  async function unlock(page: Page): Promise<void> {
    await page.getByRole('button', { name: /^Open/ }).click()
  }

  async function pickCode(page: Page, text: string): Promise<void> {
    const buffer = Buffer.from(encodeQR(text, 'gif', { scale: 6 }))
    const file = { name: 'code.gif', mimeType: 'image/gif', buffer }
    await page.locator('input[type=file]').setInputFiles(file)
  }
})
