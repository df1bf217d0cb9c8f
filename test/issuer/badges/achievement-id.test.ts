import { describe, expect, it } from 'vitest'
import { achievementId, parseBadgeReference } from '../../../issuer/badges/achievement-id.ts'

const publicUrl = 'https://cardiff.example'
const badge = { publicUrl, provider: 'harbour-youth', slug: 'first-aid', version: 2 } as const

describe('achievementId', () => {
  it('is the address of the version in the main language, and below it in others', () => {
    const idIn = (language: 'en' | 'cy') =>
      achievementId({ ...badge, language, mainLanguage: 'en' })
    expect([idIn('en'), idIn('cy')]).toEqual([
      'https://cardiff.example/providers/harbour-youth/badges/first-aid/v/2',
      'https://cardiff.example/providers/harbour-youth/badges/first-aid/v/2/cy',
    ])
  })
})

describe('parseBadgeReference', () => {
  const { provider, slug, version } = badge
  const id = achievementId({ ...badge, language: 'en', mainLanguage: 'en' })

  it.each([
    ['provider/badge', 'harbour-youth/first-aid', { provider, slug }],
    ['an achievement id', id, { provider, slug, version }],
    ['an achievement id in a language', `${id}/cy`, { provider, slug, version, language: 'cy' }],
  ])('reads %s', (_, text, expected) => {
    expect(parseBadgeReference(text, publicUrl)).toEqual(expected)
  })

  it.each([
    ['nothing', ''],
    ['one word', 'first-aid'],
    ['three words', 'harbour-youth/first-aid/2'],
    ['capitals', 'Harbour-Youth/first-aid'],
    ['a path upwards', '../first-aid'],
    ['an encoded slash', 'harbour-youth%2Ffirst-aid'],
    ['a hyphen in front', '-x/first-aid'],
    ['65 letters', `${'a'.repeat(65)}/first-aid`],
    ['the city with a look-alike', `${publicUrl}.evil.example/providers/a/badges/b/v/1`],
    ['the city with a user', 'https://x@cardiff.example/providers/a/badges/b/v/1'],
    ['version 0', id.replace('/2', '/0')],
    ['a version with a sign', id.replace('/2', '/+2')],
    ['a version of 7 digits', id.replace('/2', '/1234567')],
    ['an unknown language', `${id}/fr`],
    ['a query', `${id}?lang=cy`],
    ['a fragment', `${id}#x`],
  ])('refuses %s', (_, text) => {
    expect(() => parseBadgeReference(text, publicUrl)).toThrow(
      expect.objectContaining({ code: 'badge_unknown' }),
    )
  })
})
