import { availableParallelism, loadavg } from 'node:os'
import { bulkBenchmark } from './bulk.ts'
import { logBenchmark } from './log.ts'
import type { Benchmark, Figure } from './measure.ts'
import { statusBenchmark } from './status.ts'

/** npm run bench -- log status --json: those two; without names all. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  B4: bulkBenchmark,
  log: logBenchmark,
  status: statusBenchmark,
}

const words = process.argv.slice(2)
const names = words.filter((word) => !word.startsWith('--'))
const asJson = words.includes('--json')
const cores = availableParallelism()
const figures: Record<string, Figure> = {}
for (const [name, run] of Object.entries(benchmarks)) {
  if (names.length > 0 && !names.includes(name)) continue
  process.stderr.write(
    `${name}: load ${loadavg().map((load) => load.toFixed(1))}, ${cores} cores\n`,
  )
  const found = await run((line) => process.stderr.write(`${name}: ${line}\n`))
  for (const [key, figure] of Object.entries(found)) figures[`${name}.${key}`] = figure
}
if (asJson) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
// biome-ignore lint/suspicious/noConsole: a table for people
else console.table(figures)
