import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { signInAs } from '../console-session.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

let city: TestCity

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
})

afterAll(() => city.close())

describe('the record of a provider', () => {
  test('leads to what an entry is about, where that has a page', async () => {
    const { awardId } = await city.award()
    const activity = { name: 'Radio', badge: 'open-night', sessions: ['2026-11-22'] }
    const room = '/console/p/harbour-youth'
    const made = await city.api('POST', '/providers/harbour-youth/activities', { body: activity })
    // sound: it answers with the activity
    const { id } = made.body as { id: string }
    await city.api('POST', `/providers/harbour-youth/activities/${id}/delete`, { body: {} })
    const owner = await signInAs(city, 'mair@harbour-youth.example')
    const { text } = await owner.get(`${room}/audit`)
    const links = text
      .match(/→ (?:<a href="[^"]+">)?[\w-]+/g)
      ?.filter((link) => link.includes('<a'))
    const award = awardId.split('.')[1]
    expect(links).toContain(`→ <a href="${room}/awards/${award}">${award}`)
    expect(text.match(new RegExp(`→ ${id}`, 'g'))).toHaveLength(2)
    for (const href of new Set(text.match(/(?<=→ <a href=")[^"]+/g))) {
      expect([href, (await owner.get(href)).status]).toEqual([href, 200])
    }
  })
})
