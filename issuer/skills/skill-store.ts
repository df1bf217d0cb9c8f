import { EntitySchema, In } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { type BadgeSkill, zBadgeSkill } from '../badges/badge.ts'

type SkillRow = {
  code: string
  /** JSON */
  content: string
  /** Its names in small letters, to be searched. */
  words: string
  createdAt: string
}

/** The skills that badges of this city may name: a simple list that the city brings in. */
export const skillEntity = new EntitySchema<SkillRow>({
  name: 'skill',
  columns: {
    code: { type: 'varchar', primary: true },
    content: { type: 'text' },
    words: { type: 'text' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

/** Adds skills; one that is there already gets the new names. Badges keep the names they were published with. */
export async function putSkills(
  tx: Transaction,
  skills: readonly BadgeSkill[],
  at: string,
): Promise<{ added: number; changed: number }> {
  let added = 0
  for (const skill of skills) {
    const { code } = skill
    const changes = { content: JSON.stringify(skill), words: wordsOf(skill) }
    const { affected } = await tx.update(skillEntity, { code }, changes)
    if (affected === 0) {
      await tx.insert(skillEntity, { code, ...changes, createdAt: at })
      added += 1
    }
  }
  return { added, changed: skills.length - added }
}

export async function countSkills(reader: Reader): Promise<number> {
  return reader.count(skillEntity)
}

export async function findSkills(reader: Reader, codes: readonly string[]): Promise<BadgeSkill[]> {
  if (codes.length === 0) return []
  const rows = await reader.findBy(skillEntity, { code: In([...codes]) })
  return rows.map(skillOf)
}

/** Skills whose name holds all of the words, by name; all of them where no word is asked for. */
export async function searchSkills(
  reader: Reader,
  { text, limit }: { text: string; limit: number },
): Promise<BadgeSkill[]> {
  const query = reader.createQueryBuilder(skillEntity, 'skill').orderBy('skill.words').limit(limit)
  const words = text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)
  for (const [place, word] of words.entries()) {
    query.andWhere(`skill.words LIKE :word${place} ESCAPE '!'`, {
      [`word${place}`]: `%${word.replace(/[!%_]/g, '!$&')}%`,
    })
  }
  return (await query.getMany()).map(skillOf)
}

function wordsOf({ code, name }: BadgeSkill): string {
  return `${name.en} ${name.cy} ${code}`.toLowerCase()
}

function skillOf({ content }: SkillRow): BadgeSkill {
  return zBadgeSkill.parse(JSON.parse(content))
}
