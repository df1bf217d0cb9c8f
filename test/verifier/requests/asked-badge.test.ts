import { describe, expect, test } from 'vitest'
import { askedBadge } from '../../../verifier/requests/asked-badge.ts'

describe('askedBadge', () => {
  test.each([
    [
      'https://city.example/providers/quay/badges/guide?v=1',
      {
        place: 'city.example/providers/quay/badges/guide',
        href: 'https://city.example/providers/quay/badges/guide?v=1',
      },
    ],
    ['http://localhost:3001/a', { place: 'localhost:3001/a', href: 'http://localhost:3001/a' }],
    ['urn:uuid:6f1bd9a2', { place: 'urn:uuid:6f1bd9a2' }],
    ['javascript:alert(1)', { place: 'javascript:alert(1)' }],
    ['JAVASCRIPT://city.example/%0aalert(1)', { place: 'JAVASCRIPT://city.example/%0aalert(1)' }],
    ['data:text/html,x', { place: 'data:text/html,x' }],
    ['no address', { place: 'no address' }],
    ['urn:x:\u202egnp.\u200b', { place: 'urn:x:gnp.' }],
  ])('links %s only where it is on the web', (id, expected) => {
    expect(askedBadge([id], undefined)).toEqual(expected)
  })

  test('says what came of it', () => {
    expect(askedBadge(['urn:a', 'urn:b'], 'unknown')).toEqual({ place: 'urn:a', result: 'unknown' })
  })
})
