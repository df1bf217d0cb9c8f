import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readSecured } from '../../../shared/credential/secured.ts'
import { hashBadge } from '../../../verifier/receipts/badge-hash.ts'
import { badge, createHolder, secure } from '../../shared/verify/world.ts'

const issuer = createHolder()
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')

describe('hashBadge', () => {
  test('follows the example of RFC 8785 section 3.2.3', () => {
    const document = JSON.parse(
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
    )
    const canonical =
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis","\u20ac":"Euro Sign","\u{1f600}":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}'
    const secured = { kind: 'credential', securing: 'data-integrity', document, text: '' } as const
    expect(hashBadge(secured)).toBe(sha256(canonical))
  })

  test('is the same for a copy with other white space and another order', async () => {
    const document = await secure(badge(issuer, { id: 'did:example:sam' }), issuer.signer)
    const turned = Object.fromEntries(Object.entries(document).reverse())
    const copies = [JSON.stringify(document), JSON.stringify(turned, null, 2)].map(readSecured)
    const hashes = new Set(copies.map(hashBadge))
    expect(hashes.size).toBe(1)
  })

  test('is another for another badge', async () => {
    const hashes = await Promise.all(
      ['did:example:sam', 'did:example:kim'].map(async (id) =>
        hashBadge(readSecured(await secure(badge(issuer, { id }), issuer.signer))),
      ),
    )
    expect(new Set(hashes).size).toBe(2)
  })

  test('of a token is over its text, in an envelope or not', async () => {
    const enveloped = await secure(badge(issuer, { id: 'did:example:sam' }), issuer.signer, 'jwt')
    const jwt = String(enveloped.id).split(',')[1] ?? ''
    expect(hashBadge(readSecured(enveloped))).toBe(sha256(jwt))
    expect(hashBadge(readSecured(jwt))).toBe(sha256(jwt))
  })
})
