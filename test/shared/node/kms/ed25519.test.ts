import { createHash, sign, verify } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519'
import fc from 'fast-check'
import sodium from 'sodium-native'
import { describe, expect, it } from 'vitest'
import { createEd25519 } from '../../../../shared/node/kms/ed25519.ts'
import { importedKeyOf } from '../../../../shared/node/kms/node-crypto.ts'
import {
  generatePrivateKey,
  privateKeyBytes,
  privateKeyFromBytes,
  publicKeyOf,
} from '../../../../shared/node/kms/private-key.ts'

const littleEndian = (bytes: Uint8Array) =>
  BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
const scalarBytes = (scalar: bigint) =>
  Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').reverse()

/** One whose R is off by this point of small order: right for a check that multiplies by the cofactor, wrong without. */
function signOff(smallOrder: string, message: Uint8Array) {
  const { BASE, fromHex } = ed25519.ExtendedPoint
  const [secret, nonce] = [0x1234567890abcdefn, 0xfedcba0987654321n]
  const bytes = BASE.multiply(secret).toRawBytes()
  const r = BASE.multiply(nonce).add(fromHex(smallOrder, true)).toRawBytes()
  const k = littleEndian(createHash('sha512').update(r).update(bytes).update(message).digest())
  const s = scalarBytes((nonce + k * secret) % ed25519.CURVE.n)
  return { bytes, signature: Buffer.concat([r, s]) }
}

describe.each([
  ['libsodium', sodium],
  ['node:crypto alone', undefined],
])('createEd25519 on %s', (_name, library) => {
  const { signEd25519, verifyEd25519 } = createEd25519(library)
  const privateKey = generatePrivateKey('Ed25519')
  const { bytes } = publicKeyOf(privateKey)
  const imported = importedKeyOf({ curve: 'Ed25519', bytes })
  if (imported === undefined) throw new Error('the key cannot be read')

  // RFC 8032, section 7.1, tests 1 and 3
  it.each([
    [
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ])('signs as published with %s', (seed, message, signature) => {
    const key = privateKeyFromBytes('Ed25519', Buffer.from(seed, 'hex'))
    expect(signEd25519(key, Buffer.from(message, 'hex')).toString('hex')).toBe(signature)
  })

  it('signs as node:crypto and noble do, whatever the message and the key', () => {
    const zBytes = fc.uint8Array({ maxLength: 5_000 })
    const zSeed = fc.uint8Array({ minLength: 32, maxLength: 32 })
    fc.assert(
      fc.property(zBytes, zSeed, (message, seed) => {
        const key = privateKeyFromBytes('Ed25519', seed)
        const signature = signEd25519(key, message)
        expect(signature).toEqual(sign(null, message, key))
        expect(signature).toEqual(Buffer.from(ed25519.sign(message, seed)))
      }),
      { numRuns: 50 },
    )
  })

  it('takes what node:crypto takes, and refuses what it refuses', () => {
    const zFlip = fc.nat({ max: 64 * 8 - 1 })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), zFlip, (message, flip) => {
        const signature = sign(null, message, privateKey)
        expect(verifyEd25519({ bytes, imported }, message, signature)).toBe(true)
        const spoilt = Buffer.from(signature)
        spoilt.writeUInt8(spoilt.readUInt8(flip >> 3) ^ (1 << (flip & 7)), flip >> 3)
        expect(verify(null, message, imported, spoilt)).toBe(false)
        expect(verifyEd25519({ bytes, imported }, message, spoilt)).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  // libsodium has had both kinds of check: another version of it must not decide what is valid
  it.each([
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '0000000000000000000000000000000000000000000000000000000000000000',
  ])('refuses what holds only up to the point %s', (smallOrder) => {
    const message = Buffer.from('what is signed')
    const { bytes: off, signature } = signOff(smallOrder, message)
    const key = importedKeyOf({ curve: 'Ed25519', bytes: off })
    if (key === undefined) throw new Error('the key cannot be read')
    expect(ed25519.verify(signature, message, off)).toBe(true)
    expect(verify(null, message, key, signature)).toBe(false)
    expect(verifyEd25519({ bytes: off, imported: key }, message, signature)).toBe(false)
  })

  it('signs with the same key again and again, and with another in between', () => {
    const message = Buffer.from('what is signed')
    const other = generatePrivateKey('Ed25519')
    for (const key of [privateKey, other, privateKey]) {
      expect(signEd25519(key, message)).toEqual(sign(null, message, key))
      expect(privateKeyBytes(key)).toHaveLength(32)
    }
  })
})

describe('createEd25519', () => {
  it('gives libsodium the private key in memory that no Buffer shares', () => {
    const given: Uint8Array[] = []
    const watched = {
      crypto_sign_detached: (_signature, _message, secretKey) => void given.push(secretKey),
      crypto_sign_verify_detached: () => false,
    } satisfies typeof sodium
    createEd25519(watched).signEd25519(generatePrivateKey('Ed25519'), Buffer.from('any'))
    expect(given.map(({ buffer }) => buffer.byteLength)).toEqual([64])
  })
})
