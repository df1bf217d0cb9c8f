import { randomUUID } from 'node:crypto'
import { type Did, parseDid } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { audit } from '../log/audit.ts'
import { cityItself } from '../log/audit-entry.ts'
import {
  addRecognition,
  findRecognition,
  endRecognition as keepEnd,
  type RecognitionRow,
} from './recognition-store.ts'
import { noteTrustChange } from './trust-version.ts'

/**
 * Lets the word of another city count, from now on: its accreditations then stand under this city's name, with that
 * route shown.
 * @throws AppError did_malformed, request_malformed
 */
export async function recogniseCity(
  tx: Transaction,
  input: {
    city: string
    name: string
    until?: string | undefined
    achievements?: readonly string[] | undefined
    ownDid: string
    actor: Actor
    at: string
  },
): Promise<RecognitionRow> {
  const { name, until, achievements, actor, at } = input
  const city = assertRecognisable(input)
  const untilAt = until === undefined ? null : new Date(until).toISOString()
  const row: RecognitionRow = {
    id: randomUUID(),
    city,
    name,
    fromAt: at,
    untilAt,
    achievements: achievements === undefined ? null : JSON.stringify(achievements),
    createdAt: at,
  }
  await addRecognition(tx, row)
  await note(tx, { row, actor, action: 'recognition.given', at })
  return row
}

/** @throws AppError did_malformed, request_malformed */
export function assertRecognisable(input: {
  city: string
  until?: string | undefined
  ownDid: string
  at: string
}): Did {
  const { until, ownDid, at } = input
  const city = parseDid(input.city)
  if (city === ownDid) throw new AppError('request_malformed', 'city: this is the city itself')
  if (until !== undefined && new Date(until).toISOString() <= at) {
    throw new AppError('request_malformed', 'until: must be in the future')
  }
  return city
}

/**
 * From now on the other city's word no longer counts. One that has ended stays as it is.
 * @throws AppError not_found
 */
export async function endRecognition(
  tx: Transaction,
  input: { id: string; actor: Actor; at: string },
): Promise<void> {
  const { id, actor, at } = input
  const row = await findRecognition(tx, id)
  if (row === undefined) throw unknownRecognition()
  if (row.untilAt !== null && row.untilAt <= at) return
  await keepEnd(tx, { id, untilAt: at })
  await note(tx, { row, actor, action: 'recognition.ended', at })
}

export function unknownRecognition(): AppError {
  return new AppError('not_found', 'There is no such recognition')
}

async function note(
  tx: Transaction,
  event: {
    row: RecognitionRow
    actor: Actor
    action: 'recognition.given' | 'recognition.ended'
    at: string
  },
): Promise<void> {
  const { row, actor, action, at } = event
  await audit(tx, { provider: cityItself, actor: actor.name, action, subject: row.id, at })
  await noteTrustChange(tx)
}
