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
})

afterAll(() => city.close())

const recognised = async () => (await readList(city)).recognised

describe('recognitionConsoleRoutes', () => {
  test('lets the word of another city count, by its address and for some badges', async () => {
    const badge = 'https://swansea.example/providers/pier/badges/swim/v/1'
    const form = { name: 'Swansea', city: 'https://swansea.example', achievements: ` ${badge}\n` }
    const { status } = await carys.post(room, { ...form, until: '2099-01-01' })
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
    [{ until: '2001-01-01' }, 'Choose a day that is still to come.'],
    [{ achievements: 'swim' }, 'Enter links that begin with https://'],
  ])('refuses %o and says why', async (fields, sentence) => {
    const form = { name: 'Brighton', city: 'did:web:brighton.example', ...fields }
    const { status, text } = await carys.post(room, form)
    expect([status, text.includes(sentence)]).toEqual([422, true])
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
