import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

const activities = '/providers/harbour-youth/activities'
const room = '/console/p/harbour-youth/sessions'
const day = '2026-11-22'

let city: TestCity
let session: ConsoleSession

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
  session = await signInAs(city, 'amina@harbour-youth.example')
})

afterAll(() => city.close())

const zMade = z.looseObject({
  id: z.string(),
  people: z.array(z.looseObject({ id: z.string(), name: z.string() })),
})

async function makeActivity(name: string) {
  const { body } = await city.api('POST', activities, {
    body: { name, badge: 'open-night', sessions: [day], people: [{ name: 'Sam' }] },
  })
  const { id, people } = zMade.parse(body)
  const act = (what: string, asked: object = {}) =>
    city.api('POST', `${activities}/${id}/${what}`, { body: asked })
  return { id, act, sam: people[0]?.id }
}

describe('renameActivity', () => {
  test('gives another name, and asks again for one that is none', async () => {
    const { id, act } = await makeActivity('Radio clubb')
    expect((await act('rename', { name: 'Radio club' })).body).toEqual({
      id,
      name: 'Radio club',
      isDeleted: false,
    })
    expect((await act('rename', { name: '' })).status).toBe(400)
    const refused = await session.post(`${room}/${id}/rename`, { name: ' ' })
    expect(refused.status).toBe(400)
    await session.post(`${room}/${id}/rename`, { name: 'Radio hour' })
    expect((await session.get(`${room}/${id}`)).text).toContain('Radio hour')
  })
})

describe('archiveActivity', () => {
  test('takes it out of the list and keeps all of it, until it is taken out again', async () => {
    const { id } = await makeActivity('Summer fair')
    await session.post(`${room}/${id}/archive`)
    const list = (await session.get(room)).text
    // the page tells once that it can be undone
    expect(list).toContain(`action="${room}/${id}/restore"`)
    expect((await session.get(room)).text).not.toContain('Summer fair')
    expect((await session.get(`${room}?away`)).text).toContain('Summer fair')
    await session.post(`${room}/${id}/restore`)
    expect((await session.get(room)).text).toContain('Summer fair')
  })
})

describe('deleteActivity', () => {
  test('deletes what was never used', async () => {
    const { id } = await makeActivity('Mistake')
    await session.post(`${room}/${id}/delete`)
    expect((await city.api('GET', `${activities}/${id}`)).status).toBe(404)
  })

  test.each<[string, (made: Awaited<ReturnType<typeof makeActivity>>) => Promise<unknown>]>([
    ['somebody came to', ({ act, sam }) => act(`sessions/${day}/attendance`, { here: [sam] })],
    [
      'has a code on the wall',
      ({ act }) =>
        act(`sessions/${day}/wall-codes`, {
          kind: 'printed',
          opensAt: `${day}T09:00:00Z`,
          closesAt: `${day}T12:00:00Z`,
          cap: 2,
        }),
    ],
  ])('keeps what %s', async (_name, use) => {
    const made = await makeActivity('In use')
    await use(made)
    expect((await made.act('delete')).status).toBe(409)
    expect((await city.api('GET', `${activities}/${made.id}`)).status).toBe(200)
  })
})

describe('addGroupToRegister', () => {
  test('puts each of a saved group on the register once, and none of another provider’s', async () => {
    const group = async (provider: string) => {
      const { body } = await city.api('POST', `/providers/${provider}/groups`, {
        body: {
          name: 'Friday',
          people: [
            { email: 'bo@mail.example', name: 'Bo', language: 'cy' },
            { email: 'ann@mail.example' },
          ],
        },
      })
      return z.looseObject({ id: z.string() }).parse(body).id
    }
    const { id, act } = await makeActivity('Football')
    const own = await group('harbour-youth')
    await act('people/group', { group: own })
    await session.post(`${room}/${id}/group`, { group: own })
    const { people } = zMade.parse((await city.api('GET', `${activities}/${id}`)).body)
    expect(people.map(({ name }) => name)).toEqual(['Bo', 'Sam', 'ann@mail.example'])
    const other = await group('dock-makers')
    expect((await act('people/group', { group: other })).status).toBe(404)
    const kept = await city.api('GET', `/providers/harbour-youth/groups/${own}`)
    expect(kept.body).toMatchObject({ people: [{}, { email: 'bo@mail.example', language: 'cy' }] })
  })
})
