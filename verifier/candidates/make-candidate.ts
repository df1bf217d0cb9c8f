import { randomUUID } from 'node:crypto'
import type { Transaction } from '../../shared/node/database/database.ts'
import { foundBy } from './candidate-rows.ts'
import { type CandidateRow, candidateEntity } from './candidate-schema.ts'
import { type KeepingPorts, makeCandidateKey } from './candidate-seal.ts'
import { createPseudonym } from './pseudonym.ts'

export type NewCandidate = {
  organisation: string
  vacancyId?: string
  sessionHash?: string
  statedName?: string
  contact?: string
  at: Date
  deleteAfter: string
}

/** A candidate of whom nothing counts yet, with a pseudonym and a key of their own. */
export async function makeCandidate(
  tx: Transaction,
  given: NewCandidate,
  ports: KeepingPorts,
): Promise<CandidateRow> {
  const { organisation, vacancyId, sessionHash, statedName, contact, at, deleteAfter } = given
  const pseudonym = await freePseudonym(tx, organisation, ports)
  const row: CandidateRow = {
    organisation,
    id: randomUUID(),
    vacancyId: vacancyId ?? null,
    pseudonym,
    statedName: statedName ?? null,
    contact: contact ?? null,
    foundBy: foundBy(pseudonym, statedName ?? null),
    sessionHash: sessionHash ?? null,
    state: 'waiting',
    receivedAt: at.toISOString(),
    deleteAfter,
  }
  await tx.insert(candidateEntity, row)
  await makeCandidateKey(tx, { organisation, candidateId: row.id }, ports)
  return row
}

/** A million have four letters; where many are taken, a longer one. */
async function freePseudonym(
  tx: Transaction,
  organisation: string,
  { random }: KeepingPorts,
): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const pseudonym = createPseudonym(random, 4 + Math.floor(attempt / 4))
    if (!(await tx.exists(candidateEntity, { where: { organisation, pseudonym } }))) {
      return pseudonym
    }
  }
}
