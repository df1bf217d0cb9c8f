import { createGatherer, type Outcome } from '../../shared/node/gather.ts'
import { parseBadgeReference } from '../badges/achievement-id.ts'
import { awardIdOf } from './award.ts'
import { findAward } from './award-store.ts'
import {
  type AwardAnswered,
  type AwardAsked,
  type AwardTogetherPorts,
  awardTogether,
} from './award-together.ts'
import { createUuidSource } from './award-uuid.ts'
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
  const newId = createUuidSource(ports.clock)
  let waiting = 0
  const award = createGatherer<AwardAsked, AwardAnswered>({
    most: mostTogether,
    mostTurns: 2,
    work(take) {
      if (thread?.isOpen()) {
        return database.lend(() => thread.award(take())).catch(() => askAgain(take(), ports))
      }
      if (waiting >= busy) thread?.begin()
      return awardTogether(take, ports)
    },
  })
  return async (asked) => {
    waiting += 1
    try {
      return await award({ ...asked, id: newId() })
    } finally {
      waiting -= 1
    }
  }
}

/**
 * A thread that dies may have committed what it tells nobody any more. Each is answered with the award that was made, which
 * its id or its idempotency key tells, or with one that is made now.
 */
async function askAgain(
  asked: readonly AwardAsked[],
  ports: AwardTogetherPorts,
): Promise<Outcome<AwardAnswered>[]> {
  const made = await Promise.all(asked.map((one) => findMade(one, ports)))
  const left = asked.filter((_, at) => made[at] === undefined)
  const outcomes = left.length > 0 ? await awardTogether(() => left, ports) : []
  return asked.map(
    (one, at) =>
      made[at] ?? outcomes[left.indexOf(one)] ?? { error: new Error('an award was not answered') },
  )
}

async function findMade(
  { id, request, once }: AwardAsked,
  { database, publicUrl }: AwardTogetherPorts,
): Promise<Outcome<AwardAnswered> | undefined> {
  // under a key it is looked for anyway
  if (id === undefined || once !== undefined) return undefined
  try {
    const { provider } = parseBadgeReference(request.badge, publicUrl)
    const award = await findAward(database.reader, { provider, id })
    return award && { answer: { replayed: awardIdOf(award) } }
  } catch {
    // asked for again it says why, and makes no second award: the id is there once
    return undefined
  }
}
