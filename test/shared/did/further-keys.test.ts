import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encodeBase58 } from '../../../shared/did/base-encoding.ts'
import { furtherKeyReaders } from '../../../shared/did/further-keys.ts'
import type { VerifyingKey } from '../../../shared/did/public-key.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'

const message = new TextEncoder().encode('Harbour guide')
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const rsaJwk = rsa.publicKey.export({ format: 'jwk' })
const p384Jwk = p384.publicKey.export({ format: 'jwk' })

function p384Signature(hash: string, key: KeyObject = p384.privateKey) {
  return sign(hash, message, { key, dsaEncoding: 'ieee-p1363' })
}

function verifies(key: VerifyingKey, signature: Uint8Array) {
  return verifySignature(key, message, signature)
}

describe('furtherKeyReaders', () => {
  it('reads RSA, P-384 and the keys that Waymark signs with, which then verify', () => {
    const { publicKey } = ed25519TestKey('further')
    const readP384 = furtherKeyReaders.fromJwk(p384Jwk)
    const multibase = `z${encodeBase58(Uint8Array.of(0x81, 0x24, ...readP384.bytes))}`
    expect(furtherKeyReaders.fromMultibase(multibase)).toEqual(readP384)
    expect(readP384).toMatchObject({ curve: 'P-384' })
    expect(readP384.bytes).toHaveLength(49)
    const jwk = {
      kty: 'OKP',
      crv: 'Ed25519',
      x: Buffer.from(publicKey.bytes).toString('base64url'),
    }
    expect(furtherKeyReaders.fromJwk(jwk)).toEqual(publicKey)
    const readRsa = furtherKeyReaders.fromJwk(rsaJwk)
    expect(Buffer.from(readRsa.bytes)).toEqual(
      rsa.publicKey.export({ format: 'der', type: 'pkcs1' }),
    )
    expect(verifies(readRsa, sign('sha256', message, rsa.privateKey))).toBe(true)
    expect(verifies(readP384, p384Signature('sha384'))).toBe(true)
  })

  it.each<[string, object]>([
    [
      'RSA of 1024 bits',
      generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' }),
    ],
    ['RSA of many bits', { ...rsaJwk, n: 'x'.repeat(5000) }],
    ['an even modulus', { ...rsaJwk, n: `${rsaJwk.n?.slice(0, -2)}AA` }],
    ['1 as exponent', { ...rsaJwk, e: 'AQ' }],
    ['an even exponent', { ...rsaJwk, e: 'BA' }],
    ['no exponent', { ...rsaJwk, e: '' }],
    ['a modulus that begins with nothing', { ...rsaJwk, n: `AA${rsaJwk.n}` }],
    ['letters of another alphabet', { ...rsaJwk, n: `${rsaJwk.n?.slice(0, -1)}+` }],
    ['its private half', rsa.privateKey.export({ format: 'jwk' })],
    ['P-384 with its private half', p384.privateKey.export({ format: 'jwk' })],
    ['a point off the curve', { ...p384Jwk, y: p384Jwk.x }],
    ['half a point', { ...p384Jwk, y: undefined }],
    ['P-521', { ...p384Jwk, crv: 'P-521' }],
    ['a secret', { kty: 'oct', k: 'AAAA' }],
  ])('refuses %s', (_, jwk) => {
    expect(() => furtherKeyReaders.fromJwk(jwk)).toThrow(
      expect.objectContaining({ code: 'key_malformed' }),
    )
  })

  it.each([
    ['too short', Uint8Array.of(0x81, 0x24, 2, 1)],
    ['off the curve', Uint8Array.of(0x81, 0x24, 2, ...new Uint8Array(48).fill(255))],
    ['of another kind', Uint8Array.of(0x82, 0x24, ...new Uint8Array(67))],
  ])('refuses multibase text that is %s', (_, bytes) => {
    expect(() => furtherKeyReaders.fromMultibase(`z${encodeBase58(bytes)}`)).toThrow(
      expect.objectContaining({ code: 'key_malformed' }),
    )
  })
})
