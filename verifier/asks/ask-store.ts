import { EntitySchema } from 'typeorm'
import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader, Schema, Transaction } from '../../shared/node/database/database.ts'
import type { Need } from '../../shared/skills/need.ts'
import { recordAudit } from '../audit/audit.ts'
import { AskCandidates1795526200555 } from '../migrations/ask-candidates.ts'
import type { Ask } from './ask.ts'

/** Lists are JSON. */
export type AskRow = Omit<Ask, 'needs' | 'trustedCities'> & {
  needs: string
  trustedCities: string | null
}

const key = { type: 'varchar', primary: true } as const
const word = { type: 'varchar' } as const

export const askEntity = new EntitySchema<AskRow>({
  name: 'candidate_ask',
  tableName: 'candidate_ask',
  columns: {
    organisation: key,
    id: key,
    candidateId: { ...word, name: 'candidate_id' },
    code: word,
    title: word,
    purpose: word,
    needs: { type: 'text' },
    trustedCities: { type: 'text', name: 'trusted_cities', nullable: true },
    retentionDays: { type: 'integer', name: 'retention_days' },
    createdAt: { ...word, name: 'created_at' },
    expiresAt: { ...word, name: 'expires_at' },
  },
})

export const askSchema: Schema = {
  entities: [askEntity],
  migrations: [AskCandidates1795526200555],
}

export async function keepAsk(tx: Transaction, made: Ask, actor: string): Promise<void> {
  const { needs, trustedCities, ...ask } = made
  await tx.insert(askEntity, {
    ...ask,
    needs: JSON.stringify(needs),
    trustedCities: trustedCities === undefined ? null : JSON.stringify(trustedCities),
  })
  const { organisation, candidateId: subject, createdAt: at } = made
  await recordAudit(tx, { organisation, actor, action: 'candidate.asked', subject, at })
}

/** @throws AppError not_found */
export async function withdrawAsk(
  tx: Transaction,
  ask: Pick<Ask, 'organisation' | 'candidateId' | 'id'>,
  { actor, at }: { actor: string; at: Date },
): Promise<void> {
  const { affected } = await tx.delete(askEntity, ask)
  if (affected !== 1) throw new AppError('not_found', 'There is no such ask, or no longer')
  const { organisation, candidateId: subject } = ask
  const action = 'candidate.ask-withdrawn'
  await recordAudit(tx, { organisation, actor, action, subject, at: at.toISOString() })
}

/** The newest first. */
export async function listAsks(
  reader: Reader,
  { organisation, candidateId }: Pick<Ask, 'organisation' | 'candidateId'>,
): Promise<Ask[]> {
  const rows = await reader.find(askEntity, {
    where: { organisation, candidateId },
    order: { createdAt: 'DESC', id: 'ASC' },
    take: 20,
  })
  return rows.map(askOf)
}

export async function findAskByCode(reader: Reader, code: string): Promise<Ask | undefined> {
  const row = await reader.findOneBy(askEntity, { code })
  return row === null ? undefined : askOf(row)
}

function askOf({ needs, trustedCities, ...row }: AskRow): Ask {
  return {
    ...row,
    // keepAsk() wrote both; nothing else writes this table
    needs: JSON.parse(needs) as Need[],
    ...(trustedCities !== null && { trustedCities: JSON.parse(trustedCities) as Did[] }),
  }
}
