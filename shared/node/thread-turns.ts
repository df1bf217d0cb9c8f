import { setImmediate as afterOthers, setTimeout as wait } from 'node:timers/promises'

/** What is over sooner than this holds nobody up. */
const briefMilliseconds = 5
const longestPauseMilliseconds = 250

export type TakeTurn = (begin: () => void) => Promise<void>

/**
 * Takes turns at long work that keeps the thread to itself: one piece at a time, in the order of asking, and after each
 * the thread is left for as long as the piece took to whoever else waits for it. Who has many pieces asks for one
 * turn after another, so that nobody's hundred come before another's one.
 * @param now milliseconds that only grow
 */
export function createThreadTurns(now: () => number): TakeTurn {
  let last = Promise.resolve()
  return (begin) => {
    const turn = last.then(() => run(begin, now))
    last = turn.then(
      (pause) => pause(),
      () => afterOthers(),
    )
    return turn.then(() => undefined)
  }
}

/** @returns how the next in line has to wait */
async function run(begin: () => void, now: () => number): Promise<() => Promise<void>> {
  const from = now()
  begin()
  // what it begins goes on by itself until it waits for something
  await afterOthers()
  const took = now() - from
  if (took < briefMilliseconds) return () => Promise.resolve()
  return () => wait(Math.min(took, longestPauseMilliseconds))
}

/** Once whoever else waits for the thread had it. */
export const nextTurn = (): Promise<unknown> => afterOthers()

/** The turns of this process: its thread is one. */
const takeTurn: TakeTurn = createThreadTurns(() => performance.now())

/** Works at each in a turn of its own; what they wait for, they wait for side by side. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
  take: TakeTurn = takeTurn,
): Promise<Result[]> {
  const running: Promise<Result>[] = []
  for (const [index, item] of items.entries()) {
    await take(() => {
      const result = work(item, index)
      // one that fails before all have begun is told of by the last line
      result.catch(() => undefined)
      running.push(result)
    })
  }
  return Promise.all(running)
}
