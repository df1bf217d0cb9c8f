import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatShareLink,
  looksLikeShareLink,
  parseShareFragment,
  parseShareLink,
} from '../../../shared/cv/share-link.ts'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { isAppError } from '../../../shared/errors/app-error.ts'

const key = new Uint8Array(32).fill(7)
const id = 'AAECAwQFBgcICQoLDA0ODw'
const link = `https://wallet.example/s#${id}.${encodeBase64url(key)}`

function codeOf(text: string): unknown {
  try {
    return parseShareLink(text)
  } catch (error) {
    return isAppError(error) ? error.code : error
  }
}

describe('parseShareLink', () => {
  test('reads what formatShareLink writes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ minLength: 16, maxLength: 32 }),
        fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
        (bytes, idBytes, badge) => {
          const written = {
            walletServer: 'http://localhost:3003',
            id: encodeBase64url(idBytes),
            key: bytes,
            ...(badge !== undefined && { badge }),
          }
          const read = parseShareLink(` ${formatShareLink(written)}\n`)
          expect({ ...read, key: [...read.key] }).toEqual({ ...written, key: [...bytes] })
        },
      ),
      { numRuns: 50 },
    )
  })

  test.each([
    ['', 'nothing'],
    ['did:key:z6Mk', 'something else'],
    ['https://wallet.example/s', 'no fragment'],
    [`https://wallet.example/s#${id}`, 'no key'],
    [link.slice(0, -1), 'a key that is cut off'],
    [`${link}A`, 'a key that is too long'],
    [`${link}.0`, 'no such badge'],
    [`${link}.1.2`, 'two badges'],
    [link.replace(id, '../vaults/x'), 'an id that is a path'],
    [link.replace('https:', 'javascript:'), 'another scheme'],
    [link.replace('wallet.example', 'sam@wallet.example'), 'a user name'],
    [link.replace('/s#', '/receive#'), 'another page'],
    [`${link.slice(0, -1)}!`, 'no base64url'],
    [`https://wallet.example/s#${'a'.repeat(5_000)}.${'A'.repeat(43)}`, 'endless'],
  ])('refuses %s (%s)', (text) => {
    expect(codeOf(text)).toBe('share_link_malformed')
  })
})

describe('parseShareFragment', () => {
  test('tells which badge a check link is about', () => {
    expect(parseShareFragment(`${id}.${encodeBase64url(key)}.3`)).toEqual({ id, key, badge: 3 })
  })
})

describe('looksLikeShareLink', () => {
  test.each([
    [link, true],
    ['http://localhost:3003/s#cut', true],
    ['https://wallet.example/receive#x', false],
    ['https://wallet.example/badges/s#x', false],
    ['{"type":"https://wallet.example/s#x"}', false],
  ])('%s: %s', (text, expected) => {
    expect(looksLikeShareLink(text)).toBe(expected)
  })
})
