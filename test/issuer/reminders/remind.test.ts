import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { addProviderKey, startTestCity, type TestCity } from '../test-city.ts'

const base = '/console/p/harbour-youth'
const key = 'key-of-harbour-youth-0123456789-abcdef'

let city: TestCity
let amina: ConsoleSession
let lastAward = ''

beforeAll(async () => {
  const folder = temporaryFolder(afterAll)
  city = await startTestCity({ folder })
  await addProviderKey(folder, { provider: 'harbour-youth', text: key })
  amina = await signInAs(city, 'amina@harbour-youth.example')
  for (let at = 0; at < 30; at += 1) {
    const recipient = { email: `p${at}@learner.example`, name: `Person ${at}` }
    lastAward = (await city.award({ recipient, notify: at === 0 })).awardId
  }
})

afterAll(() => city.close())

const progressOf = async (page: string) => (await amina.get(`${page}/progress`)).body

describe('links that nobody has used', () => {
  test('are sent again to all of them, once, and it is told how it went', async () => {
    const list = await amina.get(`${base}/awards?state=offered`)
    expect(list.text).toContain(`${base}/reminders/new?state=offered`)
    // one of the thirty got the link today
    const asked = await amina.get(`${base}/reminders/new?state=offered`)
    expect(asked.text).toContain('Send the link again to 29 people?')

    const started = await amina.post(`${base}/reminders`)
    const page = started.headers.get('Location') ?? ''
    expect(await progressOf(page)).toMatchObject({ state: 'running', countText: '0 of 29 sent' })
    const twice = (await amina.post(`${base}/reminders`)).headers.get('Location') ?? ''
    await city.api('POST', `/awards/${lastAward}/revoke`, { body: { reason: 'A mistake' } })
    await city.work()
    expect(await city.sendMail()).toBe(29)
    expect(await progressOf(page)).toMatchObject({ state: 'done', countText: '28 of 29 sent' })
    expect((await amina.get(page)).text).toContain('1 person was left out')
    expect(await progressOf(twice)).toMatchObject({ state: 'done', countText: '0 of 29 sent' })

    const nobody = await amina.get(`${base}/reminders/new`)
    expect(nobody.headers.get('Location')).toBe(`${base}/awards?state=offered`)
    city.clock.advance(86_401)
    const next = await amina.get(`${base}/reminders/new?search=person+7`)
    expect(next.text).toContain('Send the link again to 1 person?')
  })

  test('are sent again by a program too', async () => {
    const send = (path: string, init: RequestInit = {}) =>
      city.ask(`/api/v1/providers/harbour-youth/reminders${path}`, {
        ...init,
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      })
    const badge = JSON.stringify({ badge: 'first-aid' })
    const started = await send('', { method: 'POST', body: badge })
    expect(started).toMatchObject({ status: 202, body: { people: 29 } })
    await city.work()
    const { id } = started.body as { id: string }
    expect((await send(`/${id}`)).body).toEqual({
      ...{ id, state: 'done', people: 29, sent: 29, leftOut: 0 },
    })
    expect((await send('', { method: 'POST', body: badge })).status).toBe(409)
    expect((await send('/nothing')).status).toBe(404)
  })
})
