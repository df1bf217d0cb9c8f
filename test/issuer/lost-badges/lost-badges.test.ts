import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { parseDid } from '../../../shared/did/did.ts'
import { signLearnerCode } from '../../../shared/learner-code/learner-code.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { takeBadge } from '../hand-made-wallet.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'

let city: TestCity
const oldPhone = ed25519TestKey('old phone')
const newPhone = ed25519TestKey('new phone')

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
})

afterAll(() => city.close())

async function send(path: string, fields: Record<string, string>, origin = cityUrl) {
  const { status, headers, body } = await city.ask(path, {
    method: 'POST',
    headers: { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })
  return { status, location: headers.get('Location') ?? '', text: String(body) }
}

async function rowsTo(email: string): Promise<string[]> {
  await city.sendMail()
  const box = String((await city.ask('/demo/mailbox')).body).replaceAll('<wbr>', '')
  return box.split('<li ').filter((row) => row.includes(email))
}

/** The link in the newest mail to an address. The city sends by itself too, so it may be on its way. */
const linkTo = (email: string): Promise<string> =>
  vi.waitFor(
    async () => {
      const href = /href="(\/demo\/mailbox\/[^"]+)"/.exec((await rowsTo(email))[0] ?? '')?.[1]
      const text = href === undefined ? '' : String((await city.ask(href)).body)
      const [, link] = new RegExp(`${cityUrl}(/lost-badge/[\\w.-]+)`).exec(text) ?? []
      if (link === undefined) throw new Error('the mail is not there yet')
      return link
    },
    { timeout: 30_000, interval: 200 },
  )

async function taken(email: string, more: object = {}) {
  const award = await city.award({ recipient: { email }, notify: false, ...more })
  expect((await takeBadge(city, award, oldPhone)).status).toBe(200)
  return award
}

const stateOf = async (awardId: string) => (await city.api('GET', `/awards/${awardId}`)).body

describe('a lost badge', () => {
  test('is taken again by the link in a mail and its button alone, and the old one stops', async () => {
    const { awardId } = await taken('lost@learner.example')
    const asked = await send('/lost-badge', { email: 'Lost@learner.example' })
    expect([asked.status, asked.text.includes('Now look at your mail')]).toEqual([200, true])
    const link = await linkTo('lost@learner.example')
    const page = await city.ask(link)
    expect([page.status, String(page.body).includes('First aid basics')]).toEqual([200, true])
    expect(await stateOf(awardId)).toMatchObject({ state: 'claimed' })

    const { status, location } = await send(link, { award: awardId })
    expect([status, location.includes('/receive#credential_offer_uri=')]).toEqual([303, true])
    expect(await stateOf(awardId)).toMatchObject({ state: 'revoked' })
    const offerUri = new URLSearchParams(new URL(location).hash.slice(1))
    const again = await takeBadge(
      city,
      { offerUri: `openid-credential-offer://?${offerUri}` },
      newPhone,
    )
    expect(again.status).toBe(200)
    const twice = await send(link, { award: awardId })
    expect([twice.status, twice.text.includes('Nothing was changed.')]).toEqual([409, true])
  })

  test('is of nobody else: the page says the same, and no mail goes', async () => {
    const { awardId } = await taken('other@learner.example')
    const asked = await send('/lost-badge', { email: 'nobody@learner.example' })
    expect([asked.status, asked.text.includes('Now look at your mail')]).toEqual([200, true])
    expect(await rowsTo('nobody@learner.example')).toEqual([])
    await taken('lost@learner.example')
    city.clock.advance(1)
    await send('/lost-badge', { email: 'lost@learner.example' })
    const link = await linkTo('lost@learner.example')
    expect((await send(link, { award: awardId })).status).toBe(409)
    expect((await send(link, { award: awardId }, 'https://evil.example')).status).toBe(403)
    expect((await send(`${link}x`, { award: awardId })).status).toBe(404)
    city.clock.advance(3_600)
    expect((await city.ask(link)).status).toBe(404)
    expect(await stateOf(awardId)).toMatchObject({ state: 'claimed' })
  })

  test('that is stopped for now, or needs a code, is not there', async () => {
    const email = 'licence@learner.example'
    await taken(email)
    const { awardId } = await taken(email, { badge: 'dock-makers/laser-cutter' })
    await city.api('POST', `/awards/${awardId}/suspend`, { body: { reason: 'a check is due' } })
    await taken(email, { badge: 'harbour-youth/young-leader', txCode: true })
    await send('/lost-badge', { email })
    const text = String((await city.ask(await linkTo(email))).body)
    const names = ['First aid basics', 'Laser cutter licence', 'Young leader']
    expect(names.map((name) => text.includes(name))).toEqual([true, false, false])
  })

  test('that was made to a wallet is not there, whatever address it was given later', async () => {
    const email = 'scanned@learner.example'
    const signed = await signLearnerCode({
      signer: oldPhone.signer(),
      city: parseDid('did:web:cardiff.example'),
      ticketHash: createHash('sha256').update('ticket').digest('base64url'),
      issuedAt: city.clock(),
    })
    const path = '/providers/harbour-youth/learner-codes'
    const { body } = await city.api('POST', path, { body: { code: signed, badge: 'open-night' } })
    const { awardId } = z.object({ awardId: z.string() }).parse(body)
    const correction = { email, reason: 'asked for' }
    await city.api('POST', `/awards/${awardId}/correct`, { body: correction })
    const claim = await city.api('POST', `/awards/${awardId}/offer`)
    const { offerUri } = z.object({ offerUri: z.string() }).parse(claim.body)
    expect((await takeBadge(city, { offerUri }, oldPhone)).status).toBe(200)
    const mailed = await taken(email)
    await send('/lost-badge', { email })
    const link = await linkTo(email)
    const text = String((await city.ask(link)).body)
    expect([mailed.awardId, awardId].map((id) => text.includes(id))).toEqual([true, false])
    expect((await send(link, { award: awardId })).status).toBe(409)
    expect(await stateOf(awardId)).toMatchObject({ state: 'claimed' })
  })

  test('asks for an address that is one', async () => {
    const { status, text } = await send('/lost-badge', { email: 'sam' })
    expect([status, text.includes('Give an e-mail address')]).toEqual([422, true])
  })
})
