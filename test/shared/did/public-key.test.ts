import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import fc from 'fast-check'
import { calculateJwkThumbprint } from 'jose'
import { describe, expect, test } from 'vitest'
import { encodeBase58 } from '../../../shared/did/base-encoding.ts'
import {
  jwkThumbprint,
  type PublicKey,
  publicKeyFromBytes,
  publicKeyFromJwk,
  publicKeyFromMultibase,
  publicKeyToJwk,
  publicKeyToMultibase,
} from '../../../shared/did/public-key.ts'

const malformed = expect.objectContaining({ code: 'key_malformed' })

// https://github.com/w3c-ccg/did-key-spec, test-vectors/ed25519-x25519.json and nist-curves.json
const vectors = [
  {
    multibase: 'z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp',
    jwk: { kty: 'OKP', crv: 'Ed25519', x: 'O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik' },
  },
  {
    multibase: 'zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv',
    jwk: {
      kty: 'EC',
      crv: 'P-256',
      x: 'igrFmi0whuihKnj9R3Om1SoMph72wUGeFaBbzG2vzns',
      y: 'efsX5b10x8yjyrj4ny3pGfLcY7Xby1KzgqOdqnsrJIM',
    },
  },
  {
    multibase: 'zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169',
    jwk: {
      kty: 'EC',
      crv: 'P-256',
      x: 'fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI',
      y: 'hW2ojTNfH7Jbi8--CJUo3OCbH3y5n91g-IMA9MLMbTU',
    },
  },
] as const

const [ed25519Vector, p256Vector] = vectors

/** Keys of both curves, from any secret. */
const anyKey: fc.Arbitrary<PublicKey> = fc
  .record({
    secret: fc.uint8Array({ minLength: 32, maxLength: 32 }).filter((bytes) => {
      return p256.utils.isValidPrivateKey(bytes)
    }),
    isEd25519: fc.boolean(),
  })
  .map(({ secret, isEd25519 }) =>
    isEd25519
      ? { curve: 'Ed25519', bytes: ed25519.getPublicKey(secret) }
      : { curve: 'P-256', bytes: p256.getPublicKey(secret, true) },
  )

/** The JWK of a point with a small x, to which the field prime has been added: the same point to lax arithmetic. */
function beyondPrime<T>(jwk: T) {
  const point = p256.Point.fromHex(`02${'5'.padStart(64, '0')}`)
  const x = (point.toAffine().x + p256.Point.Fp.ORDER).toString(16)
  const y = point.toHex(false).slice(66)
  return {
    ...jwk,
    x: Buffer.from(x, 'hex').toString('base64url'),
    y: Buffer.from(y, 'hex').toString('base64url'),
  }
}

describe('publicKeyFromJwk and publicKeyToMultibase', () => {
  test.each(vectors)('turn a JWK into $multibase', ({ multibase, jwk }) => {
    expect(publicKeyToMultibase(publicKeyFromJwk(jwk))).toBe(multibase)
  })
})

describe('publicKeyFromMultibase and publicKeyToJwk', () => {
  test.each(vectors)('turn $multibase into a JWK', ({ multibase, jwk }) => {
    expect(publicKeyToJwk(publicKeyFromMultibase(multibase))).toEqual(jwk)
  })

  test('give back any key in both forms', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        expect(publicKeyFromMultibase(publicKeyToMultibase(key))).toEqual(key)
        expect(publicKeyFromJwk(publicKeyToJwk(key))).toEqual(key)
      }),
      { numRuns: 25 },
    )
  })
})

