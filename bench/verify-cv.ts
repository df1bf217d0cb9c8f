import { asyncRatePerSecond, compare, slowestOfHundred } from './compare.ts'
import { openCvContest } from './cv-contest.ts'
import type { Benchmark, Figure } from './measure.ts'

const unit = 'CVs verified in a second of processor time'
const counts = [10, 50] as const
const formats = ['di', 'jwt'] as const

/**
 * CVs of badges by ten issuers: who holds them, and of each badge every check, in one thread. `cold`: every key and list
 * is fetched first; `apart`: a presentation for each badge; `slowest`: what 99 of 100 CVs take at most, by the clock.
 */
export const verifyCvBenchmark: Benchmark = async (report) => {
  const figures: Record<string, Figure> = {}
  for (const count of counts) {
    const contest = await openCvContest(count, false)
    const apart = await openCvContest(count, true)
    for (const format of formats) {
      const name = `${format}.${count}`
      const kept = contest.verify(format)
      for (const [as, round, { peer, limit }] of [
        [name, kept, contest],
        [`${name}.cold`, contest.verifyCold(format), contest],
        [`${name}.apart`, apart.verify(format), apart],
      ] as const) {
        await asyncRatePerSecond(round)
        const sides = {
          ours: () => asyncRatePerSecond(round),
          peer: () => asyncRatePerSecond(peer),
          limit: limit(format, asyncRatePerSecond),
        }
        figures[as] = await compare({ name: as, ...sides, unit }, report)
      }
      figures[`${name}.slowest`] = await compare(
        {
          name: `${name}.slowest`,
          ours: () => slowestOfHundred(kept),
          unit: 'milliseconds that 99 of 100 CVs take at most, one after another',
        },
        report,
      )
    }
  }
  return figures
}
