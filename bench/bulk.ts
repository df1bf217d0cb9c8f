import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CredentialFormat } from '../shared/oid4vc/credential-format.ts'
import { startPostgres } from '../test/support/postgres-server.ts'
import { awardRoster, openSeededCity } from './bulk-city.ts'
import { compare, ratePerSecond } from './compare.ts'
import type { Benchmark, Figure } from './measure.ts'
import { insertRaw, readAwarded } from './raw-insert.ts'
import { openVeramo, type VeramoCity } from './veramo-issue.ts'

/** In each round, so that all rounds end in a few minutes; BENCH_ROWS=50000 for lists of the whole length. */
const rows = Number(process.env.BENCH_ROWS ?? 10_000)
const peerRows = 500

const formats = { '': 'jwt_vc_json', '.di': 'ldp_vc' } as const

/**
 * A list in CSV, read, awarded and signed at once as vc+jwt, and with eddsa-rdfc-2022, on each database. The limit is what the driver alone
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
  await measureBoth('sqlite', { folder, databaseOf: fileOf, peer: { file: fileOf('veramo') } })
  const server = await startPostgres()
  const databaseOf = (name: string) => `${server.url}?schema=${name}`
  await measureBoth('postgres', { folder, databaseOf, peer: { url: server.url } })
  await server.stop()
  await rm(folder, { recursive: true })
  return figures

  async function measureBoth(
    database: string,
    { peer, ...place }: Place & { peer: Parameters<typeof openVeramo>[0] },
  ): Promise<void> {
    const veramo = await openVeramo(peer)
    for (const [ending, format] of Object.entries(formats)) {
      const name = `${database}${ending}`
      figures[name] = await measure({ ...place, name, format, veramo }, report)
    }
    await veramo.close()
  }
}

type Place = { folder: string; databaseOf: (name: string) => string }

async function measure(
  given: Place & { name: string; format: CredentialFormat; veramo: VeramoCity },
  report: (line: string) => void,
): Promise<Figure> {
  const { name, format, folder, veramo } = given
  const databaseOf = (of: string) => given.databaseOf(`${format}_${of}`)
  const first = await openSeededCity({ folder, database: databaseOf('first') })
  await awardRoster(first, rows, format)
  const awarded = await readAwarded(first.database.reader)
  await first.close()
  return compare(
    {
      name,
      unit: 'awards/s; limit: raw driver insert of the same rows; peer: Veramo issue and save',
      async ours(round) {
        const services = await openSeededCity({ folder, database: databaseOf(`ours_${round}`) })
        const rate = await awardRoster(services, rows, format)
        await services.close()
        await forget(folder, `${format}_ours_${round}`)
        return rate
      },
      peer: () => veramo.award(peerRows),
      async limit(round) {
        const rate = await insertRaw(databaseOf(`raw_${round}`), awarded)
        await forget(folder, `${format}_raw_${round}`)
        return rate
      },
    },
    report,
  )
}

/** What SQLite wrote: a round fills hundreds of megabytes. */
async function forget(folder: string, name: string): Promise<void> {
  for (const end of ['', '-wal', '-shm']) {
    await rm(join(folder, `${name}.sqlite${end}`), { force: true })
  }
}
