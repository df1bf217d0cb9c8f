import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { JsonObject } from '../../../shared/json/json.ts'
import { secure } from '../../shared/verify/world.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { takeBadge } from '../hand-made-wallet.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'
import {
  asActor,
  earn,
  earnUnsealed,
  formHeaders,
  makeRule,
  send,
  showAll,
  tokenFor,
  visit,
} from './rule-visitor.ts'

const sam = ed25519TestKey('sam')
const mallory = ed25519TestKey('mallory')
const firstAid = 'badge-1-ldp'
const repair = 'badge-2-ldp'

let city: TestCity
let rule: { id: string; path: string }
let shown: Record<string, unknown>

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
  rule = await makeRule(city)
  const [first, second] = [
    await earn(city, sam, 'harbour-youth/first-aid'),
    await earn(city, sam, 'dock-makers/repair-cafe'),
  ]
  shown = { [firstAid]: first.credential, [repair]: second.credential }
})

afterAll(() => city.close())

const begin = (path = rule.path) => visit(city, path, cityUrl)

/** The same subject, who is somebody else now. */
const subjectOf = ({ credentialSubject }: JsonObject) => ({
  ...Object(credentialSubject),
  id: mallory.did,
})

const usesOf = async (id = rule.id) =>
  (await city.api('GET', `/providers/harbour-youth/award-rules/${id}`)).body

describe('the page of a rule', () => {
  test('says who asks, for what and what is kept, changes nothing, and begins by its button alone', async () => {
    const page = await city.ask(rule.path)
    expect(page.status).toBe(200)
    const text = String(page.body)
    for (const said of [
      'You need all of these badges',
      'The badges you show are not kept.',
      'Show my badges',
    ]) {
      expect(text).toContain(said)
    }
    expect(page.headers.get('Set-Cookie')).toBeNull()
    const elsewhere = await city.ask(rule.path, {
      method: 'POST',
      headers: formHeaders('https://elsewhere.example'),
      body: '',
    })
    expect(elsewhere.status).toBe(403)
  })

  test('asks in the name of the provider and the city, for every version and language', async () => {
    const request = await (await begin()).request()
    expect(request).toMatchObject({
      client_id: 'decentralized_identifier:did:web:cardiff.example',
      client_metadata: {
        client_name: 'Harbour Youth Club, Cardiff',
        purpose: expect.stringContaining('To give you the badge'),
        retention: expect.stringContaining('are not kept'),
      },
    })
    const { credentials, credential_sets: sets } = request.dcql_query
    expect(credentials.map(({ id }) => id)).toEqual([
      ...['badge-1-ldp', 'badge-1-jwt', 'badge-2-ldp', 'badge-2-jwt'],
    ])
    expect(credentials[0]?.claims[0]?.values).toContain(
      `${cityUrl}/providers/harbour-youth/badges/first-aid/v/1`,
    )
    expect(sets.every(({ required }) => required)).toBe(true)
  })

  test('is not found by a code that nobody made, nor by one of too many', async () => {
    const { path } = await makeRule(city)
    const look = async (at: string) => (await city.ask(at)).status
    expect([await look('/r/AAAAAAAAAA'), await look(rule.path)]).toEqual([404, 200])
    for (let tries = 0; tries < 60; tries += 1) await look('/r/AAAAAAAAAA')
    expect([await look(rule.path), await look(path)]).toEqual([200, 429])
    city.clock.advance(900)
    expect(await look(path)).toBe(200)
  })
})

