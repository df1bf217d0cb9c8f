import { describe, expect, test } from 'vitest'
import type { Did } from '../../../shared/did/did.ts'
import type { GuardedFetch } from '../../../shared/node/guarded-fetch.ts'
import { findBadgeAt } from '../../../verifier/vacancies/find-badge.ts'
import {
  badgesNamed,
  createPublishedBadges,
  type PublishedBadges,
  skillsOf,
} from '../../../verifier/vacancies/published-badges.ts'
import { createTestClock } from '../../support/clock.ts'

const city = 'did:web:city.example' as Did
const page = 'https://city.example/providers/quay/badges/cegin'
const first = {
  name: 'Cegin fach',
  skills: [{ code: 'food', name: 'Food safety', url: 'https://city.example/skills/food' }],
  achievements: [{ id: `${page}/v/2` }, { id: `${page}/v/2/cy` }],
}
const second = { name: 'Tŷ agored', achievements: [{ id: 'https://city.example/b/v/1' }] }

function reader(pages: Record<string, unknown>) {
  const asked: string[] = []
  const fetch = (async (input) => {
    const url = String(input)
    asked.push(url)
    return url in pages ? Response.json(pages[url]) : new Response('', { status: 404 })
  }) satisfies GuardedFetch
  const clock = createTestClock()
  return {
    ...{ asked, clock, fetch },
    read: createPublishedBadges({ fetch, clock, allowLoopbackHttp: false }),
  }
}

const twoPages = {
  'https://city.example/city.json': {
    badges: [first],
    more: 'https://elsewhere.example/?after=quay/cegin',
  },
  'https://city.example/city.json?after=quay/cegin': { badges: [second] },
}

describe('createPublishedBadges', () => {
  test('reads all pages from the city itself, once in ten minutes', async () => {
    const { read, asked, clock } = reader(twoPages)
    const { badges, silent } = await read([city])
    expect([badges.map(({ name }) => name), silent]).toEqual([['Cegin fach', 'Tŷ agored'], 0])
    await read([city])
    expect(asked).toEqual(Object.keys(twoPages))
    clock.advance(601)
    await read([city])
    expect(asked).toHaveLength(4)
  })

  test.each([
    ['nothing', {}],
    ['something else', { 'https://city.example/city.json': { badges: 'none' } }],
    ['badges without ids', { 'https://city.example/city.json': { badges: [{ name: 'X' }] } }],
  ])('says that a city was silent which has %s there', async (_name, pages) => {
    expect(await reader(pages).read([city])).toEqual({ badges: [], silent: 1 })
  })
})

describe('the place of a badge', () => {
  const quay = { provider: 'quay', name: { en: 'Quay\u202e Club', cy: 'Clwb y Cei' } }

  test.each<[string, unknown, string]>([
    ['names who gives it, beside the host', [quay], 'Quay Club (city.example)'],
    [
      'is the host where who gives it is not in the list',
      [{ ...quay, provider: 'x' }],
      'city.example',
    ],
    ['is the host where the list of them is none', 'nobody', 'city.example'],
  ])('%s', async (_name, providers, place) => {
    const badges = [{ ...first, provider: 'quay' }]
    const { badges: read } = await reader({
      'https://city.example/city.json': { badges, providers },
    }).read([city])
    expect(read.map((badge) => badge.place)).toEqual([place])
  })
})

describe('badgesNamed', () => {
  test.each([
    ['CEGIN', ['Cegin fach']],
    ['fach ceg', ['Cegin fach']],
    ['ty', ['Tŷ agored']],
    ['  ', []],
    ['cegin agored', []],
  ])('%s', async (words, names) => {
    const published = await reader(twoPages).read([city])
    expect(badgesNamed(published, words, 5).map(({ name }) => name)).toEqual(names)
  })
})

test('skillsOf tells each skill once, with its address', async () => {
  const published = await reader(twoPages).read([city])
  expect(skillsOf(published)).toEqual([
    { name: 'Food safety', url: 'https://city.example/skills/food' },
  ])
})

describe('findBadgeAt', () => {
  const none: PublishedBadges = { badges: [], silent: 0 }
  const served = { id: 'https://other.example/badge', name: 'Other', version: '1' }

  test.each([page, `${page}/v/2`, `${page}/v/2/cy?x=1#y`, `${page}/`])(
    'knows a badge of a city by %s',
    async (address) => {
      const { read, fetch } = reader(twoPages)
      const published = await read([city])
      expect((await findBadgeAt(address, { published, fetch }))?.name).toBe('Cegin fach')
    },
  )

  test('reads any other from its own address', async () => {
    const { fetch } = reader({ 'https://other.example/badge': served })
    expect(await findBadgeAt('https://other.example/badge', { published: none, fetch })).toEqual({
      name: 'Other',
      ids: ['https://other.example/badge'],
      place: 'other.example',
      skills: [],
    })
  })

  test.each([
    ['an address that says it is a badge of somebody else', { ...served, id: `${page}/v/2` }],
    ['a page that is none', { hello: 'there' }],
  ])('finds nothing at %s', async (_name, answer) => {
    const { fetch } = reader({ 'https://other.example/badge': answer })
    const address = 'https://other.example/badge'
    expect(await findBadgeAt(address, { published: none, fetch })).toBe(undefined)
  })
})
