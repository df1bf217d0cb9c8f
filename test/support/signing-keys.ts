import { createECDH, createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import type { Signer } from '../../shared/credential/signer.ts'
import type { Did } from '../../shared/did/did.ts'
import { keyIdsOf } from '../../shared/did/did-document.ts'
import { didKeyFromPublicKey } from '../../shared/did/did-key.ts'
import { type PublicKey, publicKeyFromJwk } from '../../shared/did/public-key.ts'

/** A key that is the same in every run, made from a word. */
export type TestKey = {
  publicKey: PublicKey
  privateKey: KeyObject
  /** The 32 secret bytes. */
  secret: Uint8Array
  did: Did
  /** Signs as a key of `did`, the key's own did:key unless another is given. */
  signer(did?: Did): Signer
}

const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

export function ed25519TestKey(word: string | Uint8Array): TestKey {
  const secret = typeof word === 'string' ? createHash('sha256').update(word).digest() : word
  const key = Buffer.concat([ed25519Prefix, secret])
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' })
  return testKey(privateKey, secret, (message) => sign(null, message, privateKey))
}

export function p256TestKey(word: string): TestKey {
  const secret = createHash('sha256').update(word).digest()
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(secret)
  const point = ecdh.getPublicKey()
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) =>
    part.toString('base64url'),
  )
  const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '', d: secret.toString('base64url') }
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' })
  return testKey(privateKey, secret, (message) =>
    sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  )
}

function testKey(
  privateKey: KeyObject,
  secret: Uint8Array,
  signBytes: (message: Uint8Array) => Uint8Array,
): TestKey {
  const { d: _, ...jwk } = privateKey.export({ format: 'jwk' })
  const publicKey = publicKeyFromJwk(jwk)
  const did = didKeyFromPublicKey(publicKey)
  return {
    publicKey,
    privateKey,
    secret,
    did,
    signer: (controller = did) => ({
      keyId: keyIdsOf(controller, publicKey).multikey,
      curve: publicKey.curve,
      sign: async (message) => signBytes(message),
    }),
  }
}