describe('who shows what a rule needs', () => {
  test('gets the badge in the browser that began and the wallet that showed, once', async () => {
    const visitor = await begin()
    const text = await showAll(city, visitor, shown, sam)
    expect(text).toContain('Your badge is ready')
    const offerUri = (/href="(openid-credential-offer:[^"]+)"/.exec(text)?.[1] ?? '').replaceAll(
      '&amp;',
      '&',
    )
    expect((await takeBadge(city, { offerUri }, mallory)).status).toBe(400)
    expect((await takeBadge(city, { offerUri }, sam)).status).toBe(200)
    expect(await visitor.page()).toContain('You have it already')

    const again = await showAll(city, await begin(), shown, sam)
    expect(again).toContain('You have it already')
    expect(await usesOf()).toMatchObject({ uses: 1 })
    const { body } = await city.api('GET', '/audit?action=award-rule.met')
    expect(JSON.stringify(body)).not.toContain('urn:uuid')
  })

  test('on three visits at a time, gets one badge', async () => {
    const key = ed25519TestKey('twin')
    const badges = {
      [firstAid]: (await earn(city, key, 'harbour-youth/first-aid')).credential,
    }
    const { id, path } = await makeRule(city, { needs: ['harbour-youth/first-aid'] })
    const visitors = await Promise.all([begin(path), begin(path), begin(path)])
    const pages = await Promise.all(visitors.map((one) => showAll(city, one, badges, key)))
    expect(pages.filter((page) => page.includes('Your badge is ready'))).toHaveLength(3)
    expect(await usesOf(id)).toMatchObject({ uses: 1 })
  })

  test('needs one of several where one is enough', async () => {
    const { path } = await makeRule(city, { count: 1 })
    const visitor = await begin(path)
    const { dcql_query: query } = await visitor.request()
    expect(query.credential_sets).toEqual([
      {
        options: [['badge-1-ldp'], ['badge-1-jwt'], ['badge-2-ldp'], ['badge-2-jwt']],
        required: true,
      },
    ])
    const text = await showAll(city, visitor, { [repair]: shown[repair] }, sam)
    expect(text).toContain('Your badge is ready')
  })

  test('may choose where fewer are enough, and learns what is missing', async () => {
    const { path } = await makeRule(city, {
      needs: ['harbour-youth/first-aid', 'dock-makers/repair-cafe', 'dock-makers/laser-cutter'],
      count: 2,
    })
    const some = { [firstAid]: shown[firstAid] }
    const text = await showAll(city, await begin(path), some, sam)
    expect(text).toContain('Something is missing')
    expect(text).toContain('not shown')
    expect(await showAll(city, await begin(path), shown, sam)).toContain('Your badge is ready')
  })
})

