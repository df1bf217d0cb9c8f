import { EntitySchema, In, LessThan, MoreThan } from 'typeorm'
import type { Database, Reader, Transaction } from '../../shared/node/database/database.ts'
import { insertAbsentRows } from '../../shared/node/database/insert-rows.ts'
import type { AwardKey, AwardRow } from '../awards/award-store.ts'
import { hashSecret } from '../oid4vci/claim-secrets.ts'
import { type ClaimCodeOf, type ShortLink, shortLinkOf } from './claim-code.ts'

/** A short code that was put on paper, known by its hash. An award that was never printed has none. */
export type ClaimCodeRow = {
  provider: string
  awardId: string
  codeHash: string
  printedAt: string
}

export const claimCodeEntity = new EntitySchema<ClaimCodeRow>({
  name: 'claim_code',
  columns: {
    provider: { type: 'varchar', primary: true },
    awardId: { type: 'varchar', name: 'award_id', primary: true },
    codeHash: { type: 'varchar', name: 'code_hash' },
    printedAt: { type: 'varchar', name: 'printed_at' },
  },
})

const dayMs = 86_400_000
/** So long after it was last printed a code leads somewhere. */
const lifeDays = 180
/** Shown again after so long, it lives that long anew. */
const renewedAfterDays = 7

export type ClaimCodePorts = {
  database: Database
  clock: () => Date
  publicUrl: string
  claimCodeOf: ClaimCodeOf
}

/** The short links of awards of one provider, in their order; from now on they lead to them. */
export async function printShortLinks(
  awards: readonly AwardRow[],
  { database, clock, publicUrl, claimCodeOf }: ClaimCodePorts,
): Promise<ShortLink[]> {
  const now = clock()
  const codes = awards.map((award) => ({ award, code: claimCodeOf(award) }))
  const [first] = awards
  if (first === undefined) return []
  const { provider } = first
  const kept = await database.reader.findBy(claimCodeEntity, {
    ...{ provider, awardId: In(awards.map(({ id }) => id)) },
    printedAt: MoreThan(daysBefore(now, renewedAfterDays)),
  })
  const known = new Set(kept.map(({ codeHash }) => codeHash))
  const rows = codes
    .map(({ award: { id: awardId }, code }) => ({ awardId, codeHash: hashSecret(code) }))
    .filter(({ codeHash }) => !known.has(codeHash))
    .map((row) => ({ provider, ...row, printedAt: now.toISOString() }))
  if (rows.length > 0) {
    await database.transact(async (tx) => {
      const awardId = In(rows.map((row) => row.awardId))
      await tx.delete(claimCodeEntity, { provider, awardId })
      await insertAbsentRows(tx, claimCodeEntity, rows, 'awardId')
    })
  }
  return codes.map(({ code }) => shortLinkOf(code, publicUrl))
}

export async function findAwardOfCode(
  reader: Reader,
  code: string,
  now: Date,
): Promise<AwardKey | undefined> {
  const row = await reader.findOneBy(claimCodeEntity, { codeHash: hashSecret(code) })
  if (row === null || row.printedAt < daysBefore(now, lifeDays)) return undefined
  return { provider: row.provider, id: row.awardId }
}

/** Those that lead nowhere any more. */
export async function forgetOldClaimCodes(tx: Transaction, now: Date): Promise<void> {
  await tx.delete(claimCodeEntity, { printedAt: LessThan(daysBefore(now, lifeDays)) })
}

function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * dayMs).toISOString()
}
