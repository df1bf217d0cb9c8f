import { createHash, randomBytes } from 'node:crypto'
import encodeQR from 'qr'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseDid } from '../../../shared/did/did.ts'
import { signLearnerCode } from '../../../shared/learner-code/learner-code.ts'
import { formTokenOf } from '../../../shared/server/staff/signed-in.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { takeBadge } from '../hand-made-wallet.ts'
import { addProviderKey, cityUrl, startTestCity, type TestCity } from '../test-city.ts'

const day = '2026-11-22'
const otherKey = 'key-of-dock-makers-0123456789-abcdefghij'
const learner = ed25519TestKey('learner')
const scanPath = '/console/p/harbour-youth/scan/open-night'

let city: TestCity
let session: ConsoleSession

beforeAll(async () => {
  const folder = temporaryFolder(afterAll)
  city = await startTestCity({ folder })
  await addProviderKey(folder, { provider: 'dock-makers', text: otherKey })
  session = await signInAs(city, 'amina@harbour-youth.example')
})

beforeEach(() => city.clock.set('2026-11-22T10:00:00Z'))

afterAll(() => city.close())

/** As the wallet makes one. */
async function showCode(changes: { city?: string; key?: typeof learner; ticket?: string } = {}) {
  const { key = learner, ticket = randomBytes(32).toString('base64url') } = changes
  const code = await signLearnerCode({
    signer: key.signer(),
    city: parseDid(changes.city ?? 'did:web:cardiff.example'),
    ticketHash: createHash('sha256').update(ticket).digest('base64url'),
    issuedAt: city.clock(),
  })
  const outcome = async () => (await city.ask(`/learner-codes/${ticket}`)).body
  return { code, ticket, outcome }
}

const award = (code: string, options: { key?: string; provider?: string; badge?: string } = {}) => {
  const { provider = 'harbour-youth', badge = 'open-night', key } = options
  return city.api('POST', `/providers/${provider}/learner-codes`, {
    body: { code, badge },
    ...(key !== undefined && { key }),
  })
}

const zOffered = z.object({ state: z.literal('awarded'), offerUrl: z.string() })

describe('a scanned code', () => {
  test('brings the badge to the wallet that showed it, and to no other', async () => {
    const { code, outcome } = await showCode()
    expect(await outcome()).toEqual({ state: 'waiting' })
    const first = await award(code)
    expect(first).toMatchObject({ status: 200, body: { isNew: true } })
    const { offerUrl } = zOffered.parse(await outcome())
    const offer = { offerUri: `openid-credential-offer://?credential_offer_uri=${offerUrl}` }

    const stranger = await takeBadge(city, offer, ed25519TestKey('stranger'))
    expect(stranger).toMatchObject({
      status: 400,
      body: { error: 'credential_request_denied' },
    })
    const taken = await takeBadge(city, offer, learner)
    expect(taken.status).toBe(200)
    expect(await outcome()).toEqual({ state: 'settled' })
  })

  test('counts once for one badge, however often a camera sees it', async () => {
    const { code, ticket } = await showCode()
    city.clock.advance(60)
    const renewed = await showCode({ ticket })
    const answers = await Promise.all([award(code), award(code), award(renewed.code)])
    const bodies = answers.map(({ body }) => z.object({ awardId: z.string() }).parse(body).awardId)
    expect(new Set(bodies).size).toBe(1)
  })

  test.each<[string, () => Promise<string>, string]>([
    [
      'used for another badge',
      async () => {
        const { code } = await showCode()
        await award(code, { badge: 'first-aid' })
        return code
      },
      'was used before',
    ],
    [
      'used at another provider',
      async () => {
        const { code } = await showCode()
        await award(code, { provider: 'dock-makers', badge: 'repair-cafe' })
        return code
      },
      'was used before',
    ],
    [
      'for another city',
      async () => (await showCode({ city: 'did:web:swansea.example' })).code,
      'another city',
    ],
    [
      'that is old',
      async () => {
        const { code } = await showCode()
        city.clock.advance(181)
        return code
      },
      'too old',
    ],
    [
      'of the future',
      async () => {
        city.clock.advance(120)
        const { code } = await showCode()
        city.clock.advance(-120)
        return code
      },
      'clock',
    ],
    [
      'signed by another key',
      async () => {
        const { code } = await showCode()
        const other = await showCode({ key: ed25519TestKey('other') })
        return [...code.split('.').slice(0, 2), other.code.split('.')[2]].join('.')
      },
      'not made by the wallet',
    ],
    ['that is none', async () => 'https://wallet.example/code', 'not a learner’s code'],
  ])('%s is refused with words, and gives nothing', async (_name, makeCode, words) => {
    const code = await makeCode()
    const answer = await award(code)
    expect(answer).toMatchObject({ status: 422, body: { code: 'learner_code_refused' } })
    const quick = await city.ask(`${scanPath}/quick`, {
      method: 'POST',
      headers: {
        Cookie: session.cookie,
        Origin: cityUrl,
        'Content-Type': 'application/json',
        'X-CSRF-Token': formTokenOf(session.cookie.slice(session.cookie.indexOf('=') + 1)),
      },
      body: JSON.stringify({ code }),
    })
    expect(quick.body).toEqual({ state: 'refused', text: expect.stringContaining(words) })
    const page = await session.post(scanPath, { code })
    expect([page.status, page.text.includes(words)]).toEqual([422, true])
  })

  test('of a provider that is another key’s is not there', async () => {
    const { code, outcome } = await showCode()
    expect((await award(code, { key: otherKey })).status).toBe(404)
    expect(await outcome()).toEqual({ state: 'waiting' })
  })
})

