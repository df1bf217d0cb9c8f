import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { VerifySignature } from '../../shared/credential/signer.ts'
import { furtherKeyReaders } from '../../shared/did/further-keys.ts'
import type { PublicKey, VerifyingKey } from '../../shared/did/public-key.ts'
import {
  generatePrivateKey,
  privateKeyBytes,
  publicKeyOf,
} from '../../shared/node/kms/private-key.ts'

const hex = (text: string) => Buffer.from(text, 'hex')

/** RFC 8032, section 7.1: tests 1, 2, 3. */
const ed25519Vectors = [
  {
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
]

/** RFC 7515, appendix A.3. */
const es256Vector = {
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  signingInput:
    'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ',
  signature:
    'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q',
}

const littleEndian = (bytes: Uint8Array) =>
  BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)

const message = Buffer.from('what was signed')
const ed25519Private = generatePrivateKey('Ed25519')
const p256Private = generatePrivateKey('P-256')
const ed25519: PublicKey = publicKeyOf(ed25519Private)
const p256: PublicKey = publicKeyOf(p256Private)
const ed25519Signature = sign(null, message, ed25519Private)
const p256Signature = sign('sha256', message, { key: p256Private, dsaEncoding: 'ieee-p1363' })

/** Order of P-256, and of Ed25519's group. */
const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const l = 0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3edn

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const p384Pair = generateKeyPairSync('ec', { namedCurve: 'P-384' })
const rsaKey = furtherKeyReaders.fromJwk(rsa.publicKey.export({ format: 'jwk' }))
const p384Key = furtherKeyReaders.fromJwk(p384Pair.publicKey.export({ format: 'jwk' }))

function p384Signature(hash: string) {
  return sign(hash, message, { key: p384Pair.privateKey, dsaEncoding: 'ieee-p1363' })
}

