import type { Database, Transaction } from '../../shared/node/database/database.ts'
import { isUniqueViolation } from '../../shared/node/database/failures.ts'
import type { JobKind, KeepPart } from '../../shared/node/jobs/jobs.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { evidenceOf } from '../awards/award.ts'
import { type AwardMailPorts, mailOfAward } from '../awards/award-mail.ts'
import type { AwardRow } from '../awards/award-store.ts'
import { createBadgeWriter } from '../awards/badge-texts.ts'
import { createBadgeBuilder } from '../awards/build-badge.ts'
import { type PreparedAwards, prepareAwards } from '../awards/keep-awards.ts'
import { placeAwards } from '../awards/place-awards.ts'
import { endOf, textOrNull } from '../awards/settle-award.ts'
import { achievementIdsOf } from '../badges/achievement.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import type { Badge } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import type { SignBatch } from '../identity/batch-signer.ts'
import { hashSecret } from '../oid4vci/claim-secrets.ts'
import { configurationsOf } from '../oid4vci/configurations.ts'
import type { Provider } from '../providers/provider.ts'
import { getProvider } from '../providers/provider-store.ts'
import type { PlaceFinder } from '../status/place-finder.ts'
import type { StatusPlace } from '../status/status-entry-store.ts'
import type { StatusLists } from '../status/status-lists.ts'
import { lineIdsOf } from './bulk-ids.ts'
import { type BulkRow, findBulk, markAwarded, readPart } from './bulk-store.ts'
import type { RosterRow } from './roster.ts'

export const bulkJob = 'bulk-award'

export type BulkJobPorts = AwardMailPorts & {
  database: Database
  derive: DeriveBytes
  statusLists: StatusLists
  placeFinder: PlaceFinder
  signBatch: SignBatch
  skillFramework: string
}

type Part = {
  bulk: BulkRow
  badge: Badge
  provider: Provider
  rows: readonly RosterRow[]
  text: string
  number: number
}

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
): Promise<Part | undefined> {
  const bulk = await findBulk(reader, key)
  if (bulk === undefined) return undefined
  const { provider, badge: slug, badgeVersion: version } = bulk
  const badge = await findBadge(reader, { provider, slug, version })
  if (badge === undefined) throw unknownBadge()
  const lines = await readPart(reader, { provider, bulkId: bulk.id, number })
  return { bulk, badge, provider: await getProvider(reader, provider), number, ...lines }
}

async function awardPart(part: Part, keep: KeepPart, ports: BulkJobPorts): Promise<void> {
  const { bulk, badge, rows } = part
  const now = ports.clock()
  const { places, letGo } = await ports.placeFinder.find({
    provider: bulk.provider,
    purpose: badge.design.statusPurpose,
    count: rows.length,
    at: now.toISOString(),
  })
  try {
    const [first] = places
    if (first) await ports.statusLists.makeReady({ provider: bulk.provider, id: first.list })
    const awards = rows.map((row, at) => awardOf(row, placeAt(places, at), part, now, ports))
    const achievementIds = achievementIdsOf(badge, ports.publicUrl)
    const prepared = prepareAwards(awards, () => achievementIds)
    const { credentials, assertCurrent } = await issueAtOnce(awards, part, ports)
    await keep(async (tx) => {
      await assertCurrent(tx)
      await keepPart(tx, { ...prepared, credentials }, part, ports)
    })
  } finally {
    letGo()
  }
}

function placeAt(places: readonly StatusPlace[], at: number): StatusPlace {
  const place = places[at]
  if (place === undefined) throw new Error('fewer places were found than asked for')
  return place
}

function awardOf(
  row: RosterRow,
  place: StatusPlace,
  { bulk, badge, number }: Part,
  now: Date,
  { derive, secrets, enqueueMail }: BulkJobPorts,
): AwardRow {
  const { provider, language, delivery, notify } = bulk
  const { id, credentialId, salt } = lineIdsOf(bulk, { number, line: row.line }, derive)
  const at = now.toISOString()
  const offerGeneration = 1
  const { evidence: url } = row
  return {
    provider,
    id,
    badge: badge.slug,
    badgeVersion: badge.version,
    language: row.language ?? language,
    credentialId,
    recipientEmail: row.email,
    recipientName: row.name ?? null,
    earner: 'person',
    recipientSalt: salt,
    evidence: textOrNull(url === undefined ? undefined : evidenceOf({ evidence: [{ url }] })),
    awardedAt: at,
    validUntil: row.validUntil ?? endOf(badge.design, undefined, now),
    statusList: place.list,
    statusIndex: place.index,
    status: 'active',
    statusReason: null,
    statusAt: null,
    needsTxCode: false,
    offerGeneration,
    claimHash: hashSecret(secrets.claimIdOf({ provider, id, offerGeneration })),
    wrongTxCodes: 0,
    holder: null,
    claimedAt: null,
    delivery,
    replaces: null,
    replacedBy: null,
    sentAt: notify && enqueueMail !== undefined ? at : null,
  }
}

type Issued = {
  credentials: PreparedAwards['credentials']
  assertCurrent(tx: Transaction): Promise<void>
}

/** Signed before the unit begins, which holds statements only. */
async function issueAtOnce(
  awards: readonly AwardRow[],
  { bulk, badge, provider }: Part,
  { signBatch, publicUrl, skillFramework }: BulkJobPorts,
): Promise<Issued> {
  if (bulk.delivery === 'claim' || awards.length === 0) {
    return { credentials: [], assertCurrent: async () => undefined }
  }
  const writers = new Map(
    configurationsOf(badge)
      .filter(({ format }) => format === 'jwt_vc_json')
      .map(({ id, language }) => {
        const context = { badge, provider, language, publicUrl, skillFramework }
        return [language, { id, write: createBadgeWriter(createBadgeBuilder(context)) }] as const
      }),
  )
  const formOf = ({ language }: AwardRow) => {
    const form = writers.get(language)
    if (form === undefined) throw new Error('a badge is not there in the language of an award')
    return form
  }
  const payloads = awards.map((award) => formOf(award).write(award))
  const { tokens, assertCurrent } = await signBatch(provider.did, payloads)
  const credentials = awards.map((award, at) => ({
    provider: award.provider,
    awardId: award.id,
    configuration: formOf(award).id,
    format: 'jwt_vc_json',
    holder: '',
    body: tokens[at] ?? '',
    issuedAt: award.awardedAt,
  }))
  return { credentials, assertCurrent }
}

async function keepPart(
  tx: Transaction,
  prepared: PreparedAwards,
  { bulk, badge, provider, number, ...read }: Part,
  ports: BulkJobPorts,
): Promise<void> {
  const key = { provider: bulk.provider, bulkId: bulk.id, number }
  if (!(await markAwarded(tx, key, read))) {
    throw new Error('somebody was taken out of a roster while it was awarded')
  }
  const actor = { name: bulk.actor }
  await placeAwards(tx, prepared, { badge, actor })
  const { enqueueMail } = ports
  const sent = enqueueMail ? prepared.awards.filter(({ sentAt }) => sentAt !== null) : []
  for (const award of sent) {
    await enqueueMail?.(tx, mailOfAward(award, { badge, provider }, ports))
  }
}
