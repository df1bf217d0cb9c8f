import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createWorkerPool } from '../shared/node/workers/worker-pool.ts'
import { startPostgres } from '../test/support/postgres-server.ts'
import { awardRoster, openSeededCity, startRoster } from './bulk-city.ts'
import { compare, defaultRounds } from './compare.ts'
import type { Benchmark, Figure } from './measure.ts'
import type { SigningTask } from './signing-thread.ts'

/** Fewer than of B4, of which this is a dozen: all rounds end in a few minutes. */
const rows = Number(process.env.BENCH_ROWS ?? 12_000)
const rounds = Math.min(defaultRounds, 3)

/**
 * B4 on PostgreSQL with 1, 2 and 4 threads that sign, and by two processes: against itself with one thread. The limit is
 * what signing alone, in as many threads, does more than in one, times our rate with one.
 */
export const scaleOutBenchmark: Benchmark = async (report) => {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-bench-'))
  const server = await startPostgres()
  let schemas = 0
  const place = (threads: number) => {
    schemas += 1
    return { folder, database: `${server.url}?schema=scale_${schemas}`, threads }
  }
  const award = async (threads: number) => {
    const services = await openSeededCity(place(threads))
    const rate = await awardRoster(services, rows)
    await services.close()
    return rate
  }
  const awardByTwo = async () => {
    const shared = place(1)
    const services = await openSeededCity(shared)
    await startRoster(services, rows)
    const rate = (rows / (await byProcesses(2, JSON.stringify(shared)))) * 1_000
    await services.close()
    return rate
  }
  const figures: Record<string, Figure> = {}
  const sides = { '1': 1, '2': 2, '4': 4 } as const
  const unit = 'awards/s; peer: one thread; limit: one thread, times what raw signing gains'
  const scaled = async (threads: number, one: number) =>
    (one * (await signingRate(threads))) / (await signingRate(1))
  for (const [key, ours] of [
    ...Object.entries(sides).map(([name, threads]) => [name, threads] as const),
    ['processes', 2] as const,
  ]) {
    let one = Number.NaN
    figures[key] = await compare(
      {
        name: key,
        unit,
        rounds,
        peer: async () => {
          one = await award(1)
          return one
        },
        ours: () => (key === 'processes' ? awardByTwo() : award(ours)),
        limit: async () => {
          if (Number.isNaN(one)) one = await award(1)
          return scaled(ours, one)
        },
      },
      report,
    )
  }
  await server.stop()
  await rm(folder, { recursive: true })
  return figures
}

/** Batches of a thousand, as awarding signs them. */
async function signingRate(threads: number): Promise<number> {
  const module = new URL('./signing-thread.js', import.meta.url)
  const pool = createWorkerPool<SigningTask, number>({ module, threads })
  const { privateKey } = generateKeyPairSync('ed25519')
  const batch = () => pool.run({ count: 1_000, bytes: 3_600, privateKey })
  await Promise.all(Array.from({ length: threads }, batch))
  const batches = 2 * threads
  const start = performance.now()
  await Promise.all(Array.from({ length: batches }, batch))
  const rate = (batches * 1_000) / (performance.now() - start)
  await pool.close()
  return rate
}

/** @returns milliseconds from when all were ready until the last was done */
async function byProcesses(count: number, place: string): Promise<number> {
  const told = await Promise.all(
    Array.from({ length: count }, () => {
      const child = spawn(
        process.execPath,
        [fileURLToPath(new URL('./scale-process.js', import.meta.url)), place],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      return text(child.stdout)
    }),
  )
  // the first to begin does what there is while another still starts: both tell when they began and ended
  const spans = told.map((line) => line.split(' ').map(Number))
  if (spans.some(({ length }) => length < 2)) throw new Error('a process ended before its work')
  const begun = Math.min(...spans.map(([begin = 0]) => begin))
  return Math.max(...spans.map(([, end = 0]) => end)) - begun
}
