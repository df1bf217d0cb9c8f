import type { OpenBadgeCredential } from '../../shared/credential/open-badge.ts'
import { isJsonObject, type JsonObject, parseJsonStrict } from '../../shared/json/json.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { CredentialFormat } from '../../shared/oid4vc/credential-format.ts'
import { achievementIdIn } from '../badges/achievement.ts'
import { type Badge, languagesOf } from '../badges/badge.ts'
import { type EndorsementRow, listEndorsementsOf } from './endorsement-store.ts'

const maxBytes = 64_000

/**
 * The badge with what others signed of it inside: of its achievement, and of its provider. What came as a JWT goes into
 * a badge that is a JWT alone: the context of Open Badges does not define endorsementJwt, so that no proof could cover it.
 * @see Open Badges 3.0, endorsement and endorsementJwt
 */
export async function withEndorsements(
  credential: OpenBadgeCredential,
  {
    reader,
    provider,
    format,
  }: {
    reader: Reader
    provider: { slug: string; did: string }
    format: CredentialFormat
  },
): Promise<OpenBadgeCredential> {
  const { achievement } = credential.credentialSubject
  const subjects = [achievement.id, provider.did]
  const rows = await listEndorsementsOf(reader, { provider: provider.slug, subjects })
  if (rows.length === 0) return credential
  const of = (id: string) =>
    members(
      rows.filter(({ subject }) => subject === id),
      format,
    )
  const { issuer, credentialSubject } = credential
  return {
    ...credential,
    ...(typeof issuer !== 'string' && { issuer: { ...issuer, ...of(provider.did) } }),
    credentialSubject: {
      ...credentialSubject,
      achievement: { ...achievement, ...of(achievement.id) },
    },
  }
}

/** Whether somebody stands behind the badge or its provider: its stone has a keystone then. */
export async function listEndorsers(
  badge: Badge,
  { reader, publicUrl, did }: { reader: Reader; publicUrl: string; did: string },
): Promise<EndorsementRow[]> {
  const ids = languagesOf(badge.design).map((language) =>
    achievementIdIn(badge, language, publicUrl),
  )
  const rows = await listEndorsementsOf(reader, {
    provider: badge.provider,
    subjects: [...ids, did],
  })
  const distinct = new Map(rows.map((row) => [row.endorser, row]))
  return [...distinct.values()]
}

function members(rows: readonly EndorsementRow[], format: CredentialFormat) {
  const isJwt = ({ credential }: EndorsementRow) => !credential.trimStart().startsWith('{')
  const jwts = rows.filter(isJwt).map(({ credential }) => credential)
  const objects = rows.filter((row) => !isJwt(row)).map(({ credential }) => objectOf(credential))
  return {
    ...(objects.length > 0 && { endorsement: objects }),
    ...(jwts.length > 0 && format !== 'ldp_vc' && { endorsementJwt: jwts }),
  }
}

function objectOf(text: string): JsonObject & { type: string[] } {
  const value = parseJsonStrict(text, { maxBytes })
  if (!isJsonObject(value)) throw new Error('an endorsement was kept that is no object')
  // sound: what is kept was read as an EndorsementCredential before
  return value as JsonObject & { type: string[] }
}
