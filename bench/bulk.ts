import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepBulk, readBulk, readProgress, startBulk } from '../issuer/bulk/bulk-award.ts'
import { seedDemonstrationCity } from '../issuer/demo/seed-demonstration-city.ts'
import { openServices } from '../issuer/services.ts'
import { generateKeyEncryptionKey } from '../shared/node/kms/key-encryption.ts'
import { createLogger } from '../shared/node/logger.ts'
import { startPostgres } from '../test/support/postgres-server.ts'
import { type Benchmark, type Figure, figureOf, timeMs } from './measure.ts'

const rows = Number(process.env.BENCH_ROWS ?? 50_000)
const rounds = Number(process.env.BENCH_ROUNDS ?? 5)

/**
 * A list in CSV, read, awarded and signed at once as vc+jwt, on each database. The limit is what node:crypto signs on
 * one thread in the same round.
 */
export const bulkBenchmark: Benchmark = async (report) => {
  const figures: Record<string, Figure> = {}
  const sqliteFolder = await mkdtemp(join(tmpdir(), 'waymark-bench-'))
  figures.sqlite = await measure(
    sqliteFolder,
    (round) => join(sqliteFolder, `${round}.sqlite`),
    report,
  )
  await rm(sqliteFolder, { recursive: true })
  const server = await startPostgres()
  const folder = await mkdtemp(join(tmpdir(), 'waymark-bench-'))
  figures.postgres = await measure(folder, (round) => `${server.url}?schema=round_${round}`, report)
  await server.stop()
  await rm(folder, { recursive: true })
  return figures
}

async function measure(
  folder: string,
  databaseOf: (round: number) => string,
  report: (line: string) => void,
): Promise<Figure> {
  const ours: number[] = []
  const limits: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    limits.push(signaturesPerSecond())
    ours.push(await awardsPerSecond(folder, databaseOf(round), round))
    const memory = Math.round(process.memoryUsage().rss / 1_048_576)
    report(`round ${round}: ${Math.round(ours.at(-1) ?? 0)} awards/s, ${memory} MB`)
  }
  const sorted = limits.toSorted((a, b) => a - b)
  const limit = Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)
  return figureOf({ ours, limit, unit: 'awards/s; limit: raw signatures/s of one thread' })
}

async function awardsPerSecond(folder: string, database: string, round: number): Promise<number> {
  const clock = () => new Date()
  const services = await openServices(
    {
      publicUrl: 'https://city.example',
      ...{ host: '127.0.0.1', port: 0, database },
      agentDatabase: join(folder, `agent-${round}.sqlite`),
      keyEncryptionKey: generateKeyEncryptionKey(),
      walletUrl: 'https://wallet.example',
      cityName: { en: 'City', cy: 'Dinas' },
      ...{ demo: true, allowLoopbackHttp: false, statusTtlSeconds: 300, logLevel: 'silent' },
    },
    {
      clock,
      fetch: () => Promise.reject(new TypeError('nothing is fetched here')),
      logger: createLogger({ name: 'bench', level: 'silent' }),
    },
  )
  await seedDemonstrationCity(services)
  const lines = Array.from({ length: rows }, (_, at) => `p${at}@learner.example,Person ${at}`)
  const bytes = Buffer.from(['email,name', ...lines].join('\n'))
  const actor = { name: 'bench' }
  const ms = await timeMs(async () => {
    const draft = await readBulk(
      {
        ...{ provider: 'harbour-youth', badge: 'first-aid', delivery: 'download', notify: false },
        ...{ fileName: 'bench.csv', bytes },
      },
      actor,
      services,
    )
    if ('refused' in draft) throw new Error(draft.refused)
    await services.database.transact(async (tx) => {
      await keepBulk(tx, draft)
      await startBulk(tx, draft.bulk, { actor, at: clock().toISOString() })
    })
    await services.jobs.runDue()
    const { state } = await readProgress(services.database.reader, {
      ...draft.bulk,
      startedAt: clock().toISOString(),
    })
    if (state !== 'done') throw new Error(`the list is ${state}`)
  })
  await services.close()
  return (rows / ms) * 1_000
}

function signaturesPerSecond(): number {
  const { privateKey } = generateKeyPairSync('ed25519')
  const message = Buffer.alloc(2_700, 7)
  const start = performance.now()
  let count = 0
  while (performance.now() - start < 500) {
    sign(null, message, privateKey)
    count += 1
  }
  return (count / (performance.now() - start)) * 1_000
}
