import { EntitySchema } from 'typeorm'
import { z } from 'zod'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'

/** The city lets the word of another city count as its own. */
export type RecognitionRow = {
  id: string
  /** DID of the other city. */
  city: string
  name: string
  fromAt: string
  untilAt: string | null
  /** JSON: the achievement ids that it covers; nothing where it covers all. */
  achievements: string | null
  createdAt: string
}

export const recognitionEntity = new EntitySchema<RecognitionRow>({
  name: 'recognition',
  columns: {
    id: { type: 'varchar', primary: true },
    city: { type: 'varchar' },
    name: { type: 'varchar' },
    fromAt: { type: 'varchar', name: 'from_at' },
    untilAt: { type: 'varchar', name: 'until_at', nullable: true },
    achievements: { type: 'text', nullable: true },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

export async function listRecognitions(reader: Reader): Promise<RecognitionRow[]> {
  return reader.find(recognitionEntity, { order: { createdAt: 'ASC', id: 'ASC' } })
}

export async function findRecognition(
  reader: Reader,
  id: string,
): Promise<RecognitionRow | undefined> {
  return (await reader.findOneBy(recognitionEntity, { id })) ?? undefined
}

export async function addRecognition(tx: Transaction, row: RecognitionRow): Promise<void> {
  await tx.insert(recognitionEntity, row)
}

export async function endRecognition(
  tx: Transaction,
  { id, untilAt }: Pick<RecognitionRow, 'id'> & { untilAt: string },
): Promise<void> {
  await tx.update(recognitionEntity, { id }, { untilAt })
}

export function achievementsOf({
  achievements,
}: Pick<RecognitionRow, 'achievements'>): string[] | undefined {
  return achievements === null ? undefined : z.array(z.string()).parse(JSON.parse(achievements))
}
