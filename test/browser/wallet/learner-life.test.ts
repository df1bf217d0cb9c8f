import { Buffer } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults } from '../../support/axe.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { newPhone, type Phone } from '../../support/phone.ts'
import { foundIn, writtenIn } from '../../support/server-traces.ts'
import { startWalletWorld, type WalletWorld } from '../../support/wallet-app.ts'

/** What Lighthouse takes for a slow phone on slow 4G. */
const slowNetwork = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
}
const slowCpu = 4

const tenMore = [
  'harbour-youth/open-night',
  'harbour-youth/team-player',
  'harbour-youth/young-leader',
  'dock-makers/first-project',
  'dock-makers/repair-cafe',
  'dock-makers/laser-cutter',
  'green-terrace/garden-welcome',
  'green-terrace/food-grower',
  'castle-street-college/career-taster',
  'castle-street-college/digital-start',
]

const passphrase = 'three tall harbour cranes'

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).first().click()
const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { name }).first().waitFor()

/** Opens an address as from a bookmark or a mail: the wallet is locked when the page is loaded anew. */
async function visit({ page }: Phone, url: string): Promise<void> {
  await page.goto(url)
  const locked = page.getByRole('button', { name: 'Open with my passkey' })
  await page.locator('h1').first().waitFor()
  if (await locked.isVisible()) await locked.click()
  await locked.waitFor({ state: 'detached' })
}

