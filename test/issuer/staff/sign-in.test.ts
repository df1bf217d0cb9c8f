import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { consoleSession, signInAs } from '../console-session.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'

let city: TestCity
const password = 'harbour lights at noon'

beforeAll(async () => {
  city = await startTestCity({
    folder: temporaryFolder(afterAll),
    config: { demonstrationPassword: password },
  })
})

afterAll(() => city.close())

const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  city.ask(path, {
    method: 'POST',
    headers: {
      Origin: cityUrl,
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'text/html',
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  })

const signInWith = (email: string, given: string, to?: string) =>
  form('/staff/sign-in', { email, password: given, ...(to !== undefined && { to }) })

describe('signing in with a password', () => {
  test('leads to where one wanted to go, with a cookie for this host alone', async () => {
    const { status, headers } = await signInWith(
      'Mair@Harbour-Youth.example',
      password,
      '/console/p/harbour-youth/people?x=1',
    )
    expect([status, headers.get('Location')]).toEqual([303, '/console/p/harbour-youth/people?x=1'])
    expect(headers.get('Set-Cookie')).toMatch(
      /^__Host-city-staff=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })

  test.each([
    'https://evil.example/console',
    '//evil.example/console',
    '/\\evil.example/console',
    '/console/../staff/sign-in',
    '/badges',
    'javascript:alert(1)',
    '/consolex',
  ])('leads to no other place: %s', async (to) => {
    const { headers } = await signInWith('mair@harbour-youth.example', password, to)
    expect(headers.get('Location')).toBe('/console')
  })

  test('answers the same for a wrong password and for nobody', async () => {
    const wrong = await signInWith('gwen@harbour-youth.example', 'not her password')
    const nobody = await signInWith('nobody@harbour-youth.example', 'not her password')
    const plain = (answer: typeof wrong) =>
      String(answer.body)
        .replaceAll(/nonce="[^"]*"/g, '')
        .replaceAll('nobody@', 'gwen@')
    expect([wrong.status, wrong.headers.get('Set-Cookie')]).toEqual([422, null])
    expect(plain(nobody)).toBe(plain(wrong))
    expect(nobody.status).toBe(422)
  })

  test('ends the session that the browser brought', async () => {
    const before = await signInAs(city, 'idris@harbour-youth.example')
    const again = await form(
      '/staff/demonstration',
      { email: 'idris@harbour-youth.example' },
      { Cookie: before.cookie },
    )
    const after = consoleSession(city, again.headers.get('Set-Cookie')?.split(';')[0] ?? '')
    expect([(await before.get('/console')).headers.get('Location'), after.cookie]).toEqual([
      '/staff/sign-in?to=%2Fconsole',
      expect.not.stringContaining(before.cookie),
    ])
    expect((await after.get('/console')).status).toBe(303)
  })

  test('lets nobody guess for long, not even with the right one, and not twenty at once', async () => {
    const email = 'rhodri@city.example'
    const tries = await Promise.all(Array.from({ length: 20 }, () => signInWith(email, 'a guess')))
    const statuses = tries.map(({ status }) => status).sort()
    expect(statuses).toEqual([...Array(10).fill(422), ...Array(10).fill(429)])
    const right = await signInWith(email, password)
    expect([right.status, Number(right.headers.get('Retry-After')) > 0]).toEqual([429, true])
    city.clock.advance(900)
    expect((await signInWith(email, password)).status).toBe(303)
  })
})

describe('a session', () => {
  test.each<[string, number[], number]>([
    ['goes on while it is used', [7 * 3600, 7 * 3600, 7 * 3600], 200],
    ['ends when it rests for eight hours', [8 * 3600 + 1], 303],
    ['ends after a week', Array(25).fill(7 * 3600), 303],
  ])('%s', async (_, pauses, status) => {
    const session = await signInAs(city, 'tomos@harbour-youth.example')
    let last = 0
    for (const pause of pauses) {
      city.clock.advance(pause)
      last = (await session.get('/console/p/harbour-youth')).status
    }
    expect(last).toBe(status)
  })

  test('ends on all devices at once', async () => {
    const [phone, desk] = [
      await signInAs(city, 'mair@harbour-youth.example'),
      await signInAs(city, 'mair@harbour-youth.example'),
    ]
    await phone.post('/staff/account/sign-out-everywhere')
    expect([
      (await phone.get('/console/p/harbour-youth')).status,
      (await desk.get('/console/p/harbour-youth')).status,
    ]).toEqual([303, 303])
  })

  test.each<[string, Record<string, string>]>([
    ['another session’s token', { csrf: 'a'.repeat(64) }],
    ['an empty one', { csrf: '' }],
  ])('changes nothing for %s', async (_, fields) => {
    const session = await signInAs(city, 'mair@harbour-youth.example')
    const answer = await session.post('/staff/account/name', { name: 'Mallory', ...fields })
    expect([answer.status, (await session.get('/staff/account')).text.includes('Mallory')]).toEqual(
      [403, false],
    )
  })

  test('is known by no page that was made for a program', async () => {
    const session = await signInAs(city, 'carys@city.example')
    const { status } = await city.ask('/api/v1/staff', { headers: { Cookie: session.cookie } })
    expect(status).toBe(401)
  })
})

describe('one’s own account', () => {
  test('takes another password, and signs the other devices out', async () => {
    const email = 'amina@harbour-youth.example'
    const [here, there] = [await signInAs(city, email), await signInAs(city, email)]
    const next = 'four small grey seals'
    const wrong = await here.post('/staff/account/password', { current: 'no', password: next })
    const short = await here.post('/staff/account/password', {
      current: password,
      password: 'short',
    })
    const changed = await here.post('/staff/account/password', {
      current: password,
      password: next,
    })
    expect([wrong.status, short.status, changed.status]).toEqual([422, 422, 303])
    expect((await here.get('/staff/account')).text).toContain('Your password is set.')
    expect((await there.get('/staff/account')).status).toBe(303)
    expect([
      (await signInWith(email, password)).status,
      (await signInWith(email, next)).status,
    ]).toEqual([422, 303])
  })
})
