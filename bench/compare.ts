import { type Figure, figureOf, timeMs } from './measure.ts'

/** One round of one side: its figure, in the unit of the comparison. */
export type Round = (round: number) => number | Promise<number>

export type Contest = {
  ours: Round
  /** Other people's code that does the same work. */
  peer?: Round
  /** What the machine does at best, without our code. */
  limit?: Round
  unit: string
  /** What it is called in what is reported. */
  name?: string
  /** Default 5. */
  rounds?: number
}

export const defaultRounds = Number(process.env.BENCH_ROUNDS ?? 5)

/**
 * Measures the sides by turns, and the other way round in every second round: the machine's load changes, and no side
 * has always the better moment. Figures are medians of the rounds, ratios those of the medians.
 */
export async function compare(
  { name, unit, rounds = defaultRounds, ...sides }: Contest,
  report: (line: string) => void,
): Promise<Figure> {
  const measured = { ours: [] as number[], peer: [] as number[], limit: [] as number[] }
  const order = (['limit', 'peer', 'ours'] as const).filter((side) => sides[side] !== undefined)
  for (let round = 0; round < rounds; round += 1) {
    for (const side of round % 2 === 0 ? order : order.toReversed()) {
      const figure = await sides[side]?.(round)
      if (figure !== undefined) measured[side].push(figure)
    }
    const told = order.map((side) => `${side} ${Math.round(measured[side].at(-1) ?? 0)}`)
    report(
      `${name === undefined ? '' : `${name}, `}round ${round + 1} of ${rounds}: ${told.join(', ')}`,
    )
  }
  const { ours, peer, limit } = measured
  return figureOf({
    ours,
    unit,
    ...(peer.length > 0 && { peer }),
    ...(limit.length > 0 && { limit }),
  })
}

/**
 * How often in a second of processor time `work` is done, by one who does it over and over for so long: other work on the
 * machine makes it take longer, not more. Collecting garbage and compiling count, whichever thread does them.
 */
export function ratePerSecond(work: () => unknown, milliseconds = 500): number {
  const spent = processorTime()
  let count = 0
  while (spent() < milliseconds) {
    work()
    count += 1
  }
  return (count / spent(true)) * 1_000
}

/** As ratePerSecond, for work that is waited for. */
export async function asyncRatePerSecond(
  work: () => Promise<unknown>,
  milliseconds = 500,
): Promise<number> {
  const spent = processorTime()
  let count = 0
  while (spent() < milliseconds) {
    await work()
    count += 1
  }
  return (count / spent(true)) * 1_000
}

/** Of a hundred times that `work` is done, the milliseconds by the clock of the slowest but one. */
export async function slowestOfHundred(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let count = 0; count < 100; count += 1) times.push(await timeMs(work))
  return times.sort((a, b) => a - b)[98] ?? Number.NaN
}

const lookEveryMilliseconds = 5

/** Milliseconds since now; asked of the system only now and then, because it takes a while to say. */
function processorTime(): (isExact?: boolean) => number {
  const start = process.cpuUsage()
  let looked = performance.now()
  let passed = 0
  return (isExact = false) => {
    const now = performance.now()
    if (!isExact && now - looked < lookEveryMilliseconds) return passed
    const { user, system } = process.cpuUsage(start)
    looked = now
    passed = (user + system) / 1_000
    return passed
  }
}
