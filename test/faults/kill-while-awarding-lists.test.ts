import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { awardEntity } from '../../issuer/awards/award-store.ts'
import {
  keepBulk,
  readBulk,
  startBulk,
  rowsInPart as usualRows,
} from '../../issuer/bulk/bulk-award.ts'
import { partText } from '../../issuer/bulk/bulk-store.ts'
import type { RosterRow } from '../../issuer/bulk/roster.ts'
import { seedDemonstrationCity } from '../../issuer/demo/seed-demonstration-city.ts'
import { logLeafEntity } from '../../issuer/log/award-log.ts'
import { readHead } from '../../issuer/log/log-store.ts'
import { issuedCredentialEntity } from '../../issuer/oid4vci/claim-store.ts'
import type { IssuerServices } from '../../issuer/services.ts'
import { statusEntryEntity } from '../../issuer/status/status-entry-store.ts'
import { decodeBase64url, encodeBase64url } from '../../shared/did/base-encoding.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { countDoneParts, findJob } from '../../shared/node/jobs/job-store.ts'
import { naiveRoot } from '../issuer/log/naive-root.ts'
import { builtScript } from '../support/built-script.ts'
import { faultRounds } from '../support/fault-rounds.ts'
import { freshPostgres } from '../support/postgres.ts'
import { startPostgres } from '../support/postgres-server.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { type BulkPlace, openBulkCity } from './bulk-city.ts'

const parts = faultRounds === 1 ? 8 : 5
/** More and smaller parts with everything else: what is tried is where they begin and end. */
const rowsInPart = faultRounds === 1 ? 60 : usualRows
const people = parts * rowsInPart
/** How many parts are done when the nodes are killed: once with everything else, twice in longer runs. */
const killsAfter = faultRounds === 1 ? [1] : [1, 3]
const atHour = (hour: number) => () => new Date(Date.UTC(2026, 10, 22, hour))

/** A city with a list of awards that is to be done. @returns the id of the list */
async function startList(services: IssuerServices): Promise<string> {
  await seedDemonstrationCity(services)
  const lines = Array.from({ length: people }, (_, at) => `p${at}@learner.example,Person ${at}`)
  const actor = { name: 'staff:test' }
  const draft = await readBulk(
    {
      ...{ provider: 'harbour-youth', badge: 'first-aid', delivery: 'download', notify: false },
      ...{ fileName: 'list.csv', bytes: Buffer.from(['email,name', ...lines].join('\n')) },
    },
    actor,
    services,
  )
  if ('refused' in draft) throw new Error(draft.refused)
  await services.database.transact(async (tx) => {
    await keepBulk(tx, { ...draft, parts: draft.parts.flatMap(smallerParts) })
    await startBulk(tx, draft.bulk, { actor, at: services.clock().toISOString() })
  })
  return draft.bulk.id
}

function smallerParts(text: string): string[] {
  const rows: RosterRow[] = JSON.parse(text)
  const starts = Array.from({ length: Math.ceil(rows.length / rowsInPart) }, (_, at) => at)
  return starts.map((at) => partText(rows.slice(at * rowsInPart, (at + 1) * rowsInPart)))
}

