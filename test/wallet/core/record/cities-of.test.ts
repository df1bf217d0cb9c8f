import { describe, expect, test } from 'vitest'
import { parseDid } from '../../../../shared/did/did.ts'
import { citiesOf } from '../../../../wallet/core/record/cities-of.ts'

const row = (did: string, name = 'Cardiff') => ({ city: { did: parseDid(did), name } })
const hull = row('did:web:hull.example', 'Hull')
const cardiff = row('did:web:cardiff.example')

describe('citiesOf', () => {
  test('names each city once, by name, with its front page', () => {
    expect(citiesOf([hull, cardiff, {}, hull], { allowLoopbackHttp: false })).toEqual([
      { did: 'did:web:cardiff.example', name: 'Cardiff', home: 'https://cardiff.example/' },
      { did: 'did:web:hull.example', name: 'Hull', home: 'https://hull.example/' },
    ])
  })

  test.each([
    ['that is no city of its own host', 'did:web:city.example:providers:club', false],
    ['of another method', 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK', false],
    ['of this machine, where the wallet is not', 'did:web:localhost%3A3001', false],
    ['that names no host', 'did:web:%2F', true],
  ])('leaves out one %s', (_, did, allowLoopbackHttp) => {
    expect(citiesOf([row(did)], { allowLoopbackHttp })).toEqual([])
  })

  test('leads to a city of this machine from a wallet of this machine', () => {
    expect(citiesOf([row('did:web:localhost%3A3001')], { allowLoopbackHttp: true })).toEqual([
      { did: 'did:web:localhost%3A3001', name: 'Cardiff', home: 'http://localhost:3001/' },
    ])
  })

  test('shows an address where there is no name that can be shown', () => {
    const [city] = citiesOf([row('did:web:hull.example', ' \u200b ')], { allowLoopbackHttp: false })
    expect(city?.name).toBe('hull.example')
  })
})
