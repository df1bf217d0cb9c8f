import { isJsonObject } from '../json/json.ts'
import type { BitstringStatusListEntry } from '../status/status-entry.ts'
import { credentialsV2Url, openBadgesUrl } from './context-urls.ts'
import { formatDateTimeStamp } from './date-time-stamp.ts'
import type {
  Achievement,
  Evidence,
  IdentityObject,
  OpenBadgeCredential,
  Profile,
} from './open-badge.ts'

export type OpenBadgeInput = {
  /** The credential's own id: a URL, fixed when the badge is awarded. */
  id: string
  issuer: Profile
  achievement: Achievement
  /** Who earned it: a DID, or hashed identifiers, or both. */
  subject: { id?: string; identifier?: IdentityObject[] }
  validFrom: Date
  validUntil?: Date
  status?: BitstringStatusListEntry
  name?: string
  description?: string
  evidence?: Evidence[]
}

/**
 * An unsigned Open Badge 3.0 with exactly the two contexts that strict verifiers take. Members without a value
 * are left out. Its values are looked at when it is signed.
 */
export function buildOpenBadge(input: OpenBadgeInput): OpenBadgeCredential {
  const { id, issuer, achievement, subject, validFrom, validUntil, status, ...described } = input
  const badge = withoutEmpty({
    '@context': [credentialsV2Url, openBadgesUrl],
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: described.name ?? achievement.name,
    description: described.description,
    issuer,
    validFrom: formatDateTimeStamp(validFrom),
    validUntil: validUntil && formatDateTimeStamp(validUntil),
    credentialSubject: {
      id: subject.id,
      type: ['AchievementSubject'],
      identifier: subject.identifier,
      achievement,
    },
    evidence: described.evidence,
    credentialStatus: status,
  })
  // sound: these are the members of an OpenBadgeCredential, and withoutEmpty takes out only what it may lack
  return badge as OpenBadgeCredential
}

/** A copy without null, undefined and empty arrays, at every depth. */
function withoutEmpty(object: object): Record<string, unknown> {
  const members = Object.entries(object).map(([name, value]) => [name, pruned(value)] as const)
  return Object.fromEntries(members.filter(([, value]) => value !== undefined))
}

function pruned(value: unknown): unknown {
  if (value === null) return undefined
  if (isJsonObject(value)) return withoutEmpty(value)
  if (!Array.isArray(value)) return value
  const items = value.map(pruned).filter((item) => item !== undefined)
  return items.length > 0 ? items : undefined
}
