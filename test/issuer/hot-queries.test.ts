import { beforeAll, beforeEach, expect, it } from 'vitest'
import { findAwardByClaim } from '../../issuer/awards/award-store.ts'
import { forgetAwardWords } from '../../issuer/awards/award-words.ts'
import {
  type AwardChoice,
  type AwardPosition,
  countAwards,
  listAwards,
} from '../../issuer/awards/list-awards.ts'
import { listBadges } from '../../issuer/badges/badge-store.ts'
import { countParts, findBulk, listBulks, markAwarded } from '../../issuer/bulk/bulk-store.ts'
import { countMembers, listGroups, listMembers } from '../../issuer/groups/group-store.ts'
import { appendPendingLeaves, chainPendingAudit } from '../../issuer/log/append-pending.ts'
import { findCoveringCheckpoint, findLatestCheckpoint } from '../../issuer/log/checkpoints.ts'
import { findInclusionProof } from '../../issuer/log/log-documents.ts'
import { lockHead } from '../../issuer/log/log-store.ts'
import { hasPending } from '../../issuer/log/sealer.ts'
import {
  countCodesSince,
  findAccessToken,
  findCode,
  findCurrentCode,
  findIssuedCredential,
  forgetCodesOf,
} from '../../issuer/oid4vci/claim-store.ts'
import { listPublishedAfter } from '../../issuer/publishing/published-document-store.ts'
import { issuerSchema } from '../../issuer/schema.ts'
import { takenOf } from '../../issuer/status/place-finder.ts'
import { listSetIndices } from '../../issuer/status/status-entry-store.ts'
import { listStatusListsDue } from '../../issuer/status/status-store.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import {
  countDoneParts,
  finishPart,
  hasOpenParts,
  listRunningJobs,
} from '../../shared/node/jobs/job-store.ts'
import { isAnyoneTold } from '../../shared/server/webhooks/enqueue-webhooks.ts'
import { forEachDatabase } from '../support/postgres.ts'

const provider = 'harbour-youth'
const id = 'an-award'
const now = '2026-11-22T10:00:00.000Z'
const hash = 'a'.repeat(43)

/** What is asked for each award, claim, check or second, in a city that has awarded millions of badges. */
const hotQueries: Readonly<Record<string, (tx: Transaction) => Promise<unknown>>> = {
  'finds an award by its claim': (tx) => findAwardByClaim(tx, { provider, claimHash: hash }),
  'finds a code': (tx) => findCode(tx, { provider, codeHash: hash }),
  'finds the code of an award': (tx) => findCurrentCode(tx, { provider, id }, now),
  'counts the codes of an award': (tx) => countCodesSince(tx, { provider, id }, now),
  'forgets codes and tokens of an award': (tx) => forgetCodesOf(tx, { provider, id }),
  'finds a token': (tx) => findAccessToken(tx, { provider, tokenHash: hash }),
  'finds an issued credential': (tx) =>
    findIssuedCredential(tx, { provider, awardId: id, configuration: 'en' }),
  'lists awards of a provider': (tx) =>
    listAwards(tx, { limit: 50, provider, after: { awardedAt: now, provider, id } }),
  'lists awards of the city': (tx) =>
    listAwards(tx, { limit: 50, after: { awardedAt: now, provider, id } }),
  'lists awards of a badge': (tx) => listAwards(tx, { limit: 50, provider, badge: 'first-aid' }),
  'lists awards in a state': (tx) =>
    listAwards(tx, {
      limit: 50,
      provider,
      state: 'offered',
      after: { awardedAt: now, provider, id },
    }),
  'counts awards in a state': (tx) =>
    countAwards(tx, { limit: 100, provider, state: 'offered', before: now }),
  'lists awards of a badge in a state, of some days': (tx) =>
    listAwards(tx, {
      limit: 50,
      provider,
      badge: 'first-aid',
      state: 'revoked',
      from: now,
      before: now,
    }),
  'finds awards by a name': (tx) => listAwards(tx, { limit: 50, provider, search: 'sam jones' }),
  'forgets by which words an award is found': (tx) => forgetAwardWords(tx, { provider, id }),
  'lists groups': (tx) => listGroups(tx, provider),
  'lists the people of a group': (tx) => listMembers(tx, { provider, id }),
  'counts the people of groups': (tx) => countMembers(tx, provider),
  'lists lists of awards': (tx) => listBulks(tx, provider),
  'finds a list of awards and its parts': async (tx) => {
    await findBulk(tx, { provider, id })
    await countParts(tx, { provider, id })
    await markAwarded(tx, { provider, bulkId: id, number: 7 }, { text: '[]', rows: [] })
  },
  'looks which places of a status list are taken': (tx) =>
    takenOf(tx, { provider, list: 'list' }, [1, 7, 131_071]),
  'finds the jobs under way, and how far they are': async (tx) => {
    await listRunningJobs(tx)
    await countDoneParts(tx, id)
    await hasOpenParts(tx, id)
    await finishPart(tx, { jobId: id, number: 7, attempts: 0, lease: 'lease' })
  },
  'looks who is told of awards': (tx) => isAnyoneTold(tx, provider),
  'lists badges of a skill': (tx) => listBadges(tx, { skill: 'leadership', limit: 50 }),
  'reads the set bits of a status list': (tx) => listSetIndices(tx, { provider, list: 'list' }),
  'finds status lists to be signed': (tx) => listStatusListsDue(tx, now),
  'looks for what is to be sealed': hasPending,
  'gives leaves their places': async (tx) =>
    appendPendingLeaves(tx, await lockHead(tx), { limit: 100 }),
  'chains the audit': async (tx) =>
    chainPendingAudit(tx, await lockHead(tx), { at: now, limit: 100 }),
  'proves a leaf': (tx) => findInclusionProof(tx, Buffer.from(hash, 'base64url')),
  'finds the newest checkpoint': findLatestCheckpoint,
  'finds the checkpoint of a leaf': (tx) => findCoveringCheckpoint(tx, 7),
  'finds what other nodes published': (tx) => listPublishedAfter(tx, 7),
}