describe('a hostile or unlucky answer', () => {
  test('sent twice is used up by the first, and a wrong state by none', async () => {
    const visitor = await begin()
    const request = await visitor.request()
    const token = await tokenFor(request, shown, sam)
    expect(await send(city, { ...request, state: 'of another' }, token)).toMatchObject({
      status: 400,
    })
    const answers = await Promise.all([1, 2, 3].map(() => send(city, request, token)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const other = await (await begin()).request()
    expect(await send(city, other, token)).toMatchObject({ status: 400 })
  })

  test("shows another's badges under its own key, and gets nothing", async () => {
    const text = await showAll(city, await begin(), shown, mallory)
    expect(text).toContain('Something is missing')
    expect(text).toContain('does not count')
  })

  test('of two people who put their badges together gives nothing', async () => {
    const friend = ed25519TestKey('friend')
    const { credential } = await earn(city, friend, 'dock-makers/repair-cafe')
    const visitor = await begin()
    const request = await visitor.request()
    const sent = await send(city, request, {
      ...(await tokenFor(request, { [firstAid]: shown[firstAid] }, sam)),
      ...(await tokenFor(request, { [repair]: credential }, friend)),
    })
    await visitor.comeBack(sent.redirectUri)
    expect(await visitor.page()).toContain('Your badges have more than one key')
  })

  test('is brought back by another browser, which is told nothing', async () => {
    const visitor = await begin()
    const request = await visitor.request()
    const sent = await send(city, request, await tokenFor(request, shown, sam))
    const thief = await begin()
    expect((await visitor.comeBack(sent.redirectUri, thief.cookie)).status).toBe(403)
    expect((await visitor.comeBack(sent.redirectUri, '')).status).toBe(403)
    expect(await visitor.page()).toContain('Your wallet has sent its answer')
    expect((await visitor.comeBack(sent.redirectUri)).status).toBe(303)
    expect((await visitor.comeBack(sent.redirectUri)).status).toBe(403)
  })

  test('of a wallet that declines gives nothing and says so', async () => {
    const visitor = await begin()
    const { response_uri: url, state } = await visitor.request()
    const response = await city.fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ error: 'access_denied', state }),
    })
    const { redirect_uri: back }: { redirect_uri: string } = await response.json()
    await visitor.comeBack(back)
    expect(await visitor.page()).toContain('You sent nothing')
  })

  test('shows a badge that was revoked, and gets nothing', async () => {
    const key = ed25519TestKey('revoked')
    const { awardId, credential } = await earn(city, key, 'harbour-youth/first-aid')
    await city.api('POST', `/awards/${awardId}/revoke`, { body: { reason: 'a mistake' } })
    await city.maintain()
    city.clock.advance(600)
    const { path } = await makeRule(city, { needs: ['harbour-youth/first-aid'] })
    const text = await showAll(city, await begin(path), { [firstAid]: credential }, key)
    expect(text).toContain('Something is missing')
  })

  test('shows a badge that its holder made under the same id, and gets nothing', async () => {
    // sound: the city gave it as a document
    const { proof: _, ...document } = shown[firstAid] as JsonObject
    const forged = { ...document, issuer: mallory.did, credentialSubject: subjectOf(document) }
    const credential = await secure(forged, asActor(mallory).signer)
    const { path } = await makeRule(city, { needs: ['harbour-youth/first-aid'] })
    const text = await showAll(city, await begin(path), { [firstAid]: credential }, mallory)
    expect(text).toContain('No badge was given')
  })

  test('shows a badge whose status cannot be had: nothing is given, and it can be tried again', async () => {
    const key = ed25519TestKey('unlucky')
    const { credential } = await earn(city, key, 'harbour-youth/first-aid')
    const { path } = await makeRule(city, { needs: ['harbour-youth/first-aid'] })
    const [url = ''] = /https:[^"]*\/status\/[^"#]*/.exec(JSON.stringify(credential)) ?? []
    city.clock.advance(3_600)
    city.listeners.set(url, () => new Response('', { status: 503 }))
    const text = await showAll(city, await begin(path), { [firstAid]: credential }, key)
    expect(text).toContain('We could not check this now')
    expect(text).toContain('could not be checked')
    city.listeners.delete(url)
    city.clock.advance(600)
    await city.maintain()
    const later = await showAll(city, await begin(path), { [firstAid]: credential }, key)
    expect(later).toContain('Your badge is ready')
  })

  test('shows a badge whose issuer the rule does not name, and gets nothing', async () => {
    const { path } = await makeRule(city, {
      needs: ['harbour-youth/first-aid'],
      issuers: ['did:web:cardiff.example:providers:dock-makers'],
    })
    const some = { [firstAid]: shown[firstAid] }
    expect(await showAll(city, await begin(path), some, sam)).toContain(
      'is from someone whose badges do not count here',
    )
  })

  test('comes when the rule has ended, is paused or has not begun', async () => {
    const soon = new Date(city.clock().getTime() + 300_000).toISOString()
    const { id, path } = await makeRule(city, { closesAt: soon })
    const visitor = await begin(path)
    city.clock.advance(301)
    expect(await showAll(city, visitor, shown, sam)).toContain('You came a bit too late')
    expect((await city.ask(path)).status).toBe(409)
    expect(await usesOf(id)).toMatchObject({ uses: 0, state: 'over' })

    const paused = await makeRule(city)
    await city.api('POST', `/providers/harbour-youth/award-rules/${paused.id}/pause`)
    expect(String((await city.ask(paused.path)).body)).toContain('This is paused for now')
    const later = new Date(city.clock().getTime() + 300_000).toISOString()
    const early = await makeRule(city, { opensAt: later })
    expect(String((await city.ask(early.path)).body)).toContain('This has not begun yet')
  })

  test('comes later than the request lives', async () => {
    const visitor = await begin()
    const request = await visitor.request()
    const token = await tokenFor(request, shown, sam)
    city.clock.advance(901)
    expect((await send(city, request, token)).status).toBe(410)
    expect(await visitor.page()).toContain('The time is over')
  })

  test('is one of 20 at a time for 5 badges: 5 get one', async () => {
    const { id, path } = await makeRule(city, { needs: ['harbour-youth/first-aid'], cap: 5 })
    const people = Array.from({ length: 20 }, (_, index) => ed25519TestKey(`crowd ${index}`))
    const ready = await Promise.all(
      people.map(async (key) => {
        const { credential } = await earnUnsealed(city, key, 'harbour-youth/first-aid')
        return { key, credential, visitor: await begin(path) }
      }),
    )
    await city.seal()
    const pages = await Promise.all(
      ready.map(({ key, credential, visitor }) =>
        showAll(city, visitor, { [firstAid]: credential }, key),
      ),
    )
    const got = pages.filter((page) => page.includes('Your badge is ready'))
    const gone = pages.filter((page) => page.includes('All these badges are gone'))
    expect([got.length, gone.length]).toEqual([5, 15])
    expect(await usesOf(id)).toMatchObject({ uses: 5, state: 'full' })
  })

  test('of somebody who was forgotten since is that of somebody new', async () => {
    const { id, path } = await makeRule(city, { needs: ['harbour-youth/first-aid'] })
    const key = ed25519TestKey('to be forgotten')
    const { credential } = await earn(city, key, 'harbour-youth/first-aid')
    const uses: unknown[] = []
    for (const before of [
      async () => {},
      async () => {},
      // the rule's badge has no address: it is found by the wallet that took the other one
      () => city.api('POST', '/people/forget', { body: { email: 'sam@learner.example' } }),
    ]) {
      await before()
      const page = await showAll(city, await begin(path), { [firstAid]: credential }, key)
      expect(page).toContain('Your badge is ready')
      uses.push(z.looseObject({ uses: z.number() }).parse(await usesOf(id)).uses)
    }
    expect(uses).toEqual([1, 1, 2])
  })
})