describe('publicKeyFromJwk', () => {
  test('overlooks members that are not about the key itself', () => {
    const jwk = { ...ed25519Vector.jwk, kid: 'a', alg: 'EdDSA', use: 'sig' }
    expect(publicKeyFromJwk(jwk)).toEqual(publicKeyFromJwk(ed25519Vector.jwk))
  })

  const { jwk: okp } = ed25519Vector
  const { jwk: ec } = p256Vector
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'key'],
    ['a list', [okp]],
    ['an empty object', {}],
    ['a private Ed25519 key', { ...okp, d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' }],
    ['a private P-256 key', { ...ec, d: 'gPh-VvVS8MbvKQ9LSVVmfnxnKjHn4Tqj0bmbpehRlpc' }],
    ['a private member of another type', { ...okp, d: null }],
    ['a symmetric member', { ...okp, k: 'AAAA' }],
    ['another type', { ...okp, kty: 'oct' }],
    ['RSA', { kty: 'RSA', n: 'AQAB', e: 'AQAB' }],
    ['X25519', { ...okp, crv: 'X25519' }],
    ['another curve', { ...ec, crv: 'P-384' }],
    ['secp256k1', { ...ec, crv: 'secp256k1' }],
    ['the curve of the other type', { ...ec, kty: 'OKP' }],
    ['no y', { kty: ec.kty, crv: ec.crv, x: ec.x }],
    ['x that is no text', { ...okp, x: 1 }],
    ['x of 31 bytes', { ...okp, x: 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ' }],
    ['x of 33 bytes', { ...okp, x: 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB' }],
    ['x with padding', { ...okp, x: `${okp.x}=` }],
    ['y in the other alphabet', { ...ec, y: ec.y.replace('5', '+') }],
    ['x with left-over bits', { ...okp, x: okp.x.replace(/k$/, 'l') }],
    ['a point that is not on the curve', { ...ec, y: ec.x }],
    ['the coordinates of two points', { ...ec, y: vectors[2].jwk.y }],
    ['the point at infinity', { ...ec, x: 'A'.repeat(43), y: 'A'.repeat(43) }],
    ['a point on the curve with x beyond the field prime', beyondPrime(p256Vector.jwk)],
  ])('refuses %s', (_name, jwk) => {
    expect(() => publicKeyFromJwk(jwk)).toThrow(malformed)
  })
})

describe('publicKeyFromMultibase', () => {
  const raw = publicKeyFromJwk(ed25519Vector.jwk).bytes
  const point = publicKeyFromJwk(p256Vector.jwk).bytes
  const uncompressed = p256.Point.fromBytes(point).toBytes(false)
  const z = (...bytes: number[]) => `z${encodeBase58(Uint8Array.from(bytes))}`
  test.each([
    ['nothing', ''],
    ['the prefix alone', 'z'],
    ['no prefix', ed25519Vector.multibase.slice(1)],
    ['base64url', 'u7QEBAQ'],
    ['a character outside base58', `${ed25519Vector.multibase.slice(0, -1)}0`],
    ['no multicodec', z(...raw)],
    ['the multicodec alone', z(0xed, 0x01)],
    ['X25519', z(0xec, 0x01, ...raw)],
    ['secp256k1', z(0xe7, 0x01, ...point)],
    ['a private key', z(0x80, 0x26, ...raw)],
    ['a private P-256 key', z(0x86, 0x26, ...raw)],
    ['31 bytes', z(0xed, 0x01, ...raw.slice(1))],
    ['33 bytes', z(0xed, 0x01, ...raw, 0)],
    ['a point under the other curve', z(0xed, 0x01, ...point)],
    ['an Ed25519 key under P-256', z(0x80, 0x24, ...raw)],
    ['an uncompressed point', z(0x80, 0x24, ...uncompressed)],
    ['a hybrid point', z(0x80, 0x24, 0x06, ...point.slice(1))],
    ['a point at infinity', z(0x80, 0x24, 0)],
    ['a point that is not on the curve', z(0x80, 0x24, 2, ...new Array(31).fill(0), 1)],
    ['something long', `z${'1'.repeat(600)}`],
  ])('refuses %s', (_name, text) => {
    expect(() => publicKeyFromMultibase(text)).toThrow(malformed)
  })

  test('fails with its own error on any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => publicKeyFromMultibase(`z6Mk${text}`)).toThrow(malformed)
      }),
    )
  })
})

describe('publicKeyFromBytes', () => {
  const torsion = ed25519.Point.fromHex(
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    false,
  )
  const prime = Uint8Array.from([0xed, ...new Array(30).fill(0xff), 0x7f])

  test.each([0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n])(
    'refuses the Ed25519 point of small order number %i',
    (multiple) => {
      const point = multiple === 0n ? ed25519.Point.ZERO : torsion.multiplyUnsafe(multiple)
      expect(point.isSmallOrder()).toBe(true)
      expect(() => publicKeyFromBytes('Ed25519', point.toBytes())).toThrow(malformed)
    },
  )

  test.each([
    ['the prime', prime],
    ['the prime and one', Uint8Array.from(prime).fill(0xee, 0, 1)],
    [
      'the prime and one, with the sign bit',
      Uint8Array.from(prime).fill(0xee, 0, 1).fill(0xff, 31),
    ],
    ['all ones', new Uint8Array(32).fill(0xff)],
  ])('refuses an Ed25519 y that is %s', (_name, bytes) => {
    expect(() => publicKeyFromBytes('Ed25519', bytes)).toThrow(malformed)
  })

  test('compresses a P-256 point', () => {
    const key = publicKeyFromJwk(p256Vector.jwk)
    const uncompressed = p256.Point.fromBytes(key.bytes).toBytes(false)
    expect(publicKeyFromBytes('P-256', uncompressed)).toEqual(key)
  })
})

describe('jwkThumbprint', () => {
  test('gives the thumbprint of RFC 8037 appendix A.3', () => {
    const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'
    expect(jwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x })).toBe(
      'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    )
  })

  test('gives the thumbprint of RFC 9449 section 6.1', () => {
    const jwk = {
      kty: 'EC',
      x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
      y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
      crv: 'P-256',
    } as const
    expect(jwkThumbprint(jwk)).toBe('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I')
  })

  test('overlooks members beyond the required ones, whatever their order', () => {
    const { kty, crv, x } = ed25519Vector.jwk
    const jwk = { use: 'sig', x, kid: 'k', y: 'not a member of this type', crv, kty }
    expect(jwkThumbprint(jwk)).toBe(jwkThumbprint({ kty, crv, x }))
  })

  test('agrees with jose on any key', async () => {
    await fc.assert(
      fc.asyncProperty(anyKey, async (key) => {
        const jwk = publicKeyToJwk(key)
        expect(jwkThumbprint(jwk)).toBe(await calculateJwkThumbprint(jwk))
      }),
      { numRuns: 25 },
    )
  })
})
