import { type CredentialFormat, credentialFormats } from './credential-format.ts'
import type { DcqlQuery } from './dcql-query.ts'
import { openBadgeCredentialType, verifiableCredentialType } from './dcql-types.ts'

/** One badge that is asked for: any of its achievement ids (languages, versions) will do. */
export type WantedBadge = readonly [string, ...string[]]

/** @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-7 */
export const achievementPath = ['credentialSubject', 'achievement', 'id']

export const formatSuffixes: Record<CredentialFormat, string> = {
  ldp_vc: 'ldp',
  jwt_vc_json: 'jwt',
}

/**
 * The DCQL query for some badges, or for any badges where none is named. Each badge is asked for in both
 * formats, and a credential set says that either will do.
 */
export function buildBadgeQuery(badges: readonly WantedBadge[]): DcqlQuery {
  if (badges.length === 0) return anyBadgesQuery
  return {
    credentials: badges.flatMap((badge, index) =>
      credentialFormats.map((format) => ({
        ...queryOf(format, `badge-${index + 1}`),
        multiple: false,
        claims: [{ path: [...achievementPath], values: [...badge] }],
      })),
    ),
    credential_sets: badges.map((_, index) => ({
      options: credentialFormats.map((format) => [queryId(format, `badge-${index + 1}`)]),
      required: true,
    })),
  }
}

/** The number (from 0) of the badge that a query id of buildBadgeQuery asks for; undefined for any badge. */
export function wantedBadgeOf(id: string): number | undefined {
  const number = /^badge-([1-9]\d*)-(?:ldp|jwt)$/.exec(id)?.[1]
  return number === undefined ? undefined : Number(number) - 1
}

const anyBadgesQuery: DcqlQuery = {
  credentials: credentialFormats.map((format) => ({
    ...queryOf(format, 'badges'),
    multiple: true,
  })),
  credential_sets: [
    {
      options: [
        [queryId('ldp_vc', 'badges')],
        [queryId('jwt_vc_json', 'badges')],
        credentialFormats.map((format) => queryId(format, 'badges')),
      ],
      required: true,
    },
  ],
}

/** What every query for a badge has; its name stands in its id. */
export function queryOf(format: CredentialFormat, name: string) {
  return {
    id: queryId(format, name),
    format,
    require_cryptographic_holder_binding: true,
    meta: { type_values: [[verifiableCredentialType, openBadgeCredentialType]] },
  }
}

function queryId(format: CredentialFormat, name: string): string {
  return `${name}-${formatSuffixes[format]}`
}
