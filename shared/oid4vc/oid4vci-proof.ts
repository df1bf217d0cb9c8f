import { z } from 'zod'
import { type CompactJws, readCompactJws } from '../credential/jws.ts'
import { type Did, didMethod, parseDidUrl } from '../did/did.ts'
import { didJwkFromPublicKey } from '../did/did-jwk.ts'
import { type PublicKey, publicKeyFromJwk } from '../did/public-key.ts'
import { AppError, isAppError } from '../errors/app-error.ts'

const proofJwtType = 'openid4vci-proof+jwt'

/** Which key a wallet says that it holds: one of a DID's, or one that it shows. */
export type ProofKey =
  | { by: 'did'; did: Did; keyId: string }
  | { by: 'jwk'; did: Did; publicKey: PublicKey }

export type ProofJwt = {
  jws: CompactJws
  key: ProofKey
  nonce: string
  issuedAt: Date
}

const zHeader = z.looseObject({ typ: z.literal(proofJwtType) })

const zPayload = z.looseObject({
  aud: z.union([z.string(), z.tuple([z.string()])]),
  nonce: z.string().min(1).max(1_000),
  iat: z.number().nonnegative().max(253_402_300_799),
  exp: z.number().optional(),
  nbf: z.number().optional(),
})

const keyMembers = ['kid', 'jwk', 'x5c'] as const

/**
 * Reads the proof JWT of a credential request and judges all of it but signature and nonce.
 * @param expected.audience the Credential Issuer Identifier
 * @param expected.maxAgeSeconds how old `iat` may be; in the future it may be `skewSeconds`
 * @throws AppError invalid_proof
 * @see OpenID4VCI 1.0 appendix F.1 and F.4
 */
export function readProofJwt(
  text: string,
  expected: { audience: string; now: Date; maxAgeSeconds: number; skewSeconds: number },
): ProofJwt {
  const jws = readJws(text)
  if (!zHeader.safeParse(jws.header).success)
    throw invalid(`The proof must have typ ${proofJwtType}`)
  const payload = zPayload.safeParse(jws.payload)
  if (!payload.success) throw invalid('The proof needs aud, nonce and iat, each of the right kind')
  const { aud, nonce, iat } = payload.data
  const [audience] = typeof aud === 'string' ? [aud] : aud
  if (audience !== expected.audience) throw invalid('The proof is made for another issuer')
  assertTimely(payload.data, expected)
  return { jws, key: readKey(jws.header), nonce, issuedAt: new Date(iat * 1_000) }
}

function readJws(text: string): CompactJws {
  try {
    return readCompactJws(text)
  } catch (cause) {
    throw invalid('The proof is not a compact JWS signed with EdDSA or ES256', cause)
  }
}

function assertTimely(
  claims: { iat: number; exp?: number | undefined; nbf?: number | undefined },
  { now, maxAgeSeconds, skewSeconds }: { now: Date; maxAgeSeconds: number; skewSeconds: number },
): void {
  const seconds = now.getTime() / 1_000
  const latest = seconds + skewSeconds
  if (claims.iat > latest || (claims.nbf ?? 0) > latest) {
    throw invalid('The proof is dated in the future: check the clock of this device')
  }
  const isOld = claims.iat < seconds - maxAgeSeconds - skewSeconds
  if (isOld || (claims.exp ?? Number.POSITIVE_INFINITY) < seconds - skewSeconds) {
    throw invalid('The proof is too old: make a new one, and check the clock of this device')
  }
}

function readKey(header: Readonly<Record<string, unknown>>): ProofKey {
  const [member, ...others] = keyMembers.filter((name) => header[name] !== undefined)
  if (member === undefined || others.length > 0) {
    throw invalid('The proof must name its key in exactly one of kid, jwk and x5c')
  }
  if (member === 'jwk') return keyOfJwk(header.jwk)
  if (member === 'kid' && typeof header.kid === 'string') return keyOfDid(header.kid)
  throw invalid('The proof names its key in a way that is not taken here: use kid with a DID URL')
}

function keyOfJwk(jwk: unknown): ProofKey {
  try {
    const publicKey = publicKeyFromJwk(jwk)
    return { by: 'jwk', publicKey, did: didJwkFromPublicKey(publicKey) }
  } catch (cause) {
    throw invalid('The jwk of the proof is not a public Ed25519 or P-256 key', cause)
  }
}

/** did:key and did:jwk have one key, so some wallets leave the fragment out. */
function keyOfDid(kid: string): ProofKey {
  try {
    const { did, fragment } = parseDidUrl(kid)
    if (fragment !== undefined) return { by: 'did', did, keyId: kid }
    const method = didMethod(did)
    if (method === 'key') return { by: 'did', did, keyId: `${did}#${did.slice('did:key:'.length)}` }
    if (method === 'jwk') return { by: 'did', did, keyId: `${did}#0` }
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    throw invalid('The kid of the proof is not a DID URL', cause)
  }
  throw invalid('The kid of the proof names no key of its DID: add the fragment')
}

function invalid(message: string, cause?: unknown): AppError {
  return new AppError('invalid_proof', message, { cause })
}
