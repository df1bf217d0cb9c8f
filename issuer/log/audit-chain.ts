import { hash as hashOf } from 'node:crypto'
import { EntitySchema } from 'typeorm'
import type { Reader } from '../../shared/node/database/database.ts'
import type { AuditRow } from './audit-entry.ts'

/** The hash of the chain of the first `size` audit entries, noted at each sealing. */
export type AuditChainRow = { size: number; hash: string; sealedAt: string }

export const auditChainEntity = new EntitySchema<AuditChainRow>({
  name: 'audit_chain',
  columns: {
    size: { type: 'integer', primary: true },
    hash: { type: 'varchar' },
    sealedAt: { type: 'varchar', name: 'sealed_at' },
  },
})

export type ChainedEntry = Omit<AuditRow, 'position'>

/**
 * Goes on with the chain: each hash covers the one before it and one entry, so that none can be changed, taken
 * out or put in between without every later hash changing.
 */
export function chainAudit(hash: string, entries: readonly ChainedEntry[]): string {
  return entries.reduce((before, { provider, id, actor, action, subject, detail, at }) => {
    const text = JSON.stringify([before, provider, id, actor, action, subject, detail, at])
    return hashOf('sha256', text, 'base64url')
  }, hash)
}

const pageSize = 5_000

/**
 * Chains all entries anew and compares with what was noted.
 * @returns the size at which they first differ, or undefined where the audit is whole
 */
export async function findAuditBreak(reader: Reader): Promise<number | undefined> {
  const noted = await reader.find(auditChainEntity, { order: { size: 'ASC' } })
  let hash = ''
  let size = 0
  for (const { size: end, hash: expected } of noted) {
    while (size < end) {
      const upTo = Math.min(end, size + pageSize)
      const entries = await listEntries(reader, size, upTo)
      if (entries.length < upTo - size) return end
      hash = chainAudit(hash, entries)
      size = upTo
    }
    if (hash !== expected) return end
  }
  return undefined
}

/**
 * The entries at the places from `first` up to, not including, `end`; without it, all that follow. Rows as they
 * come: thousands of them are chained at a time.
 */
export function listEntries(reader: Reader, first: number, end?: number): Promise<ChainedEntry[]> {
  const upTo = end === undefined ? '' : ` AND position < ${end}`
  return reader.query(
    `SELECT provider, id, actor, action, subject, detail, at FROM audit_entry
     WHERE position >= ${first}${upTo} ORDER BY position`,
  )
}
