import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { signInAs } from '../console-session.ts'
import { takeBadge } from '../hand-made-wallet.ts'
import { addProviderKey, cityUrl, startTestCity, type TestCity } from '../test-city.ts'

const activities = '/providers/harbour-youth/activities'
const day = '2026-11-22'
const otherKey = 'key-of-dock-makers-0123456789-abcdefghij'

const zActivity = z.looseObject({
  id: z.string(),
  people: z.array(z.looseObject({ id: z.string(), awardId: z.string().optional() })),
})
const zWall = z.looseObject({ id: z.string(), url: z.string().optional(), uses: z.int() })

let city: TestCity

beforeAll(async () => {
  const folder = temporaryFolder(afterAll)
  city = await startTestCity({ folder })
  await addProviderKey(folder, { provider: 'dock-makers', text: otherKey })
})

afterAll(() => city.close())

async function makeActivity(changes: object = {}) {
  const { status, body } = await city.api('POST', activities, {
    body: {
      name: 'Open night',
      badge: 'open-night',
      sessions: [day],
      people: [{ name: 'Sam', email: 'sam@learner.example' }, { name: 'Bo' }],
      ...changes,
    },
  })
  expect(status).toBe(201)
  return zActivity.parse(body)
}

async function makeWall(changes: object = {}) {
  const { id } = await makeActivity()
  const answer = await city.api('POST', `${activities}/${id}/sessions/${day}/wall-codes`, {
    body: {
      kind: 'printed',
      opensAt: `${day}T09:00:00Z`,
      closesAt: `${day}T12:00:00Z`,
      cap: 2,
      ...changes,
    },
  })
  expect(answer.status).toBe(201)
  const wall = zWall.parse(answer.body)
  const path = (wall.url ?? '').slice(cityUrl.length)
  const read = async () =>
    zWall.parse((await city.api('GET', `${activities}/${id}/wall-codes/${wall.id}`)).body)
  return { path, read, activity: id, wall }
}

const browser = { Accept: 'text/html' }

/** Looks at the page behind the code, and presses its button. */
async function take(path: string, fields: Record<string, string> = {}, headers: object = {}) {
  const page = await city.ask(path, { headers: browser })
  return send(path, { ...placeIn(String(page.body)), name: '', ...fields }, headers)
}

function placeIn(page: string): Record<string, string> {
  const inputs = page.matchAll(/name="(use|until|seal)" value="([^"]*)"/g)
  return Object.fromEntries([...inputs].map(([, name, value]) => [name, value]))
}

function send(path: string, fields: Record<string, string>, headers: object = {}) {
  return city.ask(path, {
    method: 'POST',
    headers: {
      ...browser,
      Origin: cityUrl,
      'Content-Type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  })
}

function linkIn(body: unknown): { offerUri: string } {
  const [, link = ''] = /href="(openid-credential-offer:[^"]+)"/.exec(String(body)) ?? []
  return { offerUri: link.replaceAll('&amp;', '&') }
}

describe('/w/:code', () => {
  test('gives a badge to whoever presses the button, and nothing to who looks', async () => {
    const { path, read } = await makeWall()
    const looks = await Promise.all([1, 2, 3].map(() => city.ask(path, { headers: browser })))
    expect(looks.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await read()).uses).toBe(0)

    const taken = await take(path, { name: 'Ann' })
    expect(taken.status).toBe(200)
    const credential = await takeBadge(city, linkIn(taken.body), ed25519TestKey('learner'))
    expect(credential.status).toBe(200)
    expect(await read()).toMatchObject({ uses: 1, came: [{ name: 'Ann' }] })
  })

  test('counts a form that is sent twice, and a device that comes back, once', async () => {
    const { path, read } = await makeWall()
    const place = placeIn(String((await city.ask(path, { headers: browser })).body))
    const [first, second] = await Promise.all([send(path, place), send(path, place)])
    expect(linkIn(second?.body)).toEqual(linkIn(first?.body))
    const cookie = first?.headers.get('Set-Cookie')?.split(';')[0] ?? ''
    const again = await take(path, {}, { Cookie: cookie })
    expect(linkIn(again.body)).toEqual(linkIn(first?.body))
    expect((await read()).uses).toBe(1)
  })

  test('ends with its cap, its window and by hand', async () => {
    const { path, read, activity, wall } = await makeWall()
    expect([(await take(path)).status, (await take(path)).status]).toEqual([200, 200])
    const place = placeIn(
      String((await city.ask((await makeWall()).path, { headers: browser })).body),
    )
    const full = await city.ask(path, { headers: browser })
    expect([full.status, String(full.body)]).toEqual([
      409,
      expect.stringContaining('All the badges of this code are gone'),
    ])
    // the place of another wall opens nothing here
    expect((await send(path, place)).status).toBe(409)
    expect((await read()).uses).toBe(2)

    const ended = await city.api('POST', `${activities}/${activity}/wall-codes/${wall.id}/end`)
    expect(ended.body).toMatchObject({ state: 'over' })
    const early = await makeWall({ opensAt: `${day}T11:00:00Z` })
    expect(String((await city.ask(early.path, { headers: browser })).body)).toContain(
      'This code does not work yet',
    )
  })

  test('takes no form of another origin, no made-up place and no wrong code', async () => {
    const { path, read } = await makeWall()
    const page = String((await city.ask(path, { headers: browser })).body)
    const place = placeIn(page)
    const answers = await Promise.all([
      send(path, place, { Origin: 'https://evil.example' }),
      send(path, { ...place, use: crypto.randomUUID() }),
      send(path, { ...place, seal: 'x' }),
      send(path, {}),
      send(path, { ...place, name: 'a\u202eb' }),
      send('/w/0000000000', place),
    ])
    expect(answers.map(({ status }) => status)).toEqual([403, 409, 409, 409, 409, 404])
    expect((await read()).uses).toBe(0)
  })

  test('bounds how many codes an address may guess', async () => {
    const [open, fresh] = [await makeWall(), await makeWall()]
    const look = async (path: string) => (await city.ask(path, { headers: browser })).status
    expect(await look(open.path)).toBe(200)
    let status = 404
    for (let tries = 0; tries < 70 && status === 404; tries += 1)
      status = await look('/w/0000000000')
    expect(status).toBe(429)
    // else who guesses would go on until one is right
    expect(await look(fresh.path)).toBe(429)
    // a hall is not shut out by who wastes its tries, for as long as somebody in it comes now and then
    for (const seconds of [0, 600, 600]) {
      city.clock.advance(seconds)
      for (let tries = 0; tries < 70; tries += 1) await look('/w/0000000000')
      expect([await look(open.path), await look(fresh.path)]).toEqual([200, 429])
    }
    city.clock.advance(900)
    expect(await look(fresh.path)).toBe(200)
  })

  test('on a screen, a code is good for a minute', async () => {
    const { path: none, wall, activity } = await makeWall({ kind: 'screen' })
    expect(none).toBe('')
    const session = await signInAs(city, 'amina@harbour-youth.example')
    const poster = `/console/p/harbour-youth/sessions/${activity}/on/${day}/codes/${wall.id}/poster`
    const screen = await session.get(poster)
    expect(screen.text).toContain('<meta http-equiv="refresh" content="30">')
  })
})

