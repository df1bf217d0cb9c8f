import { z } from 'zod'
import { type CompactJws, readCompactJws, signCompactJws } from '../credential/jws.ts'
import type { Signer } from '../credential/signer.ts'
import { type Did, parseDidUrl } from '../did/did.ts'
import { isAppError } from '../errors/app-error.ts'

/**
 * A learner's own code: a short-lived JWT, signed by the key of the DID that it names, that a person shows as a QR code
 * to one city. Whoever runs a session there scans it, and awards to that DID or notes that it was there.
 *
 * `aud` is the DID of the city, `jti` the SHA-256 (base64url) of a ticket that only the wallet knows: with the ticket
 * it asks the city what came of the code. The code is renewed every minute under the same ticket; a city takes one
 * ticket once.
 */
export const learnerCodeType = 'waymark-learner-code+jwt'

/** So long one code may be scanned. */
const learnerCodeLifeSeconds = 120

/** The wallet shows another one so often. */
export const learnerCodeRenewalSeconds = 60

const clockSkewSeconds = 60
/** What a QR code that a phone reads off a phone holds with ease. */
const maxCharacters = 2_048

const learnerCodeFaults = ['malformed', 'other-city', 'too-old', 'clock-wrong'] as const

export type LearnerCodeFault = (typeof learnerCodeFaults)[number]

export type LearnerCode = {
  jws: CompactJws
  holder: Did
  /** The key in the holder's DID document that signed. */
  keyId: string
  ticketHash: string
}

const zHeader = z.looseObject({ typ: z.literal(learnerCodeType), kid: z.string().max(512) })

const zPayload = z.strictObject({
  aud: z.string().max(512),
  iat: z.int().nonnegative(),
  exp: z.int().nonnegative(),
  jti: z.string().regex(/^[\w-]{43}$/),
})

/** 32 random bytes in base64url. */
export const ticketPattern = /^[\w-]{43}$/

export function signLearnerCode(input: {
  signer: Signer
  city: Did
  ticketHash: string
  issuedAt: Date
}): Promise<string> {
  const { signer, city, ticketHash, issuedAt } = input
  const iat = Math.floor(issuedAt.getTime() / 1_000)
  return signCompactJws({
    header: { typ: learnerCodeType, kid: signer.keyId },
    payload: { aud: city, iat, exp: iat + learnerCodeLifeSeconds, jti: ticketHash },
    signer,
  })
}

/** Reads a code and judges all of it but its signature, and whether its ticket was taken before. */
export function readLearnerCode(
  text: string,
  expected: { city: Did; now: Date },
): { code: LearnerCode } | { fault: LearnerCodeFault } {
  const jws = readJws(text.trim())
  const header = zHeader.safeParse(jws?.header)
  const payload = zPayload.safeParse(jws?.payload)
  if (jws === undefined || !header.success || !payload.success) return { fault: 'malformed' }
  const holder = holderOf(header.data.kid)
  if (holder === undefined) return { fault: 'malformed' }
  const { aud, iat, exp, jti: ticketHash } = payload.data
  if (exp <= iat || exp - iat > learnerCodeLifeSeconds) return { fault: 'malformed' }
  if (aud !== expected.city) return { fault: 'other-city' }
  const seconds = expected.now.getTime() / 1_000
  if (exp + clockSkewSeconds <= seconds) return { fault: 'too-old' }
  if (iat - clockSkewSeconds > seconds) return { fault: 'clock-wrong' }
  return { code: { jws, holder, keyId: header.data.kid, ticketHash } }
}

function readJws(text: string): CompactJws | undefined {
  if (text.length > maxCharacters) return undefined
  try {
    return readCompactJws(text)
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

function holderOf(keyId: string): Did | undefined {
  try {
    const { did, fragment } = parseDidUrl(keyId)
    return fragment === undefined ? undefined : did
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
