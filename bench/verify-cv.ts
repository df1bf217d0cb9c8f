import { availableParallelism } from 'node:os'
import { workBeside } from '../shared/node/work-beside.ts'
import { asyncRatePerSecond, clockRatePerSecond, compare, slowestOfHundred } from './compare.ts'
import {
  type CvContest,
  type CvFormat,
  type CvRound,
  openCvContest,
  type Rate,
} from './cv-contest.ts'
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
    { format, round, rate, unit }: { format: CvFormat; round: CvRound; rate: Rate; unit: string },
  ) {
    await rate(round)
    const ours = () => rate(round)
    const peer = () => rate(contest.peer)
    const limit = contest.limit(format, rate)
    figures[name] = await compare({ name, ours, peer, limit, unit }, report)
  }

  for (const count of counts) {
    const contest = await openCvContest(count, false)
    const apart = await openCvContest(count, true)
    for (const format of formats) {
      const name = `${format}.${count}`
      const kept = contest.verify(format, beside)
      const clocked = { format, rate: clockRatePerSecond, unit: `${byClock}, keys and lists kept` }
      await measure(name, contest, { ...clocked, round: kept })
      await measure(`${name}.alone`, contest, {
        format,
        round: contest.verify(format, {}),
        rate: asyncRatePerSecond,
        unit: 'CVs verified in a second of processor time, keys and lists kept',
      })
      await measure(`${name}.cold`, contest, {
        ...clocked,
        round: contest.verifyCold(format, beside),
        unit: `${byClock}, all fetched`,
      })
      await measure(`${name}.apart`, apart, {
        ...clocked,
        round: apart.verify(format, beside),
        unit: `${clocked.unit}, one each`,
      })
      const slowest = { name: `${name}.slowest`, ours: () => slowestOfHundred(kept) }
      const unit = 'milliseconds that 99 of 100 CVs take at most, one after another'
      figures[slowest.name] = await compare({ ...slowest, unit }, report)
    }
  }
  return figures
}
