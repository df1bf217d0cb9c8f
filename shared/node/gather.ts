import { setImmediate as afterOthers } from 'node:timers/promises'

export type Outcome<Answer> = { answer: Answer } | { error: unknown }

type Waiting<Asked, Answer> = {
  asked: Asked
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/** What a turn has to do: whatever waits when this is first called, and the same each time. */
export type Take<Asked> = () => readonly Asked[]

/**
 * Does together what is asked for at the same time: whatever comes before `work` takes it comes along, so a turn that
 * waits for the database grows meanwhile. One who asks alone does not wait.
 * @param options.work answers each of what it takes, in its order; what it throws is thrown to all of them
 */
export function createGatherer<Asked, Answer>(options: {
  work: (take: Take<Asked>) => Promise<readonly Outcome<Answer>[]>
  /** So many at a time at most. */
  most: number
  /** So many turns at a time: while one waits for the database, another computes. */
  mostTurns: number
}): (asked: Asked) => Promise<Answer> {
  const { work, most, mostTurns } = options
  const queue: Waiting<Asked, Answer>[] = []
  let turns = 0
  /** One turn has begun and taken nothing yet: it will take what comes. */
  let isTurnOpen = false

  function begin(): void {
    if (queue.length === 0 || isTurnOpen || turns >= mostTurns) return
    turns += 1
    isTurnOpen = true
    void answerTurn().finally(() => {
      turns -= 1
      begin()
    })
  }

  async function answerTurn(): Promise<void> {
    // requests whose bytes lie ready come along
    await afterOthers()
    let together: Waiting<Asked, Answer>[] | undefined
    const takeAll = () => {
      if (together === undefined) isTurnOpen = false
      together ??= queue.splice(0, most)
      return together
    }
    try {
      const outcomes = await work(() => takeAll().map(({ asked }) => asked))
      for (const [at, { resolve, reject }] of takeAll().entries()) {
        const outcome = outcomes[at] ?? { error: new Error('something asked for was not answered') }
        if ('error' in outcome) reject(outcome.error)
        else resolve(outcome.answer)
      }
    } catch (error) {
      for (const { reject } of takeAll()) reject(error)
    }
  }

  return (asked) =>
    new Promise((resolve, reject) => {
      queue.push({ asked, resolve, reject })
      begin()
    })
}
