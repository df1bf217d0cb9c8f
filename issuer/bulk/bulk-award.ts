import { createHash, randomUUID } from 'node:crypto'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Database, Reader, Transaction } from '../../shared/node/database/database.ts'
import type { JobRow } from '../../shared/node/jobs/job-entities.ts'
import {
  addJob,
  countDoneParts,
  findJob,
  pauseJob,
  resumeJob,
} from '../../shared/node/jobs/job-store.ts'
import type { CredentialFormat } from '../../shared/oid4vc/credential-format.ts'
import type { Actor } from '../actor.ts'
import type { AwardDelivery } from '../awards/award.ts'
import { assertAwarded } from '../awards/settle-award.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { languagesOf } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { audit } from '../log/audit.ts'
import { assertActive } from '../providers/provider-store.ts'
import { bulkJob } from './award-part.ts'
import {
  addBulk,
  type BulkKey,
  type BulkRow,
  changeBulk,
  countParts,
  deleteBulk,
  findBulk,
  partText,
} from './bulk-store.ts'
import { type RosterResult, type RosterRow, readRoster } from './roster.ts'

/** So many lines are awarded in one unit: few enough to be done in a moment, enough to share what a commit costs. */
export const rowsInPart = 1_000

/** So many of the lines that are left out are listed. */
const faultsKept = 1_000

export type BulkRequest = {
  provider: string
  badge: string
  version?: number | undefined
  delivery: AwardDelivery
  /** Of badges that are issued at once; ldp_vc unless it is said. */
  format?: CredentialFormat | undefined
  notify: boolean
  language?: Language | undefined
  fileName: string
  bytes: Buffer
}

export type BulkPorts = { database: Database; clock: () => Date }

/** A roster that was read, ready to be kept. */
export type BulkDraft = {
  bulk: BulkRow
  /** The lines of each part, as they are kept. */
  parts: string[]
}

/**
 * Reads a roster for a badge. Nothing is kept yet.
 * @throws AppError badge_unknown, badge_retired, request_malformed for a language that the badge has not
 */
export async function readBulk(
  request: BulkRequest,
  actor: Actor,
  { database, clock }: BulkPorts,
): Promise<BulkDraft | Extract<RosterResult, { refused: unknown }>> {
  const { provider, badge: slug, version, language } = request
  const reference = { provider, slug, ...(version !== undefined && { version }) }
  const badge = await findBadge(database.reader, reference)
  if (badge === undefined) throw unknownBadge()
  assertAwarded(badge)
  const languages = languagesOf(badge.design)
  if (language !== undefined && !languages.includes(language)) {
    throw new AppError('request_malformed', 'language: this badge is not there in this language')
  }
  const now = clock()
  const parts: string[] = []
  let waiting: RosterRow[] = []
  const endPart = () => {
    if (waiting.length > 0) parts.push(partText(waiting))
    waiting = []
  }
  const roster = await readRoster(request.bytes, { languages, now }, (row) => {
    if (waiting.push(row) === rowsInPart) endPart()
  })
  if ('refused' in roster) return roster
  endPart()
  const { rows, faults } = roster
  const bulk: BulkRow = {
    provider,
    id: randomUUID(),
    badge: slug,
    badgeVersion: badge.version,
    language: language ?? badge.design.mainLanguage,
    delivery: request.delivery,
    format: request.format ?? 'ldp_vc',
    notify: request.notify,
    fileName: request.fileName,
    fileHash: createHash('sha256').update(request.bytes).digest('hex'),
    rows,
    faults: faults.length,
    faultList: JSON.stringify(faults.slice(0, faultsKept)),
    actor: actor.name,
    createdAt: now.toISOString(),
    startedAt: null,
  }
  return { bulk, parts }
}

export async function keepBulk(tx: Transaction, { bulk, parts }: BulkDraft): Promise<void> {
  await addBulk(tx, bulk, parts)
  const detail = { rows: bulk.rows, faults: bulk.faults }
  await auditBulk(tx, bulk, { action: 'bulk.read', detail, actor: bulk.actor, at: bulk.createdAt })
}

/** @throws AppError not_found, conflict, provider_inactive */
export async function startBulk(
  tx: Transaction,
  key: BulkKey,
  { actor, at }: { actor: Actor; at: string },
): Promise<void> {
  const bulk = await getBulk(tx, key)
  if (bulk.startedAt !== null) throw new AppError('conflict', 'These badges are being awarded')
  if (bulk.rows === 0) throw new AppError('conflict', 'No line of this file can be awarded')
  await assertActive(tx, bulk.provider)
  await changeBulk(tx, bulk, { startedAt: at, actor: actor.name })
  // whoever was forgotten since may have left a part with nobody in it
  const parts = await countParts(tx, bulk)
  await addJob(tx, { id: bulk.id, kind: bulkJob, scope: bulk.provider, parts, at })
  await auditBulk(tx, bulk, { action: 'bulk.started', actor: actor.name, at })
}

/** @throws AppError not_found, conflict */
export async function pauseBulk(
  tx: Transaction,
  key: BulkKey,
  { actor, at }: { actor: Actor; at: string },
): Promise<void> {
  const bulk = await getBulk(tx, key)
  await pauseJob(tx, bulk.id)
  await auditBulk(tx, bulk, { action: 'bulk.paused', actor: actor.name, at })
}

/** @throws AppError not_found, conflict */
export async function resumeBulk(
  tx: Transaction,
  key: BulkKey,
  { actor, at }: { actor: Actor; at: string },
): Promise<void> {
  const bulk = await getBulk(tx, key)
  await resumeJob(tx, bulk.id, at)
  await auditBulk(tx, bulk, { action: 'bulk.resumed', actor: actor.name, at })
}

/** Forgets a roster that nothing was awarded of. @throws AppError not_found, conflict */
export async function discardBulk(
  tx: Transaction,
  key: BulkKey,
  { actor, at }: { actor: Actor; at: string },
): Promise<void> {
  const bulk = await getBulk(tx, key)
  if (bulk.startedAt !== null) throw new AppError('conflict', 'These badges are being awarded')
  await deleteBulk(tx, bulk)
  await auditBulk(tx, bulk, { action: 'bulk.discarded', actor: actor.name, at })
}

/** @throws AppError not_found */
export async function getBulk(reader: Reader, key: BulkKey): Promise<BulkRow> {
  const bulk = await findBulk(reader, key)
  if (bulk === undefined) throw new AppError('not_found', 'There is no such list of awards')
  return bulk
}

/** How far it is. `read`: shown, and nothing awarded yet. */
export type BulkProgress = {
  state: 'read' | JobRow['state']
  awarded: number
  failure: string | null
}

export async function readProgress(reader: Reader, bulk: BulkRow): Promise<BulkProgress> {
  const job = bulk.startedAt === null ? undefined : await findJob(reader, bulk.id)
  if (job === undefined) return { state: 'read', awarded: 0, failure: null }
  const { state, failure } = job
  // every part but the last has as many; somebody who was forgotten makes one smaller
  const done = await countDoneParts(reader, bulk.id)
  return { state, awarded: Math.min(done * rowsInPart, bulk.rows), failure }
}

async function auditBulk(
  tx: Transaction,
  { provider, id: subject }: BulkRow,
  entry: Pick<Parameters<typeof audit>[1], 'action' | 'detail' | 'actor' | 'at'>,
): Promise<void> {
  await audit(tx, { provider, subject, ...entry })
}
