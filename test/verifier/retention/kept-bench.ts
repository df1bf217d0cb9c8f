import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from '../../../shared/node/database/database.ts'
import type { DatabaseLocation } from '../../../shared/node/database/location.ts'
import { generateKeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'
import { createCandidateStore } from '../../../verifier/candidates/candidate-store.ts'
import { receiveEvidence, type Sending } from '../../../verifier/candidates/receive-evidence.ts'
import type { MadeReport } from '../../../verifier/reports/made-report.ts'
import { createMadeReportStore } from '../../../verifier/reports/made-report-store.ts'
import { createReportStore } from '../../../verifier/reports/report-store.ts'
import { createRequest, zNewRequest } from '../../../verifier/requests/presentation-request.ts'
import { createRequestStore } from '../../../verifier/requests/request-store.ts'
import type { FinishPorts } from '../../../verifier/retention/finish-deletions.ts'
import { verifierSchema } from '../../../verifier/schema.ts'
import { createIssuer, createWorld } from '../../shared/verify/world.ts'
import { createTestClock } from '../../support/clock.ts'
import type { DatabaseBench } from '../../support/postgres.ts'
import { evidenceFrom, reportOf } from '../candidates/candidates-bench.ts'

export const organisation = 'harbour-bakery'
const random = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount))

/** By these somebody would be known. */
export function marksOf(who: string): string[] {
  return [
    `${who} Pugh-Llewelyn`,
    `${who}@pobl.example`,
    `urn:uuid:badge-of-${who}`,
    `did:key:z6Mk${who}`,
    `${who}-cv.pdf`,
  ]
}

/** Stores of a verifier with what people left in each, and who signs for its organisation. */
export async function openKept(bench: DatabaseBench, location = bench.freshLocation()) {
  const clock = createTestClock()
  const database = await bench.open(verifierSchema, {}, location)
  const keyEncryptionKey = generateKeyEncryptionKey()
  const ports = { keyEncryptionKey, random }
  const world = createWorld()
  const signing = createIssuer(world, 'did:web:hire.example')
  const signers: FinishPorts = {
    database,
    clock,
    askerOf: async () => ({ did: signing.did, publicUrl: 'https://hire.example', name: 'Bakery' }),
    signerOf: async () => signing.signer,
  }
  const requests = createRequestStore({ database, keyEncryptionKey })
  const reports = createReportStore(database)
  const { reader } = database
  const madeReports = createMadeReportStore({ reader, keyEncryptionKey })
  const candidates = createCandidateStore({ ...ports, reader, derive: () => Buffer.alloc(32, 7) })

  const send = (who: string, change: Partial<Sending> = {}) =>
    database.transact(async (tx) => {
      const [name, email, badge, did, fileName] = marksOf(who)
      const report = { ...reportOf([did ?? '']), credentials: [{ id: badge, name }] }
      return receiveEvidence(
        tx,
        {
          ...{ organisation, retentionDays: 30, at: clock(), vacancyId: 'baker' },
          ...{ statedName: name ?? '', contact: email ?? '', ...change },
        },
        [
          evidenceFrom(`hash of ${who}`, [did ?? ''], {
            // sound: the report is only kept here and never read
            report: report as never,
            fileName: fileName ?? '',
            receipt: `receipt of ${badge}`,
          }),
        ],
        ports,
      )
    })

  const ask = async (who: string, input: object = {}) => {
    const request = await createRequest(
      zNewRequest.parse(input),
      { organisation: { slug: organisation, trustedCities: [], retentionDays: 30 }, apiKeyId: 'k' },
      { random, clock, requestTtlSeconds: 3_600 },
    )
    await database.transact(async (tx) => {
      await requests.insert(tx, request)
      await requests.markAnswered(tx, request.id, { progress: 'received', answeredAt: clock() })
      await reports.insert(tx, {
        requestId: request.id,
        // sound: the report is only kept here and never read
        report: { ...reportOf(marksOf(who)), names: marksOf(who) } as never,
        queryIds: [],
        presentationsHash: 'hash',
        createdAt: clock(),
      })
    })
    return request.id
  }

  const make = async (who: string, days: number, vacancyId?: string) => {
    const until = new Date(clock().getTime() + days * 86_400_000).toISOString()
    const made: MadeReport = {
      ...{ organisation, id: crypto.randomUUID(), language: 'en', needs: [], problems: [] },
      ...(vacancyId !== undefined && { vacancyId }),
      expected: { name: marksOf(who)[0], email: marksOf(who)[1] },
      evidence: [{ fileName: marksOf(who)[4] ?? '' }],
      ...{ createdAt: clock().toISOString(), checkedAt: clock().toISOString() },
      ...{ pageUntil: until, deleteAfter: until },
    }
    await database.transact((tx) => madeReports.insert(tx, made, [{ text: marksOf(who).join() }]))
    return made
  }
  return {
    clock,
    database,
    world,
    signing,
    signers,
    requests,
    reports,
    madeReports,
    candidates,
    send,
    ask,
    make,
    location,
  }
}

/** All bytes that the database has on the disk, as it is now. */
export async function bytesOf(database: Database, location: DatabaseLocation): Promise<Buffer> {
  if (location.kind === 'sqlite') {
    const folder = dirname(location.file)
    return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))
  }
  // what is in its memory is on the disk at the next checkpoint
  await database.reader.query('checkpoint')
  const rows: { bytes: Buffer }[] = await database.reader.query(
    `select pg_read_binary_file(pg_relation_filepath(file.oid)) as bytes from pg_class of_schema
      join pg_class file on file.oid in (of_schema.oid, of_schema.reltoastrelid)
      where of_schema.relnamespace = '${location.schema}'::regnamespace
        and of_schema.relkind in ('r', 'i')`,
  )
  return Buffer.concat(rows.map(({ bytes }) => bytes))
}
