/** One line of a benchmark: ours against a peer or a limit of the same run. */
export type Figure = {
  ours: number
  /** What else was measured beside, in the same unit. */
  peer?: number
  limit?: number
  unit: string
  ratioToPeer?: number
  ratioToLimit?: number
  /** Lowest and highest of the rounds. */
  spread: [number, number]
}

export type Benchmark = (report: (line: string) => void) => Promise<Record<string, Figure>>

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function figureOf(input: {
  ours: readonly number[]
  peer?: readonly number[]
  /** Measured, or a figure to be kept. */
  limit?: number | readonly number[]
  unit: string
}): Figure {
  const { unit } = input
  const ours = round(median(input.ours))
  const peer = input.peer && round(median(input.peer))
  const limit = typeof input.limit === 'object' ? round(median(input.limit)) : input.limit
  return {
    ours,
    unit,
    spread: [round(Math.min(...input.ours)), round(Math.max(...input.ours))],
    ...(peer !== undefined && { peer, ratioToPeer: round(ours / peer) }),
    ...(limit !== undefined && { limit, ratioToLimit: round(ours / limit) }),
  }
}

export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function round(value: number): number {
  return Number(value.toPrecision(4))
}
