import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { OpenBadge2Port, PemAlgorithm } from '../../shared/verify/open-badge-2/port.ts'

const message = new TextEncoder().encode('a badge')
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed25519 = generateKeyPairSync('ed25519')

const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()
const signed = (key: KeyObject, hash: string | null) =>
  new Uint8Array(sign(hash, message, { key, dsaEncoding: 'ieee-p1363' }))
const pemOfJwk = (jwk: Record<string, string>) =>
  pemOf(createPublicKey({ key: jwk, format: 'jwk' }))

/** What every check of signatures by keys in PEM must answer, on node:crypto and on WebCrypto. */
export function describeVerifyPem(verifyPem: OpenBadge2Port['verifyPem']): void {
  describe('verifyPem', () => {
    test.each<[PemAlgorithm, { publicKey: KeyObject; privateKey: KeyObject }, string | null]>([
      ['RS256', rsa, 'sha256'],
      ['RS384', rsa, 'sha384'],
      ['RS512', rsa, 'sha512'],
      ['ES256', p256, 'sha256'],
      ['EdDSA', ed25519, null],
    ])('tells right from wrong by %s', async (algorithm, { publicKey, privateKey }, hash) => {
      const input = { algorithm, publicKeyPem: pemOf(publicKey), message }
      const signature = signed(privateKey, hash)
      expect(await verifyPem({ ...input, signature })).toBe('right')
      expect(await verifyPem({ ...input, signature: signature.slice(1) })).toBe('wrong')
      const other = new TextEncoder().encode('another')
      expect(await verifyPem({ ...input, signature, message: other })).toBe('wrong')
    })

    const pkcs1 = rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()
    test('reads the older form of RSA keys', async () => {
      const signature = signed(rsa.privateKey, 'sha256')
      const input = { algorithm: 'RS256', publicKeyPem: pkcs1, message, signature } as const
      expect(await verifyPem(input)).toBe('right')
    })

    const { n = '' } = rsa.publicKey.export({ format: 'jwk' })
    const zeroKey = Buffer.alloc(32).toString('base64url')
    test.each<[string, PemAlgorithm, string]>([
      ['no key', 'RS256', 'hello'],
      ['a damaged key', 'RS256', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
      [
        'a private key',
        'EdDSA',
        String(ed25519.privateKey.export({ type: 'pkcs8', format: 'pem' })),
      ],
      ['a key of another kind', 'ES256', pemOf(rsa.publicKey)],
      [
        'a key on another curve',
        'ES256',
        pemOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey),
      ],
      [
        'a short key',
        'RS256',
        pemOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey),
      ],
      ['a key under which anyone signs', 'RS256', pemOfJwk({ kty: 'RSA', n, e: 'AQ' })],
      ['a point of small order', 'EdDSA', pemOfJwk({ kty: 'OKP', crv: 'Ed25519', x: zeroKey })],
      ['a text without end', 'RS256', `${pemOf(rsa.publicKey)}${'A'.repeat(20_000)}`],
    ])('refuses %s', async (_, algorithm, publicKeyPem) => {
      const signature = signed(rsa.privateKey, 'sha256')
      expect(await verifyPem({ algorithm, publicKeyPem, message, signature })).toBe('refused')
    })
  })
}
