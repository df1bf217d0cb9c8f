import type { KeyObject } from 'node:crypto'
import { type AppError, isAppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { DatabaseLocation } from '../../shared/node/database/location.ts'
import { openDatabase } from '../../shared/node/database/open-database.ts'
import type { Outcome } from '../../shared/node/gather.ts'
import { deriveWith } from '../../shared/node/kms/derive-bytes.ts'
import type { Worked } from '../../shared/node/workers/worker-pool.ts'
import { createMailSeal } from '../../shared/server/mail/mail-seal.ts'
import { createEnqueueMail } from '../../shared/server/mail/outbox.ts'
import { appendPortion, type Portion } from '../log/append-portion.ts'
import { createClaimSecrets } from '../oid4vci/claim-secrets.ts'
import { issuerSchema } from '../schema.ts'
import {
  type AwardAnswered,
  type AwardAsked,
  type AwardTogetherPorts,
  awardTogether,
} from './award-together.ts'

/** What a thread awards with: the database, and what the thread that answers requests would use. */
export type AwardingPlace = {
  database: DatabaseLocation
  publicUrl: string
  walletUrl: string
  /** What the installation derives from. */
  secret: KeyObject
  sendsMail: boolean
}

type Task = {
  place: AwardingPlace
  /** Milliseconds since 1970: the clock is that of who asks. */
  now: number
}

type AwardsTask = Task & {
  /** JSON: what is asked for. */
  asked: string
}

type SealingTask = Task & { append: Portion; node: string }

type BackfillTask = Pick<Task, 'place'> & { backfill: true }

export type AwardingTask = AwardsTask | SealingTask | BackfillTask | 'close'

export type ToldOutcome<Answer> =
  | { answer: Answer }
  | { code: AppError['code']; message: string }
  | { bug: string }

let opened: Promise<Database> | undefined

/**
 * Awards in a thread of its own, over a connection of its own, and seals what was awarded: one unit is five questions to the
 * database, and each answer would wait until the thread that answers requests had time for it.
 * @returns JSON: how each went, in their order; or how the sealing went
 */
export async function work(task: AwardingTask): Promise<Worked<string>> {
  if (task === 'close') {
    const database = await opened
    await database?.close()
    return { answer: '' }
  }
  if ('backfill' in task) {
    await (await open(task.place.database)).backfill()
    return { answer: '' }
  }
  if ('append' in task) {
    const { append, node, now, place } = task
    const by = { node, now: new Date(now) }
    const outcome = await open(place.database)
      .then((database) => appendPortion(append, by, database))
      .then(
        (answer) => ({ answer }),
        (error: unknown) => ({ error }),
      )
    return { answer: JSON.stringify(toldOf(outcome)) }
  }
  // sound: written by who asks
  const asked = JSON.parse(task.asked) as AwardAsked[]
  const outcomes = await awardAll(task, asked)
  return { answer: JSON.stringify(outcomes.map(toldOf)) }
}

async function awardAll(
  task: AwardsTask,
  asked: readonly AwardAsked[],
): Promise<Outcome<AwardAnswered>[]> {
  try {
    const ports = portsOf(task, await open(task.place.database))
    return asked.length === 0 ? [] : await awardTogether(() => asked, ports)
  } catch (error) {
    // who only begins the thread has to hear that it did not open
    if (asked.length === 0) throw error
    return asked.map(() => ({ error }))
  }
}

/** What did not open is opened again for the next task: the thread may have replaced one that died in an outage. */
async function open(location: DatabaseLocation): Promise<Database> {
  opened ??= openDatabase(location, issuerSchema, { connections: 2 })
  try {
    return await opened
  } catch (error) {
    opened = undefined
    throw error
  }
}

function portsOf({ place, now }: AwardsTask, database: Database): AwardTogetherPorts {
  const { publicUrl, walletUrl, secret, sendsMail } = place
  const derive = deriveWith(secret)
  const clock = () => new Date(now)
  return {
    ...{ database, publicUrl, walletUrl, clock },
    secrets: createClaimSecrets(derive),
    ...(sendsMail && {
      enqueueMail: createEnqueueMail({ mailSeal: createMailSeal(derive('mail')), clock }),
    }),
  }
}

function toldOf<Answer>(outcome: Outcome<Answer>): ToldOutcome<Answer> {
  if ('answer' in outcome) return outcome
  const { error } = outcome
  if (isAppError(error)) return { code: error.code, message: error.message }
  return { bug: error instanceof Error ? error.message : 'unknown' }
}
