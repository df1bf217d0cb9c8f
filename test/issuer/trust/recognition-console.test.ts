import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type ConsoleSession, signInAs } from '../console-session.ts'
import { startTestCity, type TestCity } from '../test-city.ts'
import { readList } from './trusting-verifier.ts'

const room = '/console/city/recognitions'

let city: TestCity
let carys: ConsoleSession

beforeAll(async () => {
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
  carys = await signInAs(city, 'carys@city.example')
  const swansea = await startTestCity({
    folder: temporaryFolder(afterAll),
    config: { publicUrl: 'https://swansea.example', cityName: { en: 'Abertawe', cy: 'Abertawe' } },
  })
  afterAll(() => swansea.close())
  for (const path of ['/.well-known/did.json', '/trust/list.jwt', '/log/checkpoint']) {
    const url = `https://swansea.example${path}`
    city.listeners.set(url, () => swansea.fetch(url))
  }
})

afterAll(() => city.close())

const recognised = async () => (await readList(city)).recognised

describe('recognitionConsoleRoutes', () => {
  test('lets the word of another city count once it was read and that is confirmed', async () => {
    const badge = 'https://swansea.example/providers/pier/badges/swim/v/1'
    const form = { name: 'Swansea', city: 'https://swansea.example', achievements: ` ${badge}\n` }
    const asked = { ...form, until: '2099-01-01' }
    const question = await carys.post(room, asked)
    expect([question.status, question.text.includes('We read the list of Abertawe')]).toEqual([
      200,
      true,
    ])
    expect(await recognised()).toEqual([])
    const { status } = await carys.post(`${room}/add`, asked)
    expect(status).toBe(303)
    expect(await recognised()).toMatchObject([
      {
        city: 'did:web:swansea.example',
        name: 'Swansea',
        until: '2099-01-01T23:59:59.999Z',
        achievements: [badge],
      },
    ])
    const { text } = await carys.get(room)
    expect([text.includes('1 badge<'), text.includes('1 January 2099')]).toEqual([true, true])
  })

  test.each([
    [{ name: '' }, 'Enter the name of the city.'],
    [{ city: 'brighton' }, 'Enter the link of a city'],
    [
      { city: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' },
      'Enter the link of a city',
    ],
    [{ city: 'did:web:cardiff.example' }, 'Enter the link of a city'],
    [{}, 'We found no good list of a city there.'],
    [{ until: '2001-01-01' }, 'Choose a day that is still to come.'],
    [{ achievements: 'swim' }, 'Enter links that begin with https://'],
  ])('refuses %o and says why', async (fields, sentence) => {
    const form = { name: 'Brighton', city: 'did:web:brighton.example', ...fields }
    for (const path of [room, `${room}/add`]) {
      const { status, text } = await carys.post(path, form)
      expect([status, text.includes(sentence)]).toEqual([422, true])
    }
  })

  test('ends it once that is confirmed, and that can be undone', async () => {
    const href = /href="([^"]+\/end)"/.exec((await carys.get(room)).text)?.[1] ?? ''
    expect((await carys.get(href)).text).toContain('old ones too')
    city.clock.advance(60)
    await carys.post(href)
    const { text } = await carys.get(room)
    expect([text.includes('Undo: let Swansea count again'), /\/end"/.test(text)]).toEqual([
      true,
      false,
    ])
    await carys.post(href.replace(/end$/, 'again'))
    expect((await recognised()).map(({ until }) => until)).toEqual([
      city.clock().toISOString(),
      undefined,
    ])
  })
})
