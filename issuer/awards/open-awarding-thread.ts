import { AppError } from '../../shared/errors/app-error.ts'
import type { Outcome } from '../../shared/node/gather.ts'
import { createWorkerPool, type WorkerPool } from '../../shared/node/workers/worker-pool.ts'
import type { AppendPortion } from '../log/append-portion.ts'
import type { AwardAnswered, AwardAsked } from './award-together.ts'
import type { AwardingPlace, AwardingTask, ToldOutcome } from './awarding-thread.ts'

export type AwardingThread = {
  /** Begins the thread, which takes a second; until it is open, awards are made in this one. */
  begin(): void
  isOpen(): boolean
  /** In the order of what is asked. Whoever calls it has lent the database. */
  award(asked: readonly AwardAsked[]): Promise<Outcome<AwardAnswered>[]>
  /** Seals what was awarded. Whoever calls it has lent the database. */
  append: AppendPortion
  /** As the database does; nobody has to lend it. */
  backfill(): Promise<void>
  close(): Promise<void>
}

const module = new URL('./awarding-thread.js', import.meta.url)

/** For the awards of a unit, so that what ends with it is not copied first. */
const youngGenerationMb = 16
/** Longer than a unit may take: whoever lent the database waits for a thread that hangs. */
const longestMs = 120_000

export function openAwardingThread(
  place: AwardingPlace,
  {
    clock,
    pool = createWorkerPool({ module, threads: 1, youngGenerationMb, longestMs }),
  }: { clock: () => Date; pool?: WorkerPool<AwardingTask, string> },
): AwardingThread {
  let opening: Promise<void> | undefined
  let isOpen = false

  async function award(asked: readonly AwardAsked[]): Promise<Outcome<AwardAnswered>[]> {
    const task = { place, now: clock().getTime(), asked: JSON.stringify(asked) }
    // sound: written by the thread
    return (JSON.parse(await pool.run(task)) as ToldOutcome<AwardAnswered>[]).map(outcomeOf)
  }

  return {
    begin() {
      opening ??= award([]).then(
        () => {
          isOpen = true
        },
        () => {
          // the next busy moment tries again
          opening = undefined
        },
      )
    },
    isOpen: () => isOpen,
    award,
    async append(portion, { node, now }) {
      const task = { place, now: now.getTime(), append: portion, node }
      // sound: written by the thread
      const told = JSON.parse(await pool.run(task)) as ToldOutcome<number | 'elsewhere'>
      const outcome = outcomeOf(told)
      if ('error' in outcome) throw outcome.error
      return outcome.answer
    },
    async backfill() {
      await pool.run({ place, backfill: true })
    },
    async close() {
      await opening
      // a thread that died has nothing open, and what else there is has to be closed
      if (isOpen) await pool.run('close').catch(() => undefined)
      await pool.close()
    },
  }
}

function outcomeOf<Answer>(told: ToldOutcome<Answer>): Outcome<Answer> {
  if ('answer' in told) return told
  if ('bug' in told) return { error: new Error(told.bug) }
  return { error: new AppError(told.code, told.message) }
}
