import { EntitySchema } from 'typeorm'
import { z } from 'zod'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'

/** What a reviewer looks at. The sentences stand in the catalogue: `console.quality.point.<name>`. */
export const qualityPoints = [
  'name-is-clear',
  'criteria-can-be-checked',
  'layer-fits',
  'skills-fit',
  'languages-agree',
  'nobody-is-shut-out',
] as const

export type QualityPoint = (typeof qualityPoints)[number]

/** What the city asks before a badge is published. */
const zQualityRule = z.strictObject({
  /** Somebody has to check it first. */
  needsCheck: z.boolean(),
  /** That is not who wrote it. */
  needsOtherPerson: z.boolean(),
})

export type QualityRule = z.infer<typeof zQualityRule>

const untilChosen: QualityRule = { needsCheck: true, needsOtherPerson: true }

export const qualityRuleEntity = new EntitySchema<{ id: string; content: string }>({
  name: 'quality_rule',
  columns: { id: { type: 'varchar', primary: true }, content: { type: 'text' } },
})

const id = 'city'

export async function readQualityRule(reader: Reader): Promise<QualityRule> {
  const row = await reader.findOneBy(qualityRuleEntity, { id })
  return row === null ? untilChosen : zQualityRule.parse(JSON.parse(row.content))
}

export async function saveQualityRule(tx: Transaction, rule: QualityRule): Promise<void> {
  const content = JSON.stringify(rule)
  const { affected } = await tx.update(qualityRuleEntity, { id }, { content })
  if (affected === 0) await tx.insert(qualityRuleEntity, { id, content })
}
