import { p384 } from '@noble/curves/nist.js'
import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { decodeBase64url } from './base-encoding.ts'
import {
  assertNoPrivateMember,
  decodeMultibase,
  type FurtherKey,
  type KeyReaders,
  publicKeyFromJwk,
  publicKeyFromMultibase,
} from './public-key.ts'
import { rsaKeyFromJwk } from './rsa-key.ts'

const zRsaJwk = z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string() })
const zP384Jwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-384'),
  x: z.string().length(64),
  y: z.string().length(64),
})

/** @see https://www.w3.org/TR/cid-1.0/#Multikey (multicodec, as varint bytes) */
const p384Multicodec = [0x81, 0x24] as const

/** Reads P-384 and RSA keys beside those that Waymark signs with. */
export const furtherKeyReaders: KeyReaders = {
  fromJwk(jwk) {
    const rsa = zRsaJwk.safeParse(jwk)
    const ec = zP384Jwk.safeParse(jwk)
    if (!rsa.success && !ec.success) return publicKeyFromJwk(jwk)
    assertNoPrivateMember(rsa.data ?? ec.data ?? {})
    if (rsa.success) return rsaKeyFromJwk(rsa.data)
    const { x, y } = ec.data ?? { x: '', y: '' }
    return p384Key(() => Uint8Array.of(4, ...decodeBase64url(x), ...decodeBase64url(y)))
  },
  fromMultibase(text) {
    const bytes = decodeMultibase(text)
    if (!p384Multicodec.every((byte, index) => bytes[index] === byte)) {
      return publicKeyFromMultibase(text)
    }
    if (bytes.length !== 51) throw malformed()
    return p384Key(() => bytes.slice(2))
  },
}

function p384Key(readPoint: () => Uint8Array): FurtherKey {
  try {
    const point = p384.Point.fromBytes(readPoint())
    point.assertValidity()
    return { curve: 'P-384', bytes: point.toBytes(true) }
  } catch (cause) {
    throw malformed(cause)
  }
}

function malformed(cause?: unknown): AppError {
  return new AppError('key_malformed', 'The P-384 public key is not a point on the curve', {
    cause,
  })
}
