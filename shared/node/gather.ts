import { setImmediate as afterOthers } from 'node:timers/promises'

export type Outcome<Answer> = { answer: Answer } | { error: unknown }

type Waiting<Asked, Answer> = {
  asked: Asked
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/**
 * Does together what is asked for at the same time: whatever comes while `work` is under way waits for the next turn. One
 * who asks alone does not wait.
 * @param options.work answers each of what it is given, in its order; what it throws is thrown to all of them
 */
export function createGatherer<Asked, Answer>(options: {
  work: (asked: readonly Asked[]) => Promise<readonly Outcome<Answer>[]>
  /** So many at a time at most. */
  most: number
  /** So many turns at a time: while one waits for the database, another computes. */
  mostTurns: number
}): (asked: Asked) => Promise<Answer> {
  const { work, most, mostTurns } = options
  const queue: Waiting<Asked, Answer>[] = []
  let turns = 0

  async function workOn(): Promise<void> {
    turns += 1
    // requests whose bytes lie ready come along
    await afterOthers()
    while (queue.length > 0) await answer(queue.splice(0, most))
    turns -= 1
  }

  async function answer(together: readonly Waiting<Asked, Answer>[]): Promise<void> {
    try {
      const outcomes = await work(together.map(({ asked }) => asked))
      for (const [at, { resolve, reject }] of together.entries()) {
        const outcome = outcomes[at] ?? { error: new Error('something asked for was not answered') }
        if ('error' in outcome) reject(outcome.error)
        else resolve(outcome.answer)
      }
    } catch (error) {
      for (const { reject } of together) reject(error)
    }
  }

  return (asked) =>
    new Promise((resolve, reject) => {
      queue.push({ asked, resolve, reject })
      if (turns < mostTurns) void workOn()
    })
}
