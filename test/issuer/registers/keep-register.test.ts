import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

const activities = '/providers/harbour-youth/activities'
const zMade = z.looseObject({
  id: z.string(),
  people: z.array(z.looseObject({ name: z.string() })),
})

let city: TestCity
let session: ConsoleSession

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
  session = await signInAs(city, 'amina@harbour-youth.example')
})

afterAll(() => city.close())

async function begin(people: object[]) {
  const asked = { name: 'Radio club', badge: 'open-night', sessions: ['2026-11-22'], people }
  const { id, people: made } = zMade.parse(
    (await city.api('POST', activities, { body: asked })).body,
  )
  const one = `${activities}/${id}`
  return {
    room: `/console/p/harbour-youth/sessions/${id}`,
    made: made.map(({ name }) => name),
    names: async () =>
      zMade
        .parse((await city.api('GET', one)).body)
        .people.map(({ name }) => name)
        .sort(),
  }
}

describe('addPeople', () => {
  test('takes a name that stands twice in one list for two people', async () => {
    const { made, names } = await begin([{ name: 'Sam Jones' }, { name: 'sam jones' }])
    expect(made).toHaveLength(2)
    expect(await names()).toEqual(['Sam Jones', 'sam jones'])
  })

  test.each([
    [
      'one name that is there',
      'Sam Jones',
      '0 people were added. Sam Jones is on the list already',
    ],
    [
      'some of whom are there',
      'Sam Jones\nBo\nAled',
      '1 person was added. 2 names are on the list',
    ],
    ['nobody who is there', 'Aled', '1 person was added.'],
  ])('says who was left out of a list of %s', async (_name, people, told) => {
    const { room, names } = await begin([{ name: 'Sam Jones' }, { name: 'Bo' }])
    await session.post(`${room}/people`, { people })
    const { text } = await session.get(room)
    expect(text).toContain(told)
    expect(text.includes('another person of the same name')).toBe(people !== 'Aled')
    expect(await names()).toEqual([...(people.includes('Aled') ? ['Aled'] : []), 'Bo', 'Sam Jones'])
  })

  test('adds the second person of a name where a list has them, and nobody the next time', async () => {
    const { room, names } = await begin([{ name: 'Sam Jones' }])
    for (const _time of ['first', 'second']) {
      await session.post(`${room}/people`, { people: 'Sam Jones\nSam Jones' })
      expect(await names()).toEqual(['Sam Jones', 'Sam Jones'])
    }
  })
})