/** Where the primary key would find thousands of rows for the few that are meant. */
const indexOf: Readonly<Record<string, string>> = {
  'reads the set bits of a status list': 'status_entry_is_set',
  'forgets codes and tokens of an award': 'access_token_award',
  'lists awards of a badge': 'award_badge',
  'lists awards in a state': 'award_state',
  'lists awards of a badge in a state, of some days': 'award_badge_state',
  'forgets by which words an award is found': 'award_word_award',
}

forEachDatabase('what is asked of an empty city', (bench) => {
  const statements: string[] = []
  let database: Database
  beforeAll(async () => {
    database = await bench.openForAll(issuerSchema, { onStatement: (sql) => statements.push(sql) })
  })
  beforeEach(() => {
    statements.length = 0
  })

  async function planOfLast(): Promise<string> {
    const last = statements.findLast((sql) => sql.startsWith('SELECT')) ?? ''
    const plan = await database.transact((tx) => explain(tx, database.kind, last))
    return plan.join('\n')
  }

  it.each(Object.entries(hotQueries))('%s without looking through a table', async (name, run) => {
    await database.transact(run)
    const asked = statements.filter((sql) => /^\s*(SELECT|UPDATE|DELETE)/.test(sql))
    expect(asked).not.toEqual([])

    const plans: string[] = []
    for (const sql of asked) {
      const plan = await database.transact((tx) => explain(tx, database.kind, sql))
      expect(scansIn(plan, sql), sql).toEqual([])
      plans.push(...plan)
    }
    expect(plans.join('\n')).toContain(indexOf[name] ?? '')
  })

  it('enters a deep page of awards where it begins', async () => {
    const after = { awardedAt: now, provider, id }
    await database.transact((tx) => listAwards(tx, { limit: 50, provider, after }))
    expect(await planOfLast()).toMatch(
      /award_awarded_at \(provider=\? AND awarded_at<|Cond:.*awarded_at/,
    )
  })

  it.each<[string, AwardChoice & { after?: AwardPosition }]>([
    ['alone', {}],
    ['on a later page', { after: { awardedAt: now, provider, id } }],
    ['of some days', { from: now, before: now }],
    ['of a badge in a state', { badge: 'first-aid', state: 'offered' }],
  ])('searches awards by no index of what else is asked, %s', async (_name, choice) => {
    const asked = { limit: 50, provider, search: 'sam', ...choice }
    await database.transact((tx) => listAwards(tx, asked))
    expect(await planOfLast()).not.toMatch(/\baward_(awarded_at|badge|state)/)
  })
})

/** One row, or a part of the statement itself. */
const smallTables = new Set(['log_head', 'numbered', 'CONSTANT', 'dummy_table', 'picked'])

function scansIn(plan: readonly string[], sql: string): string[] {
  // the first few of a table in the order in which it lies
  const isPage =
    / ORDER BY .* LIMIT \d+$/.test(sql) && !plan.some((line) => /TEMP B-TREE/.test(line))
  return plan.filter((line) => {
    const [, kind = '', table = ''] = /(Seq Scan on|^SCAN) "?(\w+)/.exec(line) ?? []
    return table !== '' && !smallTables.has(table) && !(isPage && kind === 'SCAN')
  })
}

async function explain(tx: Transaction, kind: Database['kind'], sql: string): Promise<string[]> {
  if (kind === 'sqlite') {
    const rows: { detail: string }[] = await tx.query(`EXPLAIN QUERY PLAN ${sql}`)
    return rows.map(({ detail }) => detail)
  }
  // in an empty database looking through a table is cheapest: so it is done only where there is no other way
  await tx.query('SET LOCAL enable_seqscan = off')
  const rows: { 'QUERY PLAN': string }[] = await tx.query(`EXPLAIN (GENERIC_PLAN) ${sql}`)
  return rows.map((row) => row['QUERY PLAN'])
}
