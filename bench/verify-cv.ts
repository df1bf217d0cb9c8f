import { availableParallelism } from 'node:os'
import { workBeside } from '../shared/node/work-beside.ts'
import { asyncRatePerSecond, clockRatePerSecond, compare, slowestOfHundred } from './compare.ts'
import { type CvContest, type CvRound, openCvContest, type Rate } from './cv-contest.ts'
import type { Benchmark, Figure } from './measure.ts'

const byClock = `CVs verified in a second by the clock, ${availableParallelism()} cores`
const counts = [10, 50] as const
const formats = ['di', 'jwt'] as const
const beside = { beside: workBeside }

/**
 * CVs of badges by ten issuers: who holds them, and of each badge every check. As an application does it, by the clock,
 * with the signatures beside the rest; and `alone` in one thread by processor time. Veramo knows one thread. `cold`:
 * every key and list is fetched first; `apart`: a presentation for each badge; `slowest`: what 99 of 100 CVs take at
 * most.
 */
export const verifyCvBenchmark: Benchmark = async (report) => {
  const figures: Record<string, Figure> = {}

  async function measure(
    name: string,
    contest: CvContest,
    round: CvRound,
    rate: Rate,
    unit: string,
  ) {
    await rate(round)
    const ours = () => rate(round)
    const peer = () => rate(contest.peer)
    figures[name] = await compare({ name, ours, peer, limit: contest.limit(rate), unit }, report)
  }

  for (const count of counts) {
    const contest = await openCvContest(count, false)
    const apart = await openCvContest(count, true)
    for (const format of formats) {
      const name = `${format}.${count}`
      const kept = contest.verify(format, beside)
      const cold = contest.verifyCold(format, beside)
      const alone = contest.verify(format, {})
      const each = apart.verify(format, beside)
      const aloneUnit = 'CVs verified in a second of processor time, keys and lists kept'
      const keptUnit = `${byClock}, keys and lists kept`
      await measure(name, contest, kept, clockRatePerSecond, keptUnit)
      await measure(`${name}.alone`, contest, alone, asyncRatePerSecond, aloneUnit)
      await measure(`${name}.cold`, contest, cold, clockRatePerSecond, `${byClock}, all fetched`)
      await measure(`${name}.apart`, apart, each, clockRatePerSecond, `${keptUnit}, one each`)
      const slowest = { name: `${name}.slowest`, ours: () => slowestOfHundred(kept) }
      const unit = 'milliseconds that 99 of 100 CVs take at most, one after another'
      figures[slowest.name] = await compare({ ...slowest, unit }, report)
    }
  }
  return figures
}
