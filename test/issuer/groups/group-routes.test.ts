import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

let city: TestCity
let amina: ConsoleSession

const room = '/console/p/harbour-youth'
const once = '00000000-0000-4000-8000-000000000001'

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
  amina = await signInAs(city, 'amina@harbour-youth.example')
})

afterAll(() => city.close())

async function makeGroup(people: string): Promise<string> {
  const { headers } = await amina.post(`${room}/groups`, { name: 'Friday football', people })
  return headers.get('Location') ?? ''
}

describe('a group of people', () => {
  test('is made once by a form that is sent twice, and the second press is told so', async () => {
    const { text } = await amina.get(`${room}/groups`)
    const [, form = ''] = /name="form" value="([\w-]+)"[\s\S]*?name="people"/.exec(text) ?? []
    const fields = { form, name: 'Pressed twice', people: 'a@learner.example' }
    const [first, second] = await Promise.all([
      amina.post(`${room}/groups`, fields),
      amina.post(`${room}/groups`, fields),
    ])
    const href = String(first.headers.get('Location'))
    expect([first.status, second.headers.get('Location')]).toEqual([303, href])
    const shown = await amina.get(`${room}/groups`)
    expect(shown.text.match(/Pressed twice/g)).toHaveLength(1)
    await amina.post(`${room}/groups`, fields)
    expect((await amina.get(href)).text).toContain('This form was sent before, and was done once.')
  })

  test('may be sent again where it was not done, and is told so each time', async () => {
    const href = await makeGroup('a@learner.example')
    const { text } = await amina.get(`${href}/award`)
    const [, tick = ''] = /name="(m-[\w-]+)"/.exec(text) ?? []
    const fields = { form: randomUUID(), badge: 'not-there', once, [tick]: 'on' }
    for (const _ of [1, 2]) {
      await amina.post(`${href}/award`, fields)
      expect((await amina.get(href)).text).toContain('You cannot award at present')
    }
  })

  test('is awarded to at once, all or those who are ticked, once for each form', async () => {
    const href = await makeGroup(
      'a@learner.example, Ann\nb@learner.example, Bob\nc@learner.example',
    )
    const { text } = await amina.get(`${href}/award`)
    const ticks = [...text.matchAll(/name="(m-[\w-]+)"[^>]* checked/g)].map((match) => match[1])
    expect(ticks).toHaveLength(3)
    const fields = { badge: 'open-night', once, notify: 'on' }
    const some = Object.fromEntries(ticks.slice(0, 2).map((name) => [String(name), 'on']))
    const first = await amina.post(`${href}/award`, { ...fields, ...some })
    const again = await amina.post(`${href}/award`, { ...fields, ...some })
    const list = `${room}/awards?badge=open-night&state=offered`
    expect([first, again].map(({ headers }) => headers.get('Location'))).toEqual([list, list])
    const shown = await amina.get(list)
    expect(shown.text).toContain('You gave 2 badges.')
    expect(shown.text.match(/@learner\.example/g)).toHaveLength(2)
  })

  test('keeps nothing of a list with a line that names nobody, and says which', async () => {
    const { status, text } = await amina.post(`${room}/groups`, {
      name: 'Kept name',
      people: 'a@learner.example\nnobody\n\nx@',
    })
    expect(status).toBe(400)
    expect(text).toContain('These lines have no good e-mail: 2, 4. Nothing was kept.')
    expect(text).toContain('Kept name')
  })

  test('has nobody twice, lets go of one, and goes with its list', async () => {
    const href = await makeGroup('Ann <a@learner.example>')
    await amina.post(`${href}/people`, { people: 'A@learner.example, Other\nd@learner.example' })
    const { text } = await amina.get(href)
    expect(text.match(/\/people\/[\w-]+\/remove/g)).toHaveLength(2)
    const [, out = ''] = /action="([^"]+\/remove)"/.exec(text) ?? []
    await amina.post(out)
    expect((await amina.get(href)).text).toContain('is no longer in the group')
    expect((await amina.post(`${href}/remove`)).status).toBe(303)
    expect((await amina.get(href)).status).toBe(404)
  })

  test('is told to programs, of their provider alone', async () => {
    const path = '/providers/harbour-youth/groups'
    const people = [{ email: 'api@learner.example', name: 'Api' }]
    const made = await city.api('POST', path, { body: { name: 'By program', people } })
    expect(made).toMatchObject({ status: 201, body: { name: 'By program' } })
    // sound: matched above
    const { id } = made.body as { id: string }
    const awarded = await city.api('POST', `${path}/${id}/award`, { body: { badge: 'first-aid' } })
    expect(awarded).toMatchObject({ status: 201, body: { awards: [expect.any(String)] } })
    expect(await city.api('GET', `/providers/dock-makers/groups/${id}`)).toMatchObject({
      status: 404,
    })
  })
})