describe('a rule that makes no sense', () => {
  test.each<[string, object, number]>([
    ['asks for the badge that it gives', { needs: ['harbour-youth/open-night'] }, 400],
    ['gives a badge of another provider', { badge: 'repair-cafe' }, 404],
    ['asks for a badge that is not there', { needs: ['harbour-youth/nothing'] }, 404],
    ['asks for nothing', { needs: [] }, 400],
    ['asks for more than there is', { count: 3 }, 400],
    ['asks for one badge twice', { needs: ['a-b/c', 'a-b/c'] }, 400],
    ['asks for what is no address', { needs: ['javascript:alert(1)'] }, 400],
    ['ended before it began', { closesAt: '2020-01-01T00:00:00Z' }, 400],
    ['trusts what is no DID', { issuers: ['https://cardiff.example'] }, 400],
  ])('%s is not made', async (_, more, status) => {
    const before = await city.api('GET', '/providers/harbour-youth/award-rules')
    const body = {
      ...{ name: 'No sense', badge: 'open-night', needs: ['harbour-youth/first-aid'] },
      ...more,
    }
    const answer = await city.api('POST', '/providers/harbour-youth/award-rules', { body })
    expect(answer.status).toBe(status)
    expect((await city.api('GET', '/providers/harbour-youth/award-rules')).body).toEqual(
      before.body,
    )
  })
})
