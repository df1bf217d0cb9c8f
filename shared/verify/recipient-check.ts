import { isJsonObject, type JsonObject } from '../json/json.ts'
import { check } from './check.ts'
import type { VerificationPolicy } from './ports.ts'
import type { Check } from './report.ts'
import { objectsOf } from './values.ts'

/** More identifiers than this are not read: each costs three hashes. */
const maxIdentifiers = 20

const identityTypes = { email: 'emailAddress', name: 'name' } as const

type Match = 'matches' | 'differs' | 'not_stated'

/**
 * Was the badge awarded to this person? Each of e-mail and name that is asked about is compared with the
 * badge's identifiers of that type, hashed or plain.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#verify-the-recipient-using-an-identifier
 */
export async function checkRecipient(
  document: JsonObject,
  recipient: VerificationPolicy['recipient'],
): Promise<Check> {
  if (recipient === undefined) return check('recipient', 'not_asked')
  const matches = await Promise.all(
    (['email', 'name'] as const).map((kind) => {
      const known = recipient[kind]
      return known === undefined ? undefined : matchKnown(document, identityTypes[kind], known)
    }),
  )
  const asked = matches.filter((match) => match !== undefined)
  if (asked.length === 0) return check('recipient', 'not_asked')
  if (asked.includes('differs')) return check('recipient', 'differs')
  return check('recipient', asked.includes('matches') ? 'matches' : 'not_stated')
}

async function matchKnown(
  document: JsonObject,
  identityType: string,
  known: string,
): Promise<Match> {
  const identifiers = objectsOf(document.credentialSubject)
    .flatMap((subject) => objectsOf(subject.identifier))
    .filter((identifier) => isJsonObject(identifier) && identifier.identityType === identityType)
    .slice(0, maxIdentifiers)
  const results = await Promise.all(identifiers.map((identifier) => matchOne(identifier, known)))
  if (results.includes('matches')) return 'matches'
  return results.includes('differs') ? 'differs' : 'not_stated'
}

async function matchOne(identifier: JsonObject, known: string): Promise<Match> {
  const { identityHash, hashed, salt = '' } = identifier
  if (typeof identityHash !== 'string' || typeof salt !== 'string') return 'not_stated'
  if (hashed !== true) return folded(identityHash) === folded(known) ? 'matches' : 'differs'
  if (!identityHash.startsWith('sha256$')) return 'not_stated'
  const hashes = await Promise.all(
    spellingsOf(known).map((spelling) => hashIdentity(spelling, salt)),
  )
  return hashes.includes(identityHash.toLowerCase()) ? 'matches' : 'differs'
}

/**
 * The identity hash of Open Badges: the salt stands after the identity.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#identityhash
 */
export async function hashIdentity(identity: string, salt: string): Promise<string> {
  const bytes = new TextEncoder().encode(identity + salt)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return `sha256$${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** An issuer may have hashed the identity as typed, tidied, in lower case, or with a capital on each name. */
function spellingsOf(known: string): string[] {
  return [...new Set([known, normal(known), folded(known), capitalised(known)])]
}

function capitalised(text: string): string {
  return folded(text).replace(/(?<=^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase())
}

function folded(text: string): string {
  return normal(text).toLowerCase()
}

function normal(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ')
}
