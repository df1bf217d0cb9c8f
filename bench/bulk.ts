import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../test/support/postgres-server.ts'
import { awardRoster, openSeededCity } from './bulk-city.ts'
import { compare, ratePerSecond } from './compare.ts'
import type { Benchmark, Figure } from './measure.ts'
import { insertRaw, readAwarded } from './raw-insert.ts'
import { openVeramo } from './veramo-issue.ts'

/** In each round, so that all rounds end in a few minutes; BENCH_ROWS=50000 for lists of the whole length. */
const rows = Number(process.env.BENCH_ROWS ?? 10_000)
const peerRows = 500

/**
 * A list in CSV, read, awarded and signed at once as vc+jwt, on each database. The limit is what the driver alone
 * inserts of the same rows, with the same indices and durability; the peer is Veramo, on 500.
 */
export const bulkBenchmark: Benchmark = async (report) => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const message = Buffer.alloc(4_000, 7)
  const signed = ratePerSecond(() => sign(null, message, privateKey))
  report(`raw signatures of one thread: ${Math.round(signed)}/s; rounds of ${rows} rows`)

  const figures: Record<string, Figure> = {}
  const folder = await mkdtemp(join(tmpdir(), 'waymark-bench-'))
  const fileOf = (name: string) => join(folder, `${name}.sqlite`)
  figures.sqlite = await measure(
    { name: 'sqlite', folder, databaseOf: fileOf, peer: { file: fileOf('veramo') } },
    report,
  )
  const server = await startPostgres()
  const databaseOf = (name: string) => `${server.url}?schema=${name}`
  figures.postgres = await measure(
    { name: 'postgres', folder, databaseOf, peer: { url: server.url } },
    report,
  )
  await server.stop()
  await rm(folder, { recursive: true })
  return figures
}

async function measure(
  given: {
    name: string
    folder: string
    databaseOf: (name: string) => string
    peer: Parameters<typeof openVeramo>[0]
  },
  report: (line: string) => void,
): Promise<Figure> {
  const { name, folder, databaseOf } = given
  const first = await openSeededCity({ folder, database: databaseOf('first') })
  await awardRoster(first, rows)
  const awarded = await readAwarded(first.database.reader)
  await first.close()
  const veramo = await openVeramo(given.peer)
  const figure = await compare(
    {
      name,
      unit: 'awards/s; limit: raw driver insert of the same rows; peer: Veramo issue and save',
      async ours(round) {
        const services = await openSeededCity({ folder, database: databaseOf(`ours_${round}`) })
        const rate = await awardRoster(services, rows)
        await services.close()
        await forget(folder, `ours_${round}`)
        return rate
      },
      peer: () => veramo.award(peerRows),
      async limit(round) {
        const rate = await insertRaw(databaseOf(`raw_${round}`), awarded)
        await forget(folder, `raw_${round}`)
        return rate
      },
    },
    report,
  )
  await veramo.close()
  return figure
}

/** What SQLite wrote: a round fills hundreds of megabytes. */
async function forget(folder: string, name: string): Promise<void> {
  for (const end of ['', '-wal', '-shm']) {
    await rm(join(folder, `${name}.sqlite${end}`), { force: true })
  }
}
