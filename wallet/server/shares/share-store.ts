import { randomBytes } from 'node:crypto'
import { LessThan, LessThanOrEqual, Not } from 'typeorm'
import type { Database } from '../../../shared/node/database/database.ts'
import type { ShareReceipt } from '../../../shared/sealed/share-api.ts'
import { hashToken, isToken } from '../secret-token.ts'
import { shareEntity } from './share-schema.ts'

export type FoundShare =
  | { state: 'open'; sealed: Uint8Array; expiresAt: string }
  | { state: 'withdrawn' }
  | { state: 'expired' }

export type ShareStore = {
  add(sealed: Uint8Array, expiresAt: string): Promise<ShareReceipt>
  find(id: string): Promise<FoundShare | undefined>
  /** The ciphertext is gone, on the disk too; that there was a share is remembered for a while. */
  withdraw(id: string, token: string): Promise<'withdrawn' | 'forbidden' | 'absent'>
  /** Takes away what has expired, and what ended so long ago that nobody opens its link any more. */
  sweep(): Promise<void>
  totalBytes(): Promise<number>
}

/** How long a link that ended still says why. */
const rememberedMs = 90 * 86_400_000

const emptied = { sealed: '', bytes: 0 }

export function createShareStore({
  database,
  clock,
}: {
  database: Database
  clock: () => Date
}): ShareStore {
  return {
    async add(sealed, expiresAt) {
      const id = randomBytes(16).toString('base64url')
      const withdrawToken = randomBytes(32).toString('base64url')
      const row = {
        id,
        tokenHash: hashToken(withdrawToken),
        expiresAt,
        isWithdrawn: false,
        bytes: sealed.length,
        sealed: Buffer.from(sealed).toString('base64'),
      }
      await database.transact((tx) => tx.insert(shareEntity, row))
      return { id, withdrawToken, expiresAt }
    },
    async find(id) {
      const row = await database.reader.findOneBy(shareEntity, { id })
      if (row === null) return undefined
      if (row.isWithdrawn) return { state: 'withdrawn' }
      if (row.expiresAt <= clock().toISOString()) return { state: 'expired' }
      const { expiresAt } = row
      return { state: 'open', sealed: Buffer.from(row.sealed, 'base64'), expiresAt }
    },
    async withdraw(id, token) {
      const outcome = await database.transact(async (tx) => {
        const row = await tx.findOneBy(shareEntity, { id })
        if (row === null) return 'absent'
        if (!isToken(token, row.tokenHash)) return 'forbidden'
        await tx.update(shareEntity, { id }, { isWithdrawn: true, ...emptied })
        return 'withdrawn'
      })
      if (outcome === 'withdrawn') await database.scrub([shareEntity])
      return outcome
    },
    async sweep() {
      const now = clock()
      const ended = { expiresAt: LessThanOrEqual(now.toISOString()), bytes: Not(0) }
      const longAgo = new Date(now.getTime() - rememberedMs).toISOString()
      const { affected } = await database.transact((tx) => tx.update(shareEntity, ended, emptied))
      await database.transact((tx) => tx.delete(shareEntity, { expiresAt: LessThan(longAgo) }))
      if (affected !== 0) await database.scrub([shareEntity])
    },
    async totalBytes() {
      const { total } = await database.reader
        .createQueryBuilder(shareEntity, 'share')
        .select('COALESCE(SUM(share.bytes), 0)', 'total')
        .getRawOne()
      return Number(total)
    },
  }
}
