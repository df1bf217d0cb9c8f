import { randomUUID } from 'node:crypto'
import { In, LessThan } from 'typeorm'
import { z } from 'zod'
import type { Did } from '../../shared/did/did.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { type AwardRule, type RuleKey, unknownRule } from './award-rule.ts'
import {
  type RuleRow,
  type RuleUseRow,
  ruleEntity,
  ruleUseEntity,
  ruleVisitEntity,
} from './rule-schema.ts'

export async function addRule(
  tx: Transaction,
  { needs, issuers, ...rule }: AwardRule,
  codeHash: string,
): Promise<void> {
  const lists = { needs: JSON.stringify(needs), issuers: JSON.stringify(issuers) }
  await tx.insert(ruleEntity, { ...rule, ...lists, codeHash })
}

/** @throws AppError not_found */
export async function getRule(reader: Reader, { provider, id }: RuleKey): Promise<AwardRule> {
  const row = await reader.findOneBy(ruleEntity, { provider, id })
  if (row === null) throw unknownRule()
  return ruleOf(row)
}

export async function findRuleByCode(
  reader: Reader,
  codeHash: string,
): Promise<AwardRule | undefined> {
  const row = await reader.findOneBy(ruleEntity, { codeHash })
  return row === null ? undefined : ruleOf(row)
}

const mostRulesShown = 200

export async function listRules(reader: Reader, provider: string): Promise<AwardRule[]> {
  const rows = await reader.find(ruleEntity, {
    where: { provider },
    order: { createdAt: 'DESC', id: 'ASC' },
    take: mostRulesShown,
  })
  return rows.map(ruleOf)
}

export async function setPaused(
  tx: Transaction,
  { provider, id }: RuleKey,
  isPaused: boolean,
): Promise<boolean> {
  const { affected } = await tx.update(
    ruleEntity,
    { provider, id, isPaused: !isPaused },
    { isPaused },
  )
  return affected === 1
}

export async function findRuleUse(
  reader: Reader,
  { provider, id: ruleId }: RuleKey,
  holder: string,
): Promise<RuleUseRow | undefined> {
  return (await reader.findOneBy(ruleUseEntity, { provider, ruleId, holder })) ?? undefined
}

export async function addRuleUse(tx: Transaction, use: RuleUseRow): Promise<void> {
  await tx.insert(ruleUseEntity, use)
}

/** One more, unless the cap is reached. Others who count at the same moment wait until this unit is over. */
export async function countUse(tx: Transaction, { provider, id }: RuleKey): Promise<boolean> {
  const { affected } = await tx
    .createQueryBuilder()
    .update(ruleEntity)
    .set({ uses: () => 'uses + 1' })
    .where('provider = :provider and id = :id and (cap is null or uses < cap)', { provider, id })
    .execute()
  return affected === 1
}

export async function uncountUse(tx: Transaction, { provider, id }: RuleKey): Promise<void> {
  await tx
    .createQueryBuilder()
    .update(ruleEntity)
    .set({ uses: () => 'uses - 1' })
    .where('provider = :provider and id = :id', { provider, id })
    .execute()
}

export async function forgetVisits(tx: Transaction, before: string): Promise<void> {
  await tx.delete(ruleVisitEntity, { expiresAt: LessThan(before) })
}

function ruleOf({ codeHash: _, needs, issuers, ...row }: RuleRow): AwardRule {
  return {
    ...row,
    needs: z.array(z.string()).parse(JSON.parse(needs)),
    // sound: addRule wrote DIDs
    issuers: z.array(z.string()).parse(JSON.parse(issuers)) as Did[],
  }
}

export async function listRuleUsesOf(
  reader: Reader,
  holders: readonly string[],
): Promise<RuleUseRow[]> {
  return reader.findBy(ruleUseEntity, { holder: In(holders) })
}

/** What is left says that somebody got the badge, and that is counted. */
export async function forgetWhoUsed(
  tx: Transaction,
  { provider, ruleId, holder }: RuleUseRow,
): Promise<void> {
  await tx.update(ruleUseEntity, { provider, ruleId, holder }, { holder: `erased:${randomUUID()}` })
}
