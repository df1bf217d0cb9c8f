import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { compare } from './compare.ts'
import type { Benchmark } from './measure.ts'

const few = 50_000
const many = 200_000

/** What B4 takes of memory: of a process that does nothing else, with its threads, as the system saw it at most. */
export const memoryBenchmark: Benchmark = async (report) => {
  const unit = `MB at most for ${many} rows in lists of ${few}; peer: for ${few} rows`
  const figure = await compare(
    { unit, rounds: 2, ours: () => peakOf(many), peer: () => peakOf(few), limit: () => 400 },
    report,
  )
  return { '': figure }
}

async function peakOf(rows: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-bench-'))
  const place = JSON.stringify({ folder, database: join(folder, 'city.sqlite') })
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./bulk-process.js', import.meta.url)), place, String(rows)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const told = await text(child.stdout)
  await rm(folder, { recursive: true })
  return Number(told)
}
