import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'

const page = '/console/city/standards'

let city: TestCity
let admin: ConsoleSession

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
  admin = await signInAs(city, 'carys@city.example')
})

afterAll(() => city.close())

describe('the page of standards and skills', () => {
  test.each([
    ['standard', 'example-standard.json', 'The standard is here.', 'Harbour skills, 1'],
    ['skills', 'example-skills.csv', '2 skills are new', 'Work in a team'],
  ])(
    'gives an example of a %s that can be brought in as it is',
    async (kind, name, told, shown) => {
      expect((await admin.get(page)).text).toContain(`href="${page}/${name}" download`)
      const example = await city.fetch(`${cityUrl}${page}/${name}`, {
        headers: { Cookie: admin.cookie },
      })
      expect(example.headers.get('Content-Disposition')).toBe(`attachment; filename="${name}"`)
      expect((await admin.post(`${page}/${kind}`, { text: await example.text() })).status).toBe(303)
      const { text } = await admin.get(page)
      expect(text).toContain(told)
      expect(text).toContain(shown)
    },
  )

  test('finds skills by a word, and says where there are more than are shown', async () => {
    const rows = Array.from({ length: 55 }, (_, place) => `rope-${place},Rope <i>${place},Rhaff`)
    await admin.post(`${page}/skills`, { text: ['code,en,cy', ...rows].join('\n') })
    const { text } = await admin.get(`${page}?text=ROPE`)
    expect(text.match(/Rope &lt;i&gt;/g)).toHaveLength(50)
    expect(text).toContain('These are the first 50.')
    const one = await admin.get(`${page}?text=rope-54`)
    expect(one.text.match(/Rope &lt;i&gt;\d+/g)).toEqual(['Rope &lt;i&gt;54'])
    expect(one.text).not.toContain('These are the first')
    expect((await admin.get(`${page}?text=sail`)).text).toContain('No skill in the list has')
  })
})
