import { randomUUID } from 'node:crypto'
import { credentialsV2Url, openBadgesUrl } from '../../shared/credential/context-urls.ts'
import { formatDateTimeStamp } from '../../shared/credential/date-time-stamp.ts'
import { zEndorsementCredential } from '../../shared/credential/open-badge.ts'
import { readSecured } from '../../shared/credential/secured.ts'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { isJsonObject, type JsonObject } from '../../shared/json/json.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { CredentialReport } from '../../shared/verify/report.ts'
import type { Actor } from '../actor.ts'
import { achievementIdsOf } from '../badges/achievement.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import type { Badge } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import type { SignCredential } from '../identity/badge-signer.ts'
import { audit } from '../log/audit.ts'
import { getProvider } from '../providers/provider-store.ts'
import {
  addEndorsement,
  type EndorsementRow,
  endEndorsement,
  listEndorsementsOf,
} from './endorsement-store.ts'

export type EndorsePorts = {
  database: Database
  clock: () => Date
  publicUrl: string
  cityDid: string
  cityName: string
  sign: SignCredential
  /** What shared/verify finds in a credential. */
  verifyCredential: (input: string | JsonObject) => Promise<CredentialReport>
}

/** What stands behind what: a badge in its newest version, or its provider where no badge is named. */
export type EndorsementTarget = { provider: string; badge?: string | undefined }

/** Verifiers read no more than twenty in one badge. */
const maxEndorsements = 8

/**
 * The city stands behind a badge or a provider: it signs so. A badge is endorsed in each of its languages, since each
 * has an achievement of its own.
 * @throws AppError badge_unknown, not_found, conflict
 */
export async function endorseByCity(
  input: EndorsementTarget & { words: string; actor: Actor },
  ports: EndorsePorts,
): Promise<EndorsementRow[]> {
  const { provider, words, actor } = input
  const { database, clock, cityDid, cityName, publicUrl } = ports
  const { badge, subjects } = await subjectsOf(input, ports)
  const now = clock()
  const at = now.toISOString()
  const rows: EndorsementRow[] = []
  for (const subject of subjects) {
    const id = randomUUID()
    const credential = await ports.sign(
      {
        '@context': [credentialsV2Url, openBadgesUrl],
        id: `urn:uuid:${id}`,
        type: ['VerifiableCredential', 'EndorsementCredential'],
        name: cityName,
        issuer: { id: cityDid, type: ['Profile'], name: cityName, url: publicUrl },
        validFrom: formatDateTimeStamp(now),
        credentialSubject: {
          id: subject,
          type: ['EndorsementSubject'],
          ...(words !== '' && { endorsementComment: words }),
        },
      },
      'ldp_vc',
    )
    const endorser = { endorser: cityDid, endorserName: cityName }
    const about = { badge: badge?.slug ?? null, version: badge?.version ?? null }
    rows.push({
      provider,
      id,
      subject,
      ...about,
      ...endorser,
      words,
      credential,
      createdAt: at,
      endedAt: null,
    })
  }
  await database.transact((tx) => keepAll(tx, { rows, subjects, actor, at }))
  return rows
}

/**
 * Keeps what an organisation outside signed, once it verifies and is about this badge or its provider. One that ends or
 * can be revoked is refused: badges that carry it would end with it.
 * @throws AppError request_malformed, badge_unknown, not_found, conflict
 */
export async function keepEndorsement(
  input: EndorsementTarget & { credential: string; actor: Actor },
  ports: EndorsePorts,
): Promise<EndorsementRow> {
  const { provider, actor } = input
  const credential = input.credential.trim()
  const { badge, subjects } = await subjectsOf(input, ports)
  const document = readEndorsement(credential)
  if (!subjects.includes(document.subject)) {
    throw refused('is about something else than this badge or provider')
  }
  const { verdict } = await ports.verifyCredential(credential)
  if (verdict !== 'valid') {
    throw refused(verdict === 'invalid' ? 'does not verify' : 'could not be checked just now')
  }
  const at = ports.clock().toISOString()
  const row: EndorsementRow = {
    provider,
    id: randomUUID(),
    subject: document.subject,
    badge: badge?.slug ?? null,
    version: badge?.version ?? null,
    endorser: document.endorser,
    endorserName: document.endorserName,
    words: document.words,
    credential,
    createdAt: at,
    endedAt: null,
  }
  const { subject } = document
  await ports.database.transact((tx) =>
    keepAll(tx, { rows: [row], subjects: [subject], actor, at }),
  )
  return row
}

/** From now on it stands in no new badge; those that carry it keep it. @throws AppError not_found */
export async function withdrawEndorsement(
  tx: Transaction,
  { provider, id, actor, at }: { provider: string; id: string; actor: Actor; at: string },
): Promise<void> {
  const { endedAt } = await endEndorsement(tx, { provider, id, at })
  if (endedAt !== null) return
  await audit(tx, { provider, actor: actor.name, action: 'endorsement.ended', subject: id, at })
}

async function subjectsOf(
  { provider: slug, badge: badgeSlug }: EndorsementTarget,
  { database: { reader }, publicUrl }: EndorsePorts,
): Promise<{ badge?: Badge; subjects: string[] }> {
  const provider = await getProvider(reader, slug)
  if (badgeSlug === undefined) return { subjects: [provider.did] }
  const badge = await findBadge(reader, { provider: slug, slug: badgeSlug })
  if (badge === undefined) throw unknownBadge()
  return { badge, subjects: achievementIdsOf(badge, publicUrl) }
}

async function keepAll(
  tx: Transaction,
  input: { rows: readonly EndorsementRow[]; subjects: readonly string[]; actor: Actor; at: string },
): Promise<void> {
  const { rows, subjects, actor, at } = input
  const [first] = rows
  if (first === undefined) return
  const { provider } = first
  const kept = await listEndorsementsOf(tx, { provider, subjects })
  if (kept.some(({ endorser }) => endorser === first.endorser)) {
    throw new AppError('conflict', 'They stand behind this already')
  }
  if (kept.length >= maxEndorsements * subjects.length) {
    throw new AppError('conflict', 'So many stand behind this that a badge can carry no more')
  }
  for (const row of rows) {
    await addEndorsement(tx, row)
    await audit(tx, {
      provider,
      actor: actor.name,
      action: row.badge === null ? 'provider.endorsed' : 'badge.endorsed',
      subject: row.id,
      at,
    })
  }
}

function readEndorsement(credential: string) {
  let document: JsonObject
  try {
    document = readSecured(credential).document
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    throw refused('is no signed credential', cause)
  }
  const parsed = zEndorsementCredential.safeParse(document)
  if (!parsed.success) throw refused('is no EndorsementCredential', parsed.error)
  if (document.validUntil !== undefined) throw refused('ends some day')
  if (document.credentialStatus !== undefined) throw refused('can be revoked')
  if (document.endorsement !== undefined || document.endorsementJwt !== undefined) {
    throw refused('carries endorsements of its own')
  }
  const { issuer, credentialSubject: subject } = parsed.data
  const endorser = typeof issuer === 'string' ? issuer : issuer.id
  const name = isJsonObject(document.issuer) ? document.issuer.name : undefined
  return {
    subject: subject.id,
    endorser,
    endorserName: (typeof name === 'string' ? name : endorser).slice(0, 200),
    words: (subject.endorsementComment ?? '').slice(0, 2_000),
  }
}

function refused(why: string, cause?: unknown): AppError {
  return new AppError('request_malformed', `credential: the endorsement ${why}`, { cause })
}
