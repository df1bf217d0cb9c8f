import { createGatherer, type Outcome } from '../../shared/node/gather.ts'
import {
  type AwardAnswered,
  type AwardAsked,
  type AwardTogetherPorts,
  awardTogether,
} from './award-together.ts'
import type { AwardingThread } from './open-awarding-thread.ts'

/** Few enough to be done in some milliseconds: while these are written, others that wait are read and answered. */
const mostTogether = 32

/** So many at a moment make the thread worth its memory. */
const busy = 16

/**
 * Awards a badge, in one unit with whatever other awards are asked for at that moment: a commit and a statement for
 * each table cost little more for many than for one. Nobody is answered before the commit, and what is wrong with one
 * request is told to that one alone.
 */
export function gatherAwards(
  ports: AwardTogetherPorts & { awardingThread?: AwardingThread | undefined },
): (asked: AwardAsked) => Promise<AwardAnswered> {
  const { database, awardingThread: thread } = ports
  let waiting = 0
  const award = createGatherer<AwardAsked, AwardAnswered>({
    most: mostTogether,
    mostTurns: 2,
    work(take) {
      if (thread?.isOpen()) {
        return database
          .lend(() => thread.award(take()))
          .catch((error: unknown) => askAgain(take(), { error }, ports))
      }
      if (waiting >= busy) thread?.begin()
      return awardTogether(take, ports)
    },
  })
  return async (asked) => {
    waiting += 1
    try {
      return await award(asked)
    } finally {
      waiting -= 1
    }
  }
}

/**
 * A thread that dies may have committed what it tells nobody any more. Who gave an idempotency key is answered all the
 * same: with the award that was made, or with one that is made now.
 */
async function askAgain(
  asked: readonly AwardAsked[],
  lost: Outcome<AwardAnswered>,
  ports: AwardTogetherPorts,
): Promise<Outcome<AwardAnswered>[]> {
  const repeatable = asked.filter(({ once }) => once !== undefined)
  const outcomes = repeatable.length > 0 ? await awardTogether(() => repeatable, ports) : []
  return asked.map((one) => outcomes[repeatable.indexOf(one)] ?? lost)
}
