import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { addProviderKey, startTestCity, type TestCity } from '../test-city.ts'

const base = '/console/p/harbour-youth'
const key = 'key-of-harbour-youth-0123456789-abcdef'

let city: TestCity
let amina: ConsoleSession

beforeAll(async () => {
  const folder = temporaryFolder(afterAll)
  city = await startTestCity({ folder })
  await addProviderKey(folder, { provider: 'harbour-youth', text: key })
  amina = await signInAs(city, 'amina@harbour-youth.example')
  for (let at = 0; at < 30; at += 1) {
    const recipient = { email: `p${at}@learner.example`, name: `Person ${at}` }
    await city.award({ recipient, notify: at === 0 })
  }
})

afterAll(() => city.close())

/** The city works by itself too: its turn may be under way. */
const patience = { timeout: 30_000 }

const zProgress = z.object({ state: z.string(), countText: z.string() })

async function finished(page: string) {
  const { countText } = await vi.waitFor(async () => {
    await city.work()
    const progress = zProgress.parse((await amina.get(`${page}/progress`)).body)
    expect(progress.state).toBe('done')
    return progress
  }, patience)
  return { sent: Number.parseInt(countText, 10) }
}

describe('links that nobody has used', () => {
  test('are sent again to all of them, once, and it is told how it went', async () => {
    const list = await amina.get(`${base}/awards?state=offered`)
    expect(list.text).toContain(`${base}/reminders/new?state=offered`)
    // one of the thirty got the link today
    const asked = await amina.get(`${base}/reminders/new?state=offered`)
    expect(asked.text).toContain('Send the link again to 29 people?')

    // pressed twice: nobody is written to twice
    const presses = await Promise.all([1, 2].map(() => amina.post(`${base}/reminders`)))
    const pages = presses.map(({ headers }) => headers.get('Location') ?? '')
    const rounds = pages.filter((page) => page.includes('/reminders/'))
    const outcomes = await Promise.all(rounds.map(finished))
    expect(outcomes.reduce((sum, { sent }) => sum + sent, 0)).toBe(29)
    expect((await amina.get(rounds[0] ?? '')).text).toMatch(/All that could be sent is sent/)

    const nobody = await amina.get(`${base}/reminders/new`)
    expect(nobody.headers.get('Location')).toBe(`${base}/awards?state=offered`)
    city.clock.advance(86_401)
    amina = await signInAs(city, 'amina@harbour-youth.example')
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
    expect(started).toMatchObject({ status: 202, body: { people: 30 } })
    const { id } = started.body as { id: string }
    await vi.waitFor(async () => {
      await city.work()
      expect((await send(`/${id}`)).body).toEqual({
        ...{ id, state: 'done', people: 30, sent: 30, leftOut: 0 },
      })
    }, patience)
    expect((await send('', { method: 'POST', body: badge })).status).toBe(409)
    expect((await send('/nothing')).status).toBe(404)
  })
})
