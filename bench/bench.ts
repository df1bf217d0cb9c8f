import { availableParallelism, loadavg } from 'node:os'
import { benchmarks } from './benchmarks.ts'
import type { Figure } from './measure.ts'
import { tableOf } from './table.ts'

/**
 * npm run bench -- B4 log --json: those two, as one JSON object on standard output; without names all. The table and
 * how it goes are told on standard error.
 */
const words = process.argv.slice(2)
const names = words.filter((word) => !word.startsWith('--'))
const asJson = words.includes('--json')
const tell = (line: string) => void process.stderr.write(`${line}\n`)

const unknown = names.filter((name) => !(name in benchmarks))
if (unknown.length > 0) {
  tell(
    `There is no benchmark ${unknown.join(', ')}. There are ${Object.keys(benchmarks).join(', ')}.`,
  )
  process.exit(2)
}

// stopped half-way, it leaves nothing behind: what it made is deleted as it exits
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const figures: Record<string, Figure> = {}
for (const [name, load] of Object.entries(benchmarks)) {
  if (names.length > 0 && !names.includes(name)) continue
  const loads = loadavg().map((average) => average.toFixed(1))
  tell(`${name}: load ${loads.join(' ')}, ${availableParallelism()} cores, Node ${process.version}`)
  const run = await load()
  const found = await run((line) => tell(`${name}: ${line}`))
  for (const [key, figure] of Object.entries(found)) {
    figures[key === '' ? name : `${name}.${key}`] = figure
  }
}
tell(tableOf(figures))
if (asJson) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
