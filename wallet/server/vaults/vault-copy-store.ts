import type { Database, Transaction } from '../../../shared/node/database/database.ts'
import { isUniqueViolation } from '../../../shared/node/database/failures.ts'
import { keptVaultVersions } from '../../../shared/sealed/vault-copy-api.ts'
import { hashToken, isToken } from '../secret-token.ts'
import { vaultCopyEntity, vaultEntity } from './vault-copy-schema.ts'

export type NewVaultCopy = {
  id: string
  token: string
  /** The counter that this copy follows; undefined for the first. */
  before: number | undefined
  counter: number
  sealed: Uint8Array
}

export type VaultPutOutcome =
  | { outcome: 'kept' }
  | { outcome: 'forbidden' }
  /** Another copy came meanwhile, or there is none to follow: `counter` is the present one. */
  | { outcome: 'changed'; counter?: number }
  | { outcome: 'stale'; counter: number }

export type VaultCopy = {
  counter: number
  day: string
  sealed: Uint8Array
  /** Counters that are kept, the newest first. */
  versions: number[]
}

export type VaultCopyStore = {
  put(copy: NewVaultCopy): Promise<VaultPutOutcome>
  /** @param version a counter; the newest unless given */
  find(id: string, version?: number): Promise<VaultCopy | undefined>
  /** All versions, on the disk too. */
  remove(id: string, token: string): Promise<'removed' | 'forbidden' | 'absent'>
  totalBytes(): Promise<number>
}

export function createVaultCopyStore({
  database,
  clock,
}: {
  database: Database
  clock: () => Date
}): VaultCopyStore {
  return {
    put(copy) {
      return database
        .transact((tx) => putCopy(tx, copy, clock().toISOString().slice(0, 10)))
        .catch((error: unknown) => {
          // two first copies at once: the other one stands
          if (isUniqueViolation(error)) return { outcome: 'changed' }
          throw error
        })
    },
    async find(id, version) {
      const versions = await keptCounters(database.reader, id)
      const counter = version ?? versions[0]
      if (counter === undefined) return undefined
      const row = await database.reader.findOneBy(vaultCopyEntity, { vault: id, counter })
      if (row === null) return undefined
      return { counter, day: row.day, sealed: Buffer.from(row.sealed, 'base64'), versions }
    },
    async remove(id, token) {
      const outcome = await database.transact(async (tx) => {
        const vault = await tx.findOneBy(vaultEntity, { id })
        if (vault === null) return 'absent'
        if (!isToken(token, vault.tokenHash)) return 'forbidden'
        await tx.delete(vaultCopyEntity, { vault: id })
        await tx.delete(vaultEntity, { id })
        return 'removed'
      })
      if (outcome === 'removed') await database.scrub([vaultEntity, vaultCopyEntity])
      return outcome
    },
    async totalBytes() {
      const { total } = await database.reader
        .createQueryBuilder(vaultCopyEntity, 'copy')
        .select('COALESCE(SUM(copy.bytes), 0)', 'total')
        .getRawOne()
      return Number(total)
    },
  }
}

async function putCopy(
  tx: Transaction,
  { id, token, before, counter, sealed }: NewVaultCopy,
  day: string,
): Promise<VaultPutOutcome> {
  const vault = await tx.findOneBy(vaultEntity, { id })
  if (vault === null) {
    if (before !== undefined) return { outcome: 'changed' }
    await tx.insert(vaultEntity, { id, tokenHash: hashToken(token), counter })
  } else {
    if (!isToken(token, vault.tokenHash)) return { outcome: 'forbidden' }
    if (before !== vault.counter) return { outcome: 'changed', counter: vault.counter }
    if (counter <= vault.counter) return { outcome: 'stale', counter: vault.counter }
    await tx.update(vaultEntity, { id }, { counter })
  }
  const bytes = sealed.length
  const text = Buffer.from(sealed).toString('base64')
  await tx.insert(vaultCopyEntity, { vault: id, counter, day, bytes, sealed: text })
  for (const old of (await keptCounters(tx, id)).slice(keptVaultVersions)) {
    await tx.delete(vaultCopyEntity, { vault: id, counter: old })
  }
  return { outcome: 'kept' }
}

async function keptCounters(reader: Pick<Transaction, 'find'>, vault: string): Promise<number[]> {
  const rows = await reader.find(vaultCopyEntity, {
    select: { counter: true },
    where: { vault },
    order: { counter: 'DESC' },
  })
  return rows.map(({ counter }) => counter)
}