describe('activities by API', () => {
  test('from the register to the badges, with an idempotency key', async () => {
    const { id, people } = await makeActivity()
    const ids = people.map((person) => person.id)
    const marked = await city.api('POST', `${activities}/${id}/sessions/${day}/attendance`, {
      body: { here: ids },
    })
    expect(marked.status).toBe(200)
    const award = () =>
      city.api('POST', `${activities}/${id}/award`, { headers: { 'Idempotency-Key': id } })
    const [first, second] = [await award(), await award()]
    expect(second.body).toEqual(first.body)
    expect(z.object({ awards: z.array(z.string()) }).parse(first.body).awards).toHaveLength(2)
    const after = zActivity.parse((await city.api('GET', `${activities}/${id}`)).body)
    expect(after.people.every(({ awardId }) => awardId !== undefined)).toBe(true)
  })

  test.each([
    ['GET', '', undefined],
    ['POST', '/award', {}],
    ['POST', '/people', { people: [{ name: 'x' }] }],
    ['POST', '/sessions', { day: '2026-12-01' }],
    ['POST', `/sessions/${day}/attendance`, { here: [] }],
  ] as const)('%s %s is not there for another provider', async (method, below, body) => {
    const { id } = await makeActivity()
    const path = (provider: string) => `/providers/${provider}/activities/${id}${below}`
    const options = { key: otherKey, ...(body && { body }) }
    const answers = await Promise.all(
      ['harbour-youth', 'dock-makers'].map((one) => city.api(method, path(one), options)),
    )
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
  })

  test('refuses a wall code for a badge that takes more than one session', async () => {
    const { id } = await makeActivity({ sessions: [day, '2026-11-29'], needed: 2 })
    const { status } = await city.api('POST', `${activities}/${id}/sessions/${day}/wall-codes`, {
      body: {
        kind: 'printed',
        opensAt: `${day}T09:00:00Z`,
        closesAt: `${day}T12:00:00Z`,
        cap: 2,
      },
    })
    expect(status).toBe(409)
  })
})

describe('the console of sessions', () => {
  test('takes a register without script: of whom it did not show or change, nothing changes', async () => {
    const { id, people } = await makeActivity()
    const [sam, bo] = people.map((person) => person.id)
    const session = await signInAs(city, 'amina@harbour-youth.example')
    const path = `/console/p/harbour-youth/sessions/${id}/on/${day}`
    const drawn = { shown: `${sam},${bo}`, was: '' }
    await session.post(path, { ...drawn, [`p-${sam}`]: '1' })
    // a second phone, on which Sam was not marked yet when its page was drawn
    await session.post(path, { ...drawn, [`p-${bo}`]: '1' })
    expect((await session.get(path)).text).toContain('2 people are here')
    const saved = await session.post(path, { shown: `${sam}`, was: `${sam},${bo}` })
    expect([saved.status, saved.headers.get('Location')]).toEqual([303, path])
    expect((await session.get(path)).text).toContain('1 person is here')
  })

  test('is closed to a viewer, and tells what is wrong with a form', async () => {
    const viewer = await signInAs(city, 'idris@harbour-youth.example')
    expect((await viewer.get('/console/p/harbour-youth/sessions')).status).toBe(403)
    const session = await signInAs(city, 'amina@harbour-youth.example')
    const { status, text } = await session.post('/console/p/harbour-youth/sessions/new', {
      name: '',
      badge: '',
      first: 'soon',
      count: '61',
      people: 'sam@learner.example',
    })
    expect(status).toBe(422)
    expect(text.match(/href="#(\w+)"/g)).toEqual(
      expect.arrayContaining(['href="#name"', 'href="#badge"', 'href="#first"', 'href="#count"']),
    )
  })
})
