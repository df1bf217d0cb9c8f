import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { type BadgeSkill, zBadgeSkill } from '../badges/badge.ts'

/** As many as a national framework has. */
export const maxSkills = 5_000
export const maxImportBytes = 2_000_000

const zSkillList = z.array(zBadgeSkill).min(1).max(maxSkills)

/**
 * Reads a list of skills: JSON, or CSV with the columns `code`, `en`, `cy` and, where they are of a framework, `url` and
 * `framework`.
 * @throws AppError request_malformed, with the place of what is wrong
 */
export function readSkillList(text: string): BadgeSkill[] {
  const plain = text.replace(/^\uFEFF/, '').trim()
  const value: unknown = /^[[{]/.test(plain) ? parseJson(plain) : rowsOf(plain)
  const skills = parseBody(zSkillList, value)
  const distinct = new Set(skills.map(({ code }) => code))
  if (distinct.size === skills.length) return skills
  throw new AppError('request_malformed', 'skills: a code stands twice in the list')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('request_malformed', translate('en', 'console.standards.not-json'), {
      cause,
    })
  }
}

function rowsOf(text: string): object[] {
  let rows: Record<string, string>[]
  try {
    rows = parse(text, { columns: true, skip_empty_lines: true, trim: true, to: maxSkills + 1 })
  } catch (cause) {
    throw new AppError('request_malformed', translate('en', 'console.standards.not-csv'), { cause })
  }
  return rows.map(({ code, en, cy, url, framework }) => ({
    code,
    name: { en, cy: cy || en },
    ...(url && { url }),
    ...(framework && { framework }),
  }))
}