async function startNode(
  place: BulkPlace,
  hour: number,
): Promise<{ child: ChildProcess; ended: Promise<unknown> }> {
  const script = await builtScript('test/faults/award-lists.ts')
  const child = spawn(process.execPath, [script, JSON.stringify(place), String(hour)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return { child, ended: once(child, 'exit') }
}

const startNodes = (place: BulkPlace, { nodes, hour }: { nodes: number; hour: number }) =>
  Promise.all(Array.from({ length: nodes }, () => startNode(place, hour)))

async function untilDone(database: Database, id: string, wanted: number): Promise<void> {
  const giveUpAt = Date.now() + 120_000
  while ((await countDoneParts(database.reader, id)) < wanted) {
    if (Date.now() > giveUpAt) throw new Error(`${wanted} parts were not done in two minutes`)
    await sleep(5)
  }
}

/** Each line once, with everything that belongs to it, and a log that holds them all. */
async function expectWhole(services: IssuerServices, id: string): Promise<void> {
  const { reader } = services.database
  expect(await findJob(reader, id)).toMatchObject({ state: 'done', failure: null })
  const awards = (await reader.find(awardEntity)).filter(
    ({ provider }) => provider === 'harbour-youth',
  )
  const addresses = awards.map(({ recipientEmail }) => recipientEmail)
  expect([addresses.length, new Set(addresses).size]).toEqual([people, people])
  const ids = awards.map((award) => award.id).toSorted()
  const bodies = await reader.find(issuedCredentialEntity)
  expect(bodies.map(({ awardId }) => awardId).toSorted()).toEqual(ids)
  const entries = (await reader.find(statusEntryEntity)).filter(({ awardId }) => awardId !== '')
  expect(entries.map(({ awardId }) => awardId).toSorted()).toEqual(ids)
  const made: { subject: string }[] = await reader.query(
    "SELECT subject FROM audit_entry WHERE action = 'award.made'",
  )
  expect(made.map(({ subject }) => subject).toSorted()).toEqual(ids)

  await services.sealer.sealNow()
  const leaves = await reader.find(logLeafEntity, { order: { position: 'ASC' } })
  expect(leaves.length).toBe(2 * people)
  expect(leaves.map(({ position }) => position)).toEqual(leaves.map((_, index) => index))
  const hashes = leaves.map(({ leafHash }) => decodeBase64url(leafHash))
  expect(await readHead(reader)).toMatchObject({
    size: leaves.length,
    root: encodeBase64url(naiveRoot(hashes)),
  })
}

async function placeOf(kind: Database['kind']): Promise<BulkPlace> {
  const folder = temporaryFolder()
  const database = kind === 'sqlite' ? join(folder, 'city.sqlite') : await freshPostgres()
  return { folder, database }
}

async function killAgainAndAgain(place: BulkPlace, nodes: number): Promise<void> {
  const services = await openBulkCity(place, atHour(1))
  const id = await startList(services)
  for (const [round, wanted] of killsAfter.entries()) {
    // an hour later the leases of the killed have ended
    const running = await startNodes(place, { nodes, hour: 2 + round })
    await untilDone(services.database, id, wanted)
    for (const { child } of running) child.kill('SIGKILL')
    await Promise.all(running.map(({ ended }) => ended))
  }
  expect(await countDoneParts(services.database.reader, id)).toBeLessThan(parts)
  await services.close()
  const lastly = await startNodes(place, { nodes, hour: 8 })
  await Promise.all(lastly.map(({ ended }) => ended))
  const after = await openBulkCity(place, atHour(9))
  await expectWhole(after, id)
  await after.close()
}

describe('kill -9 while a list is awarded', () => {
  const cases = Array.from({ length: faultRounds }, (_, round) => round).flatMap((round) => [
    // one node alone is the easier case
    ...(faultRounds === 1 ? [] : [['sqlite', 1, round] as const]),
    ['sqlite', 2, round] as const,
    ['postgres', 2, round] as const,
  ])
  it.each(cases)(
    'leaves each line awarded once on %s with %i nodes (round %i)',
    async (kind, nodes) => killAgainAndAgain(await placeOf(kind), nodes),
    180_000,
  )

  it('goes on by itself when PostgreSQL is killed and comes back', async () => {
    const server = await startPostgres()
    onTestFinished(() => server.stop())
    const place = { folder: temporaryFolder(), database: server.url }
    // what was held when the server died is free again after its lease: here five times as soon
    const startedAt = Date.now()
    const clock = () => new Date(atHour(1)().getTime() + 5 * (Date.now() - startedAt))
    const services = await openBulkCity(place, clock)
    const id = await startList(services)
    let isOver = false
    const working = (async () => {
      while (!isOver) {
        await services.jobs.runDue().catch(() => undefined)
        await sleep(20)
      }
    })()
    await untilDone(services.database, id, 1)
    await server.crashAndRestart()
    await untilDone(services.database, id, parts)
    isOver = true
    await working
    await services.jobs.runDue()
    await expectWhole(services, id)
    await services.close()
  }, 180_000)
})

/** A small disk in memory, where this machine lets the test mount one. */
function mountSmallDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=192m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return false
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder], { stdio: 'ignore' })
  })
  return true
}

/** Leaves the disk so many bytes. @returns what makes room again */
function fillDisk(folder: string, bytes: number): () => Promise<void> {
  const { bavail, bsize } = statfsSync(folder)
  const ballast = join(folder, 'ballast')
  writeFileSync(ballast, Buffer.alloc(bavail * bsize - bytes))
  return async () => rmSync(ballast)
}

/** Lets the database's file grow by so many bytes, after which SQLite says what it says on a full disk. */
async function limitFile(database: Database, bytes: number): Promise<() => Promise<void>> {
  const limit = (pages: number) =>
    database.transact((tx) => tx.query(`PRAGMA max_page_count = ${pages}`))
  const [[count], [size]]: [{ page_count: number }[], { page_size: number }[]] = await Promise.all([
    database.reader.query('PRAGMA page_count'),
    database.reader.query('PRAGMA page_size'),
  ])
  if (count === undefined || size === undefined) throw new Error('SQLite tells no size')
  await limit(count.page_count + Math.floor(bytes / size.page_size))
  return async () => void (await limit(mostPages))
}

/** As many as SQLite takes. */
const mostPages = 4_294_967_294

describe('a disk that is full while a list is awarded', () => {
  it('costs nothing that was awarded, and the rest is done when there is room again', async () => {
    const folder = join(temporaryFolder(), 'disk')
    mkdirSync(folder)
    const isSmall = mountSmallDisk(folder)
    const place = { folder: temporaryFolder(), database: join(folder, 'city.sqlite') }
    const services = await openBulkCity(place, atHour(1))
    const id = await startList(services)
    // room for a part or two: a disk also holds the log of what is written
    const bytes = rowsInPart * 20_000
    const makeRoom = isSmall
      ? fillDisk(folder, bytes)
      : await limitFile(services.database, bytes / 4)
    await expect(services.jobs.runDue()).rejects.toMatchObject({ code: 'database_unavailable' })
    const done = await countDoneParts(services.database.reader, id)
    expect(done).toBeLessThan(parts)
    expect(await services.database.reader.count(awardEntity)).toBe(done * rowsInPart)
    await makeRoom()
    await services.jobs.runDue()
    await expectWhole(services, id)
    await services.close()
  }, 120_000)
})
