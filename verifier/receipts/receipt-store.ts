import { EntitySchema } from 'typeorm'
import type { Database, Schema, Transaction } from '../../shared/node/database/database.ts'
import { CreatePresentationReceipt1771000000003 } from '../migrations/create-presentation-receipt.ts'

type ReceiptRow = { requestId: string; receipt: string }

export const receiptEntity = new EntitySchema<ReceiptRow>({
  name: 'presentation_receipt',
  tableName: 'presentation_receipt',
  columns: {
    requestId: { type: 'varchar', name: 'request_id', primary: true },
    receipt: { type: 'text' },
  },
})

export const receiptSchema: Schema = {
  entities: [receiptEntity],
  migrations: [CreatePresentationReceipt1771000000003],
}

export type ReceiptStore = ReturnType<typeof createReceiptStore>

/** Receipts as they were signed; each goes with its request. Whoever wants one for longer downloads it. */
export function createReceiptStore(database: Pick<Database, 'reader'>) {
  return {
    async insert(tx: Transaction, requestId: string, receipt: string): Promise<void> {
      await tx.insert(receiptEntity, { requestId, receipt })
    },
    async renew(tx: Transaction, requestId: string, receipt: string): Promise<void> {
      await tx.update(receiptEntity, { requestId }, { receipt })
    },
    async find(requestId: string): Promise<string | undefined> {
      const row = await database.reader.findOneBy(receiptEntity, { requestId })
      return row?.receipt
    },
  }
}
