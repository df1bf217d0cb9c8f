import { allDone } from '../../shared/node/database/all-done.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import { isUniqueViolation } from '../../shared/node/database/failures.ts'
import { insertJsonRows } from '../../shared/node/database/insert-json-rows.ts'
import { readJsonRows } from '../../shared/node/database/json-rows.ts'
import type { JobKind, KeepPart } from '../../shared/node/jobs/jobs.ts'
import { enqueueWebhooks, isAnyoneTold } from '../../shared/server/webhooks/enqueue-webhooks.ts'
import { mailOfAward } from '../awards/award-mail.ts'
import { type AwardRow, awardEntity } from '../awards/award-store.ts'
import { awardWordEntity } from '../awards/award-words.ts'
import { assertAwarded, endOf } from '../awards/settle-award.ts'
import { achievementIdsOf } from '../badges/achievement.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { findBadge } from '../badges/badge-store.ts'
import { auditEntity } from '../log/audit-entry.ts'
import { logLeafEntity } from '../log/award-log.ts'
import { issuedCredentialEntity } from '../oid4vci/claim-store.ts'
import { assertActive, getProvider } from '../providers/provider-store.ts'
import { statusEntryEntity } from '../status/status-entry-store.ts'
import { eventOf } from '../webhooks/city-events.ts'
import type { AwardedLines } from './award-lines.ts'
import type { LinesContext } from './award-of-line.ts'
import type { BulkJobPorts, BulkPart } from './bulk-part.ts'
import { findBulk, markAwarded, readPart } from './bulk-store.ts'
import { prepareIssuing } from './issue-lines.ts'

export const bulkJob = 'bulk-award'

/** So often the places of a part are looked for anew, when other nodes are faster. */
const triesForPlaces = 10

/**
 * Awards a part of a roster. All that is random is derived from the roster's id and the line, so that a part that is
 * tried again makes the same awards, which cannot stand twice.
 */
export function createBulkJob(ports: BulkJobPorts): JobKind {
  return {
    async run({ job, number }, keep) {
      const part = await readBulkPart({ provider: job.scope, id: job.id }, number, ports)
      if (part === undefined) return keep(async () => undefined)
      for (let tries = 1; ; tries += 1) {
        try {
          return await awardPart(part, keep, ports)
        } catch (error) {
          if (!isUniqueViolation(error) || tries === triesForPlaces) throw error
        }
      }
    },
  }
}

async function readBulkPart(
  key: { provider: string; id: string },
  number: number,
  { database: { reader } }: BulkJobPorts,
): Promise<BulkPart | undefined> {
  const bulk = await findBulk(reader, key)
  if (bulk === undefined) return undefined
  const { provider, badge: slug, badgeVersion: version } = bulk
  const badge = await findBadge(reader, { provider, slug, version })
  if (badge === undefined) throw unknownBadge()
  const lines = await readPart(reader, { provider, bulkId: bulk.id, number })
  return { bulk, badge, provider: await getProvider(reader, provider), number, ...lines }
}

async function awardPart(part: BulkPart, keep: KeepPart, ports: BulkJobPorts): Promise<void> {
  const { bulk, badge, rows, number } = part
  const now = ports.clock()
  const at = now.toISOString()
  const { places, letGo } = await ports.placeFinder.find({
    provider: bulk.provider,
    purpose: badge.design.statusPurpose,
    count: rows.length,
    slice: sliceOf(bulk.id, number),
    at,
  })
  try {
    const [first] = places
    if (first === undefined) return await keep((tx) => keepNone(tx, part))
    await ports.statusLists.makeReady({ provider: bulk.provider, id: first.list })
    const end = endOf(badge.design, undefined, now)
    const isSent = bulk.notify && ports.enqueueMail !== undefined
    const context: LinesContext = { bulk, number, at, end, isSent }
    const { issuing, assertCurrent } = await prepareIssuing(part, { context, first }, ports)
    const awarded = await ports.threads.run({
      context,
      lines: JSON.stringify(rows),
      list: first.list,
      indices: places.map(({ index }) => index),
      achievementIds: achievementIdsOf(badge, ports.publicUrl),
      secret: ports.secret,
      ...(issuing && { issuing }),
    })
    await keep(async (tx) => {
      await assertCurrent(tx)
      await keepPart(tx, awarded, { part, at, isSent }, ports)
    })
  } finally {
    letGo()
  }
}

/** Nodes do parts at the same time that are next to each other; lists of a single part do not all begin at the same. */
function sliceOf(bulkId: string, number: number): number {
  return Number.parseInt(bulkId.slice(0, 4), 16) + number
}

/** Everybody was taken out of it. */
async function keepNone(tx: Transaction, { bulk, number, ...read }: BulkPart): Promise<void> {
  await markAwarded(tx, { provider: bulk.provider, bulkId: bulk.id, number }, read)
}

async function keepPart(
  tx: Transaction,
  { ids, tables }: AwardedLines,
  { part, at, isSent }: { part: BulkPart; at: string; isSent: boolean },
  ports: BulkJobPorts,
): Promise<void> {
  const { bulk, badge, provider, number, ...read } = part
  const key = { provider: bulk.provider, bulkId: bulk.id, number }
  if (!(await markAwarded(tx, key, read))) {
    throw new Error('somebody was taken out of a roster while it was awarded')
  }
  assertAwarded(badge)
  await assertActive(tx, bulk.provider)
  // all at once: the database goes from one to the next without waiting to be asked
  await allDone([
    insertJsonRows(tx, statusEntryEntity, tables.entries),
    insertJsonRows(tx, awardEntity, tables.awards),
    insertJsonRows(tx, awardWordEntity, tables.words),
    insertJsonRows(tx, logLeafEntity, tables.leaves),
    insertJsonRows(tx, issuedCredentialEntity, tables.credentials),
    insertJsonRows(tx, auditEntity, tables.audit),
  ])
  await tellOthers(tx, ids, { part, at })
  if (isSent) {
    // sound: the rows that the thread wrote
    const awards = tables.awards.flatMap(readJsonRows) as AwardRow[]
    const from = { badge, provider }
    await ports.enqueueMail?.(tx, ...awards.map((award) => mailOfAward(award, from, ports)))
  }
}

async function tellOthers(
  tx: Transaction,
  ids: readonly string[],
  { part: { bulk }, at }: { part: BulkPart; at: string },
): Promise<void> {
  const { provider: scope, badge, badgeVersion: version } = bulk
  if (!(await isAnyoneTold(tx, scope))) return
  const told = { scope, action: 'award.made', detail: { badge, version }, at }
  await enqueueWebhooks(
    tx,
    ids.flatMap((subject) => eventOf({ ...told, subject }).map((event) => ({ ...event, scope }))),
  )
}