describe('the page that scans', () => {
  test('takes the pasted text, and lets the browser use the camera', async () => {
    const page = await session.get(scanPath)
    expect(page.headers.get('Permissions-Policy')).toContain('camera=(self)')
    const { code, outcome } = await showCode()
    const answer = await session.post(scanPath, { code })
    expect(answer.status).toBe(303)
    expect(await outcome()).toMatchObject({ state: 'awarded' })
    expect((await session.get(scanPath)).text).toContain('on its way')
    const elsewhere = await session.get('/console/p/harbour-youth/scan')
    expect(elsewhere.headers.get('Permissions-Policy')).toContain('camera=()')
  })

  test('takes a picture of the code, and says so where there is none in it', async () => {
    const { code, outcome } = await showCode()
    const picture = (svg: string) => {
      const form = new FormData()
      form.set('csrf', formTokenOf(session.cookie.slice(session.cookie.indexOf('=') + 1)))
      form.set('picture', new Blob([svg], { type: 'image/svg+xml' }), 'code.svg')
      form.set('code', '')
      return city.fetch(`${cityUrl}${scanPath}`, {
        method: 'POST',
        headers: { Cookie: session.cookie, Origin: cityUrl, Accept: 'text/html' },
        body: form,
      })
    }
    const empty = await picture(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#999" d="M0 0h9v9H0z"/></svg>',
    )
    expect(await empty.text()).toContain('We found no code in this picture')
    expect(await outcome()).toEqual({ state: 'waiting' })
    const read = await picture(encodeQR(code, 'svg', { optimize: true }))
    expect(read.status).toBe(303)
    expect(await outcome()).toMatchObject({ state: 'awarded' })
  })
})

const zActivity = z.looseObject({
  id: z.string(),
  people: z.array(z.looseObject({ id: z.string(), name: z.string(), came: z.int() })),
})

async function makeActivity() {
  const { body } = await city.api('POST', '/providers/harbour-youth/activities', {
    body: {
      name: 'Radio club',
      badge: 'open-night',
      sessions: [day, '2026-11-29'],
      people: [{ name: 'Sam' }, { name: 'Bo' }],
    },
  })
  const { id, people } = zActivity.parse(body)
  const path = `/providers/harbour-youth/activities/${id}`
  return {
    id,
    people,
    mark: (code: string, who: object = {}, on = day) =>
      city.api('POST', `${path}/sessions/${on}/learner-codes`, { body: { code, ...who } }),
    came: async () =>
      zActivity.parse((await city.api('GET', path)).body).people.map(({ came }) => came),
  }
}

describe('attendance by scan', () => {
  test('asks once whose code it is, and knows it from then on', async () => {
    const { mark, came, people } = await makeActivity()
    const [bo] = people
    const first = await showCode()
    expect((await mark(first.code)).body).toEqual({ state: 'unknown' })
    expect(await came()).toEqual([0, 0])
    expect((await mark(first.code, { person: bo?.id })).body).toEqual({
      state: 'marked',
      person: bo?.id,
    })
    expect(await first.outcome()).toEqual({ state: 'marked', activity: 'Radio club', day })
    // the camera still sees it
    expect((await mark(first.code)).body).toEqual({ state: 'marked', person: bo?.id })
    const second = await showCode()
    expect((await mark(second.code, {}, '2026-11-29')).body).toMatchObject({ state: 'marked' })
    expect(await came()).toEqual([2, 0])
  })

  test('refuses a code of another session, and to give one person two codes', async () => {
    const { mark, came, people } = await makeActivity()
    const [bo] = people
    const { code } = await showCode()
    await mark(code, { person: bo?.id })
    expect((await mark(code, {}, '2026-11-29')).status).toBe(422)
    expect((await award(code)).status).toBe(422)
    const other = await showCode({ key: ed25519TestKey('other') })
    expect((await mark(other.code, { person: bo?.id })).status).toBe(404)
    expect((await mark(other.code, {}, '2026-12-24')).status).toBe(404)
    expect(await came()).toEqual([1, 0])
  })

  test('asks in the console too, and takes a new name', async () => {
    const { id, came } = await makeActivity()
    const path = `/console/p/harbour-youth/sessions/${id}/on/${day}/scan`
    expect((await session.get(path)).status).toBe(200)
    const { code } = await showCode()
    const asked = await session.post(path, { code })
    expect(asked.text).toContain('Whose code is this?')
    const missing = await session.post(`${path}/who`, { code, person: '', name: ' ' })
    expect([missing.status, missing.text.includes('Choose a name')]).toEqual([422, true])
    const answer = await session.post(`${path}/who`, { code, person: '', name: 'Ceri' })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, path])
    expect((await session.get(path)).text).toContain('Ceri is here.')
    expect(await came()).toEqual([0, 1, 0])
  })

  test('takes a second code of one name for somebody else', async () => {
    const { id, came } = await makeActivity()
    const path = `/console/p/harbour-youth/sessions/${id}/on/${day}/scan`
    for (const [name, key] of [
      ['Sam', learner],
      ['sam', ed25519TestKey('another learner')],
    ] as const) {
      const { code } = await showCode({ key })
      const answer = await session.post(`${path}/who`, { code, person: '', name })
      expect([answer.status, answer.headers.get('Location')]).toEqual([303, path])
    }
    expect((await came()).toSorted()).toEqual([0, 1, 1])
  })
})
