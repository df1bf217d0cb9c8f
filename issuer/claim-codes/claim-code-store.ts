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

/** The short links of awards of one provider, in their order; undefined for those to be printed first, or again. */
export async function findShortLinks(
  awards: readonly AwardRow[],
  ports: ClaimCodePorts,
): Promise<(ShortLink | undefined)[]> {
  const { publicUrl, claimCodeOf } = ports
  const printed = await listPrinted(awards, ports)
  return awards.map((award) => {
    const code = claimCodeOf(award)
    return printed.has(hashSecret(code)) ? shortLinkOf(code, publicUrl) : undefined
  })
}

/** From now on the short links of these awards of one provider lead to them. */
export async function printShortLinks(
  awards: readonly AwardRow[],
  ports: ClaimCodePorts,
): Promise<void> {
  const { database, clock, claimCodeOf } = ports
  const printed = await listPrinted(awards, ports)
  const printedAt = clock().toISOString()
  const rows = awards
    .map((award) => ({ award, codeHash: hashSecret(claimCodeOf(award)) }))
    .filter(({ codeHash }) => !printed.has(codeHash))
    .map(({ award: { provider, id: awardId }, codeHash }) => ({
      provider,
      awardId,
      codeHash,
      printedAt,
    }))
  const [first] = rows
  if (first === undefined) return
  const { provider } = first
  await database.transact(async (tx) => {
    const awardId = In(rows.map((row) => row.awardId))
    await tx.delete(claimCodeEntity, { provider, awardId })
    await insertAbsentRows(tx, claimCodeEntity, rows, 'awardId')
  })
}

/** Hashes of the codes that need not be printed anew. */
async function listPrinted(
  awards: readonly AwardRow[],
  { database, clock }: Pick<ClaimCodePorts, 'database' | 'clock'>,
): Promise<Set<string>> {
  const [first] = awards
  if (first === undefined) return new Set()
  const kept = await database.reader.findBy(claimCodeEntity, {
    provider: first.provider,
    awardId: In(awards.map(({ id }) => id)),
    printedAt: MoreThan(daysBefore(clock(), renewedAfterDays)),
  })
  return new Set(kept.map(({ codeHash }) => codeHash))
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