describe.skipIf(!hasBrowser)('a learner’s life', () => {
  const browser = useBrowser()
  let world: WalletWorld
  let phone: Phone
  const awards: { awardId: string; claimLink: string }[] = []

  beforeAll(async () => {
    world = await startWalletWorld(afterAll)
    phone = await newPhone(browser())
  })
  afterAll(async () => {
    await phone?.close()
    await world?.close()
  })

  test('begins with a badge from an e-mail: a few taps on a slow phone, nothing typed', async () => {
    const { page, devtools } = phone
    const award = await world.award()
    awards.push(award)
    let bytes = 0
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', slowNetwork)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowCpu })
    const startedAt = performance.now()
    let taps = 0
    const tap = async (name: string) => {
      await press(page, name)
      taps += 1
    }
    await page.goto(award.claimLink)
    await tap('Make my wallet')
    // the finger on the phone's reader
    taps += 1
    await page.getByText('Vouched for by Cardiff City of Learning').waitFor()
    await phone.screenshot('1-offer')
    await tap('Take it')
    await heading(page, 'It is yours')
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10
    await phone.screenshot('2-first-badge')
    process.stdout.write(
      `first badge on slow 4G and a ${slowCpu}× slower phone: ${seconds} s, ${taps} taps, ${bytes} bytes\n`,
    )
    expect(taps).toBeLessThanOrEqual(5)
    expect(bytes).toBeLessThanOrEqual(300_000)
    expect(page.url()).toBe(`${world.wallet}/receive`)
    await devtools.send('Network.disable')
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('goes on with ten more', async () => {
    const { page } = phone
    for (const badge of tenMore) {
      const award = await world.award({ badge })
      awards.push(award)
      await page.goto(award.claimLink)
      await press(page, 'Take it')
      await heading(page, 'It is yours')
    }
    await page.getByRole('link', { name: 'To your badges' }).click()
    await page.getByText('11 badges.').waitFor()
    await phone.screenshot('3-eleven-badges')
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('has a badge taken back, and is told', async () => {
    const { page } = phone
    const revoked = awards[1]
    if (revoked === undefined) throw new Error('no badge to revoke')
    await world.revoke(revoked.awardId)
    await page
      .getByRole('link', { name: /Open night/ })
      .first()
      .click()
    await heading(page, 'Open night')
    await press(page, 'Check again')
    await page
      .getByText(/taken back/i)
      .first()
      .waitFor()
    await phone.screenshot('4-taken-back')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Badges', exact: true }).click()
    await page.getByText('1 needs you.').waitFor()
    await phone.screenshot('5-needs-you')
  })

  test('takes a badge out as a picture, deletes it, and brings it in again', async () => {
    const { page } = phone
    await page
      .getByRole('link', { name: /First project/ })
      .first()
      .click()
    const saving = page.waitForEvent('download')
    await press(page, 'Save as a picture')
    const picture = await readFile(await (await saving).path())
    expect(picture.subarray(1, 4).toString('latin1')).toBe('PNG')
    await press(page, 'Delete this badge')
    await press(page, 'Delete it')
    await page.getByRole('link', { name: 'Badges', exact: true }).click()
    await page.getByText('10 badges.').waitFor()
    await page.getByRole('link', { name: 'You', exact: true }).click()
    await page.getByRole('link', { name: /Add a badge/ }).click()
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'first-project.png',
        mimeType: 'image/png',
        buffer: Buffer.from(picture),
      })
    await heading(page, '1 badge was added')
    await phone.screenshot('6-picture-added')
    await page.getByRole('link', { name: 'To your badges' }).click()
    await page.getByText('11 badges.').waitFor()
  })

  test('shows a badge to an employer, who finds it proven', async () => {
    const { page } = phone
    const request = await world.ask()
    await visit(phone, request.requestLink)
    await heading(page, 'Harbour Lights Café asks to see badges')
    await page.getByText('To see who can help when somebody is hurt').waitFor()
    await phone.screenshot('7-asked')
    expect(await accessibilityFaults(page)).toEqual([])
    await press(page, 'Send')
    await heading(page, 'Sent')
    await phone.screenshot('8-sent')
    expect(await world.result(request.requestId)).toMatchObject({
      state: 'received',
      report: { verdict: 'valid' },
    })
  })

  test('says no to another, who is told so', async () => {
    const { page } = phone
    const request = await world.ask()
    await page.getByRole('link', { name: 'To your badges' }).click()
    // the code on a poster, pasted
    await visit(phone, `${world.wallet}/add`)
    await page.getByRole('textbox').first().fill(request.requestUri)
    await press(page, 'Look at it')
    await heading(page, 'Harbour Lights Café asks to see badges')
    await press(page, 'Don’t send')
    await heading(page, 'Nothing was sent')
    await page.getByText('We told them that you said no').waitFor()
    expect(await world.result(request.requestId)).toMatchObject({ state: 'declined' })
    await visit(phone, `${world.wallet}/history`)
    await heading(page, 'Harbour Lights Café')
    await phone.screenshot('9-history')
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('shares a CV by a link that anybody can open, and takes it back', async () => {
    const { page } = phone
    await visit(phone, `${world.wallet}/cv`)
    await press(page, 'Make a CV')
    for (const badge of ['First aid basics', 'Team player', 'Food grower']) {
      await page.getByRole('checkbox', { name: new RegExp(badge) }).check()
    }
    await page.getByLabel('About you').fill('I grow food and I mend bicycles.')
    await page.getByRole('link', { name: 'Look', exact: true }).click()
    await page.getByText('I grow food and I mend bicycles.').waitFor()
    await phone.screenshot('18-cv')
    await page.getByRole('link', { name: 'Share', exact: true }).click()
    await press(page, 'Make the link')
    await page.getByText('Your link is ready').first().waitFor()
    await phone.screenshot('19-cv-link')
    expect(await accessibilityFaults(page)).toEqual([])
    const link = await page.locator('input.shares__link').first().inputValue()
    expect(link).toContain(`${world.wallet}/s#`)

    const stranger = await newPhone(browser())
    await stranger.page.goto(link)
    await stranger.page.getByText('I grow food and I mend bicycles.').waitFor()
    await stranger.page.getByText('All 3 badges are proven.').first().waitFor()
    await stranger.screenshot('20-opened-by-a-stranger')
    expect(await accessibilityFaults(stranger.page)).toEqual([])
    await press(page, 'Take it back')
    await press(page, 'Yes, take it back')
    await page.getByText('The link was taken back.').waitFor()
    await stranger.page.reload()
    await heading(stranger.page, 'This was taken back')
    expect(stranger.complaints.filter((text) => !text.includes('410'))).toEqual([])
    await stranger.close()
  })

  test('loses the phone’s storage, and has all badges back by passkey', async () => {
    const { page } = phone
    await visit(phone, `${world.wallet}/you/safety`)
    await page.getByText(/A sealed copy was saved/).waitFor()
    await phone.screenshot('10-safety')
    expect(await accessibilityFaults(page)).toEqual([])
    await phone.wipe(world.wallet)
    await page.goto(world.wallet)
    await page.getByRole('link', { name: 'I have had a wallet: bring it back' }).click()
    await press(page, 'Bring it back with my passkey')
    await page.getByText('11 badges are back').waitFor()
    await phone.screenshot('11-restored')
    await page.getByRole('link', { name: 'To your badges' }).click()
    await page.getByText('11 badges.').waitFor()
  })

  test('brings it to a new phone by recovery card and passphrase', async () => {
    const { page } = phone
    await visit(phone, `${world.wallet}/you/safety`)
    await page.locator('summary', { hasText: 'Add a passphrase' }).click()
    for (const field of await page.locator('input[type=password]:visible').all())
      await field.fill(passphrase)
    // the first copy that the passphrase opens
    const copied = page.waitForResponse(
      (response) =>
        response.status() === 204 && response.request().postData()?.includes('argon2id') === true,
    )
    await press(page, 'Keep this passphrase')
    await page.getByText('It opens the wallet from now on').waitFor()
    await copied
    await press(page, 'Show my card')
    await heading(page, 'Waymark recovery card')
    await phone.screenshot('12-card')
    const code = /[0-9A-Z]{4}(?:[ -][0-9A-Z]{4}){6}/.exec(
      (await page.locator('main').textContent()) ?? '',
    )
    expect(code).not.toBeNull()
    const other = await newPhone(browser())
    await other.page.goto(`${world.wallet}/restore#${code?.[0].replaceAll(' ', '')}`)
    const fields = other.page.locator('form', { hasText: 'Recovery code' })
    await fields.getByLabel('Your passphrase').fill('four small harbour cranes')
    await press(other.page, 'Bring it back with my code')
    await other.page.locator('.notice--bad, .error-notice').first().waitFor({ timeout: 30_000 })
    await other.screenshot('13-wrong-passphrase')
    await fields.getByLabel('Your passphrase').fill(passphrase)
    await press(other.page, 'Bring it back with my code')
    await other.page.getByText('11 badges are back').waitFor({ timeout: 30_000 })
    await other.close()
  })

  test('is read offline, and in Welsh', async () => {
    const { page, context } = phone
    await visit(phone, world.wallet)
    await page.waitForFunction(() => navigator.serviceWorker.ready.then(() => true))
    await press(page, 'Cymraeg')
    await page.locator('html[lang=cy]').waitFor()
    await heading(page, /^11 o fathodynnau|^11 /)
    await phone.screenshot('14-welsh')
    expect(await accessibilityFaults(page)).toEqual([])
    await context.setOffline(true)
    await page.reload()
    await page.locator('h1').first().waitFor()
    await phone.screenshot('15-offline')
    await press(page, 'Agor â’m cyfrinallwedd')
    await page.getByText(/^11 /).first().waitFor()
    await page
      .getByRole('link', { name: /First aid basics/ })
      .first()
      .click()
    await heading(page, 'First aid basics')
    await phone.screenshot('16-offline-badge')
    await context.setOffline(false)
  })

  test('can be lived without a finger: by keyboard alone', async () => {
    const award = await world.award({ badge: 'green-terrace/volunteer-lead' })
    const { page, ...desk } = await newPhone(browser(), { viewport: { width: 1280, height: 800 } })
    /** Goes on from control to control until the one with this name has the focus, then presses it. */
    const reach = async (name: RegExp) => {
      await page.getByText(name).first().waitFor()
      for (let stop = 0; stop < 40; stop += 1) {
        await page.keyboard.press('Tab')
        const focused = await page.evaluate(() => document.activeElement?.textContent ?? '')
        if (name.test(focused)) return page.keyboard.press('Enter')
      }
      throw new Error('no control with this name can be reached')
    }
    await page.goto(award.claimLink)
    await reach(/^Make my wallet/)
    await reach(/^Take it/)
    await heading(page, 'It is yours')
    await reach(/^Look at this badge/)
    await heading(page, 'Volunteer lead')
    await reach(/^Write about it/)
    await page.locator('textarea:focus').waitFor()
    await page.keyboard.type('I kept the keys of the garden.')
    await reach(/^Save$/)
    await page.getByText('I kept the keys of the garden.').waitFor()
    await desk.screenshot('17-by-keyboard')
    await desk.close()
  })

  test('leaves nothing of itself with the wallet server, nor a complaint in the console', async () => {
    const secrets = {
      learner: 'Sam Jones',
      address: 'sam@learner.example',
      badge: 'First aid basics',
      provider: 'Harbour Youth Club',
      reflection: 'I kept the keys',
      passphrase,
      issuer: new URL(world.issuer).host,
      employer: new URL(world.verifier).host,
      offer: awards[0]?.claimLink.split('%2F').at(-1) ?? '',
      identity: 'did:key:',
    }
    expect(foundIn(writtenIn(world.walletFolder), secrets)).toEqual([])
    expect(foundIn(world.walletLog.join(''), { ...secrets, here: '127.0.0.1' })).toEqual([])
    expect(phone.complaints).toEqual([])
  })
})
