import { In, IsNull } from 'typeorm'
import type { Transaction } from '../../shared/node/database/database.ts'
import { type CandidateRow, candidateEntity, holderEntity } from './candidate-schema.ts'

export type Sender = {
  organisation: string
  vacancyId?: string
  sessionHash?: string
  statedName?: string
}

/** Who sent something for the same vacancy before: with the same key, or from the same browser. */
export async function findSame(
  tx: Transaction,
  sender: Sender,
  holderHashes: readonly string[],
): Promise<CandidateRow | undefined> {
  return (await findByKey(tx, sender, holderHashes)) ?? findBySession(tx, sender)
}

async function findByKey(
  tx: Transaction,
  { organisation, vacancyId }: Sender,
  holderHashes: readonly string[],
): Promise<CandidateRow | undefined> {
  if (holderHashes.length === 0) return undefined
  const holders = await tx.find(holderEntity, {
    where: { organisation, holderHash: In([...holderHashes]) },
    take: 100,
  })
  if (holders.length === 0) return undefined
  const ids = [...new Set(holders.map(({ candidateId }) => candidateId))]
  return latest(tx, { organisation, vacancyId: vacancyId ?? IsNull(), id: In(ids) })
}

/** Several people may share a computer: another name is another person. */
async function findBySession(
  tx: Transaction,
  { organisation, vacancyId, sessionHash, statedName }: Sender,
): Promise<CandidateRow | undefined> {
  if (sessionHash === undefined) return undefined
  const where = { organisation, vacancyId: vacancyId ?? IsNull(), sessionHash }
  const found = await latest(tx, where)
  const isNamed = statedName !== undefined && (found?.statedName ?? null) !== null
  return isNamed && found?.statedName !== statedName ? undefined : found
}

/** Nobody joins somebody of whom nothing counts. */
async function latest(tx: Transaction, where: object): Promise<CandidateRow | undefined> {
  const found = await tx.findOne(candidateEntity, {
    where: { ...where, state: 'received' },
    order: { receivedAt: 'DESC', id: 'DESC' },
  })
  return found ?? undefined
}
