import { In } from 'typeorm'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import { askEntity } from '../asks/ask-store.ts'
import { forgetRetries } from '../continuity/retries.ts'
import { requestEntity } from '../requests/request-schema.ts'
import { foundBy } from './candidate-rows.ts'
import {
  type CandidateRow,
  candidateEntities,
  candidateEntity,
  candidateKeyEntity,
  earlierCheckEntity,
  evidenceEntity,
  holderEntity,
  presentedEntity,
} from './candidate-schema.ts'
import { type KeepingPorts, openCandidateSeal } from './candidate-seal.ts'
import { makeCandidate } from './make-candidate.ts'

/**
 * Two candidates turn out to be one person: what the second sent is the first's from now on, under the first's key,
 * and is deleted no later than either was told; `later` is for who sent more, and was told when.
 * @throws AppError not_found, conflict where they are of different vacancies or the same
 */
export async function joinCandidates(
  tx: Transaction,
  {
    organisation,
    id,
    otherId,
    keepUntil = 'earlier',
  }: { organisation: string; id: string; otherId: string; keepUntil?: 'earlier' | 'later' },
  { keyEncryptionKey }: Pick<KeepingPorts, 'keyEncryptionKey'>,
): Promise<void> {
  const one = await getRow(tx, organisation, id)
  const other = await getRow(tx, organisation, otherId)
  if (id === otherId || one.vacancyId !== other.vacancyId) {
    throw new AppError('conflict', 'Only two candidates of the same vacancy can be one person')
  }
  const evidence = await tx.findBy(evidenceEntity, { organisation, candidateId: otherId })
  const ids = evidence.map((row) => row.id)
  await moveEvidence(tx, { organisation, from: otherId, to: id, ids }, keyEncryptionKey)
  const statedName = one.statedName ?? other.statedName
  const isReceived = [one.state, other.state].includes('received')
  await tx.update(
    candidateEntity,
    { organisation, id },
    {
      statedName,
      contact: one.contact ?? other.contact,
      foundBy: foundBy(one.pseudonym, statedName),
      state: isReceived ? 'received' : one.state,
      receivedAt: later(one.receivedAt, other.receivedAt),
      deleteAfter: (keepUntil === 'later' ? later : earlier)(one.deleteAfter, other.deleteAfter),
    },
  )
  const others = { organisation, candidateId: otherId }
  await tx.update(askEntity, others, { candidateId: id })
  await tx.update(requestEntity, others, { candidateId: id })
  await tx.delete(candidateKeyEntity, { organisation, candidateId: otherId })
  await tx.delete(candidateEntity, { organisation, id: otherId })
}

/**
 * What was taken for one person's is another's: those things become a new candidate's.
 * @throws AppError not_found, conflict where nothing would be left
 */
export async function partEvidence(
  tx: Transaction,
  parting: { organisation: string; id: string; evidenceIds: readonly string[]; at: Date },
  ports: KeepingPorts,
): Promise<CandidateRow> {
  const { organisation, id, evidenceIds, at } = parting
  const one = await getRow(tx, organisation, id)
  const all = await tx.findBy(evidenceEntity, { organisation, candidateId: id })
  const chosen = all.filter((row) => evidenceIds.includes(row.id))
  if (chosen.length === 0) throw new AppError('not_found', 'There is no such evidence')
  if (chosen.length === all.length) {
    throw new AppError('conflict', 'Leave something with this candidate')
  }
  const { deleteAfter, vacancyId } = one
  const parted = await makeCandidate(
    tx,
    { organisation, at, deleteAfter, ...(vacancyId !== null && { vacancyId }) },
    ports,
  )
  const ids = chosen.map((row) => row.id)
  await moveEvidence(tx, { organisation, from: id, to: parted.id, ids }, ports.keyEncryptionKey)
  const receivedAt = chosen.map((row) => row.receivedAt).reduce(later)
  const changes = { state: 'received', receivedAt }
  await tx.update(candidateEntity, { organisation, id: parted.id }, changes)
  return { ...parted, ...changes }
}

async function moveEvidence(
  tx: Transaction,
  move: { organisation: string; from: string; to: string; ids: readonly string[] },
  keyEncryptionKey: KeepingPorts['keyEncryptionKey'],
): Promise<void> {
  const { organisation, from, to, ids } = move
  const sealOf = (candidateId: string) =>
    openCandidateSeal(tx, { organisation, candidateId }, keyEncryptionKey)
  const [old, own] = [await sealOf(from), await sealOf(to)]
  for (const evidenceId of ids) {
    const where = { organisation, evidenceId }
    const row = await tx.findOneBy(presentedEntity, where)
    if (row === null) continue
    const sealed = own.seal(evidenceId, old.open(evidenceId, row.sealed))
    await tx.update(presentedEntity, where, { candidateId: to, sealed })
  }
  const theirs = { organisation, evidenceId: In([...ids]) }
  await tx.update(evidenceEntity, { organisation, id: In([...ids]) }, { candidateId: to })
  await tx.update(earlierCheckEntity, theirs, { candidateId: to })
  await tx.update(holderEntity, theirs, { candidateId: to })
}

/**
 * Deletes candidates with all that is kept of them. Whoever deletes has the database scrubbed after the unit
 * (`candidateEntities` are the tables).
 * @returns the ids of the evidence that is gone
 */
export async function deleteCandidates(
  tx: Transaction,
  { organisation, ids }: { organisation: string; ids: readonly string[] },
): Promise<string[]> {
  const candidateId = In([...ids])
  const evidence = await tx.find(evidenceEntity, {
    select: { id: true },
    where: { organisation, candidateId },
    order: { id: 'ASC' },
  })
  for (const entity of candidateEntities) {
    const where = entity === candidateEntity ? { id: candidateId } : { candidateId }
    await tx.delete(entity, { organisation, ...where })
  }
  await forgetRetries(
    tx,
    evidence.map(({ id }) => id),
  )
  return evidence.map(({ id }) => id)
}

async function getRow(tx: Transaction, organisation: string, id: string): Promise<CandidateRow> {
  const row = await tx.findOneBy(candidateEntity, { organisation, id })
  if (row !== null) return row
  throw new AppError('not_found', 'There is no such candidate, or no longer')
}

function later(one: string, other: string): string {
  return one > other ? one : other
}

function earlier(one: string, other: string): string {
  return one < other ? one : other
}
