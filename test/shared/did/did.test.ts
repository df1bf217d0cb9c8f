import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { didMethod, isDid, parseDid, parseDidUrl } from '../../../shared/did/did.ts'
import { processorTime } from '../../support/processor-time.ts'

const malformed = expect.objectContaining({ code: 'did_malformed' })

const validDids = [
  'did:example:123456789abcdefghi',
  'did:web:city.example',
  'did:web:city.example%3A3000:user:alice',
  'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp',
  'did:ethr:0x1:0xb9c5714089478a327f09197987f16f9e5d936e8a',
  'did:example::a',
  'did:3:a_b-c.d',
]

const invalidDids = [
  ['nothing', ''],
  ['another scheme', 'urn:example:1'],
  ['a capital scheme', 'DID:example:1'],
  ['a capital in the method', 'did:Web:city.example'],
  ['no method', 'did::city.example'],
  ['no identifier', 'did:web:'],
  ['an empty last part', 'did:web:city.example:'],
  ['a path', 'did:web:city.example/x'],
  ['a query', 'did:web:city.example?x=1'],
  ['a fragment', 'did:web:city.example#key'],
  ['a matrix parameter', 'did:web:city.example;x=1'],
  ['user info', 'did:web:me@city.example'],
  ['white space before', ' did:web:city.example'],
  ['a line break after', 'did:web:city.example\n'],
  ['a letter beyond ASCII', 'did:web:citÿ.example'],
  ['half a percent-encoding', 'did:web:city.example%3'],
  ['a percent-encoding that is none', 'did:web:city.example%zz'],
  ['2049 characters', `did:web:${'a'.repeat(2041)}`],
] as const

describe('isDid', () => {
  test.each(validDids)('says yes to %s', (text) => {
    expect(isDid(text)).toBe(true)
  })

  test.each(invalidDids)('says no to %s', (_name, text) => {
    expect(isDid(text)).toBe(false)
  })

  test('takes no longer for a text made to slow it down', () => {
    const milliseconds = processorTime(() =>
      expect(isDid(`did:web:${'a:'.repeat(1000)}%`)).toBe(false),
    )
    expect(milliseconds).toBeLessThan(1_000)
  })
})

describe('parseDid', () => {
  test.each(validDids)('returns %s as it is', (text) => {
    expect(parseDid(text)).toBe(text)
  })

  test.each(invalidDids)('refuses %s', (_name, text) => {
    expect(() => parseDid(text)).toThrow(malformed)
  })
})

describe('parseDidUrl', () => {
  test('takes a DID for a URL without a fragment', () => {
    expect(parseDidUrl('did:web:city.example')).toEqual({
      did: 'did:web:city.example',
      url: 'did:web:city.example',
    })
  })

  test('separates the fragment', () => {
    expect(parseDidUrl('did:web:city.example:a#key-1')).toEqual({
      did: 'did:web:city.example:a',
      url: 'did:web:city.example:a#key-1',
      fragment: 'key-1',
    })
  })

  test.each([
    ['an empty fragment', 'did:web:city.example#'],
    ['a second fragment', 'did:web:city.example#a#b'],
    ['a query', 'did:web:city.example?versionId=1#key'],
    ['a path', 'did:web:city.example/path#key'],
    ['white space', 'did:web:city.example#a b'],
    ['a relative reference', '#key-1'],
    ['a fragment without end', `did:web:city.example#${'a'.repeat(2048)}`],
  ])('refuses %s', (_name, text) => {
    expect(() => parseDidUrl(text)).toThrow(malformed)
  })

  test('fails with its own error on any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => parseDidUrl(text)).toThrow(malformed)
      }),
    )
  })
})

describe('didMethod', () => {
  test.each([
    ['did:web:city.example', 'web'],
    ['did:3:abc', '3'],
  ])('of %s is %s', (text, method) => {
    expect(didMethod(parseDid(text))).toBe(method)
  })
})
