import { strengthOf } from '../cv/skill-evidence.ts'
import { displayText } from '../i18n/display-text.ts'
import { isOfAnother } from '../look/report-stone.ts'
import type { EvidenceStrength } from '../skills/evidence-strength.ts'
import { isStrongEnough, type Need } from '../skills/need.ts'
import { skillKey } from '../skills/skill-alignments.ts'
import type { CredentialReport } from '../verify/report.ts'
import type { BadgeRow } from './badge-row.ts'
import type { ReportWords } from './report-words.ts'

/** A badge as it answers a need. */
export type NeedRow = BadgeRow & {
  /** Among all badges of the report, from 0. */
  place: number
  /** Said where it fits and is weaker than asked. */
  weaker?: string
}

/** A need and the badges that speak of it; last, what was sent beside the needs. */
export type NeedGroup = {
  label: string
  /** Required or welcome, and how strong; nothing for what was sent beside. */
  asked?: string
  rows: NeedRow[]
  /** Said where no badge speaks of it. */
  nothing?: string
}

/** A badge with its row, in the order of the report. */
export type JudgedBadge = { report: CredentialReport; row: BadgeRow }

export type NeedsView = { groups: NeedGroup[]; sentence?: string }

export function needGroups(
  needs: readonly Need[],
  badges: readonly JudgedBadge[],
  words: ReportWords,
): NeedsView {
  const placeOf = (badge: JudgedBadge) => badges.indexOf(badge)
  const placed = needs.map((need) => ({
    need,
    found: badges.filter(({ report }) => speaksOf(report, need)),
  }))
  const used = new Set(placed.flatMap(({ found }) => found))
  const beside = badges
    .filter((badge) => !used.has(badge))
    .map((badge) => ({ ...badge.row, place: placeOf(badge) }))
  const required = placed.filter(({ need }) => need.isRequired)
  const met = required.filter(({ need, found }) => found.some((badge) => meets(badge, need)))
  return {
    groups: [
      ...placed.map(({ need, found }) => groupOf(need, found, { words, placeOf })),
      ...(beside.length > 0 ? [{ label: words.say('report.beside'), rows: beside }] : []),
    ],
    ...(required.length > 0 && {
      sentence:
        met.length === required.length
          ? words.say('report.needs-all', { count: required.length })
          : words.say('report.needs-some', { count: required.length, met: met.length }),
    }),
  }
}

/** What copies the achievement of another awarder speaks of nothing. */
function speaksOf(report: CredentialReport, { wanted }: Need): boolean {
  const achievement = report.credential?.achievement
  if (achievement === undefined || isOfAnother(report)) return false
  if (wanted.kind === 'badge') return wanted.ids.includes(achievement.id)
  const { name, url } = wanted
  return (achievement.skills ?? []).some(
    (skill) => (url !== undefined && skill.url === url) || skillKey(skill) === skillKey({ name }),
  )
}

function meets({ report, row }: JudgedBadge, need: Need): boolean {
  return row.result === 'valid' && !isWeaker(report, need)
}

function isWeaker(report: CredentialReport, need: Need): boolean {
  const strength = strengthOf(report)
  return strength !== undefined && !isStrongEnough(strength, need)
}

function groupOf(
  need: Need,
  found: readonly JudgedBadge[],
  { words, placeOf }: { words: ReportWords; placeOf: (badge: JudgedBadge) => number },
): NeedGroup {
  const { isRequired, minimumStrength } = need
  const kind = words.say(isRequired ? 'report.need-required' : 'report.need-welcome')
  const strength = minimumStrength && strengthWord(minimumStrength, words)
  return {
    label: displayText(need.label, 200) ?? need.id,
    asked:
      strength === undefined ? kind : words.say('report.need-strength', { need: kind, strength }),
    rows: found.map((badge) => ({
      ...badge.row,
      place: placeOf(badge),
      ...(isWeaker(badge.report, need) && {
        weaker: words.say('report.weaker', { strength: strength ?? '' }),
      }),
    })),
    ...(found.length === 0 && { nothing: words.say('report.nothing-sent') }),
  }
}

function strengthWord(strength: EvidenceStrength, words: ReportWords): string {
  return strength === 'not-stated' ? words.say('report.not-stated') : words.say(`stone.${strength}`)
}