/** What every check of signatures must answer, on node:crypto and on WebCrypto. */
export function describeVerifySignature(verifySignature: VerifySignature): void {
  describe('verifySignature with Ed25519', () => {
    it.each(ed25519Vectors)('accepts the published signature over $message', async (vector) => {
      const key: PublicKey = { curve: 'Ed25519', bytes: hex(vector.publicKey) }
      expect(await verifySignature(key, hex(vector.message), hex(vector.signature))).toBe(true)
    })

    it('accepts its own signature and refuses it over another message or under another key', async () => {
      const other = publicKeyOf(generatePrivateKey('Ed25519'))
      expect(await verifySignature(ed25519, message, ed25519Signature)).toBe(true)
      expect(await verifySignature(ed25519, Buffer.from('another'), ed25519Signature)).toBe(false)
      expect(await verifySignature(other, message, ed25519Signature)).toBe(false)
    })

    it('refuses S + L, a second signature that anybody can make from the first', async () => {
      const s = BigInt(`0x${Buffer.from(ed25519Signature.subarray(32)).reverse().toString('hex')}`)
      const malleable = Buffer.concat([
        ed25519Signature.subarray(0, 32),
        hex((s + l).toString(16).padStart(64, '0')).reverse(),
      ])
      expect(await verifySignature(ed25519, message, malleable)).toBe(false)
    })

    // each makes node:crypto itself accept the signature R = A, S = 0 over some or any message
    it.each([
      ['the neutral point', '0100000000000000000000000000000000000000000000000000000000000000'],
      [
        'the neutral point, sign set',
        '0100000000000000000000000000000000000000000000000000000000000080',
      ],
      ['the point of order 2', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
      ['a point of order 4', '0000000000000000000000000000000000000000000000000000000000000000'],
      [
        'a point of order 4, sign set',
        '0000000000000000000000000000000000000000000000000000000000000080',
      ],
      ['a point of order 8', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
      [
        'another point of order 8',
        'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      ],
      [
        'the neutral point spelt p + 1',
        'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      ],
      ['y = p', 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
      ['y = 2^255 - 1', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ])('refuses %s as a key', async (_name, publicKey) => {
      const key: PublicKey = { curve: 'Ed25519', bytes: hex(publicKey) }
      const neutral = hex('01'.padEnd(64, '0'))
      for (const r of [neutral, hex(publicKey)]) {
        const signature = Buffer.concat([r, Buffer.alloc(32)])
        expect(await verifySignature(key, message, signature)).toBe(false)
      }
    })

    it('takes a signature with the neutral point as R, as RFC 8032 does', async () => {
      const seed = Buffer.from(privateKeyBytes(ed25519Private))
      const half = createHash('sha512').update(seed).digest().subarray(0, 32)
      half.writeUInt8(half.readUInt8(0) & 248, 0)
      half.writeUInt8((half.readUInt8(31) & 127) | 64, 31)
      const r = hex('01'.padEnd(64, '0'))
      const k = createHash('sha512').update(r).update(ed25519.bytes).update(message).digest()
      const s = (littleEndian(k) * littleEndian(half)) % l
      const signature = Buffer.concat([r, hex(s.toString(16).padStart(64, '0')).reverse()])
      expect(await verifySignature(ed25519, message, signature)).toBe(true)
    })

    it('is stricter than node:crypto, which lets the neutral point sign anything', async () => {
      const neutral = hex('01'.padEnd(64, '0'))
      const key = createPublicKey({
        key: Buffer.concat([hex('302a300506032b6570032100'), neutral]),
        format: 'der',
        type: 'spki',
      })
      expect(verify(null, message, key, Buffer.concat([neutral, Buffer.alloc(32)]))).toBe(true)
    })
  })

  describe('verifySignature with P-256', () => {
    it('accepts the published signature', async () => {
      const isOdd = (Buffer.from(es256Vector.y, 'base64url').at(-1) ?? 0) & 1
      const bytes = Buffer.concat([
        Uint8Array.of(2 + isOdd),
        Buffer.from(es256Vector.x, 'base64url'),
      ])
      const signature = Buffer.from(es256Vector.signature, 'base64url')
      const input = Buffer.from(es256Vector.signingInput)
      expect(await verifySignature({ curve: 'P-256', bytes }, input, signature)).toBe(true)
    })

    it('accepts its own signature and refuses it over another message or under another key', async () => {
      const other = publicKeyOf(generatePrivateKey('P-256'))
      expect(await verifySignature(p256, message, p256Signature)).toBe(true)
      expect(await verifySignature(p256, Buffer.from('another'), p256Signature)).toBe(false)
      expect(await verifySignature(other, message, p256Signature)).toBe(false)
    })

    it('accepts a high S as well as a low one: JWS does not forbid it', async () => {
      const s = BigInt(`0x${p256Signature.subarray(32).toString('hex')}`)
      const other = hex((n - s).toString(16).padStart(64, '0'))
      const mirrored = Buffer.concat([p256Signature.subarray(0, 32), other])
      expect(await verifySignature(p256, message, mirrored)).toBe(true)
    })

    it('refuses DER', async () => {
      expect(await verifySignature(p256, message, sign('sha256', message, p256Private))).toBe(false)
    })

    it.each([
      ['r = 0', Buffer.concat([Buffer.alloc(32), p256Signature.subarray(32)])],
      ['s = 0', Buffer.concat([p256Signature.subarray(0, 32), Buffer.alloc(32)])],
      ['all zero', Buffer.alloc(64)],
      ['r = n', Buffer.concat([hex(n.toString(16)), p256Signature.subarray(32)])],
      ['all ones', Buffer.alloc(64, 0xff)],
    ])('refuses %s', async (_name, signature) => {
      expect(await verifySignature(p256, message, signature)).toBe(false)
    })

    it.each([
      [
        'a point that is not on the curve',
        Buffer.concat([Uint8Array.of(2), Buffer.alloc(32, 0xff)]),
      ],
      ['the point at infinity', Buffer.alloc(33)],
      ['an unknown prefix', Buffer.concat([Uint8Array.of(5), p256.bytes.subarray(1)])],
    ])('refuses %s as a key', async (_name, bytes) => {
      expect(await verifySignature({ curve: 'P-256', bytes }, message, p256Signature)).toBe(false)
    })
  })

  describe('verifySignature with lengths and curves that do not fit', () => {
    const uncompressed = createPublicKey(p256Private)
      .export({ format: 'der', type: 'spki' })
      .subarray(26)
    it.each<[string, PublicKey, Buffer]>([
      ['an empty signature', ed25519, Buffer.alloc(0)],
      ['63 bytes', ed25519, ed25519Signature.subarray(0, 63)],
      ['65 bytes', ed25519, Buffer.concat([ed25519Signature, Buffer.alloc(1)])],
      ['63 bytes of P-256', p256, p256Signature.subarray(1)],
      ['65 bytes of P-256', p256, Buffer.concat([p256Signature, Buffer.alloc(1)])],
      [
        'an Ed25519 key of 31 bytes',
        { curve: 'Ed25519', bytes: ed25519.bytes.subarray(1) },
        ed25519Signature,
      ],
      ['an Ed25519 key of 33 bytes', { curve: 'Ed25519', bytes: p256.bytes }, p256Signature],
      ['an uncompressed P-256 key', { curve: 'P-256', bytes: uncompressed }, p256Signature],
      ['the signature of the other curve', ed25519, p256Signature],
      ['the other signature of the other curve', p256, ed25519Signature],
    ])('refuses %s', async (_name, key, signature) => {
      expect(await verifySignature(key, message, signature)).toBe(false)
    })

    it('has the uncompressed key right, so that the refusal above is of its form', async () => {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      expect(publicKey.export({ format: 'der', type: 'spki' }).subarray(26).length).toBe(65)
    })
  })

  describe('verifySignature with keys of further kinds', () => {
    it.each<[string, VerifyingKey, Uint8Array]>([
      ['RSA-PSS', rsaKey, sign('sha256', message, { key: rsa.privateKey, padding: 6 })],
      ['RSA with SHA-1', rsaKey, sign('sha1', message, rsa.privateKey)],
      ['RSA cut short', rsaKey, sign('sha256', message, rsa.privateKey).subarray(1)],
      ['zeros', rsaKey, new Uint8Array(256)],
      ['nothing', rsaKey, new Uint8Array()],
      ['P-384 with SHA-256', p384Key, p384Signature('sha256')],
      ['P-384 in DER', p384Key, sign('sha384', message, p384Pair.privateKey)],
      ['zeros of P-384', p384Key, new Uint8Array(96)],
      ['that of another key', p384Key, sign('sha256', message, rsa.privateKey)],
    ])('refuses %s', async (_, key, signature) => {
      expect(await verifySignature(key, message, signature)).toBe(false)
    })

    it('accepts those by RSA and P-384', async () => {
      expect(await verifySignature(rsaKey, message, sign('sha256', message, rsa.privateKey))).toBe(
        true,
      )
      expect(await verifySignature(p384Key, message, p384Signature('sha384'))).toBe(true)
    })

    it('takes no RSA key that was not read', async () => {
      const small = generateKeyPairSync('rsa', { modulusLength: 1024 })
      const bytes = small.publicKey.export({ format: 'der', type: 'pkcs1' })
      const signature = sign('sha256', message, small.privateKey)
      expect(await verifySignature({ curve: 'RSA', bytes }, message, signature)).toBe(false)
    })
  })
}
