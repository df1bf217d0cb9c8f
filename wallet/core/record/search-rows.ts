import { skillKey } from '../../../shared/skills/skill-alignments.ts'
import type { BadgeRow } from './badge-row.ts'
import { earnedAt } from './trail.ts'

export type RowSearch = {
  /** Words that must all stand in the name, the provider or a skill, as their beginnings or anywhere inside. */
  text?: string
  issuerId?: string
  /** A skillKey. */
  skill?: string
  /** `2026`. */
  year?: string
}

export type Facet = { value: string; label: string; count: number }

export type Facets = { providers: Facet[]; skills: Facet[]; years: Facet[] }

const maxFacets = 200
const folded = new WeakMap<BadgeRow, string>()

export function isSearching(search: RowSearch): boolean {
  return Object.values(search).some((value) => value !== undefined && value.trim() !== '')
}

export function searchRows(rows: readonly BadgeRow[], search: RowSearch): BadgeRow[] {
  const words = fold(search.text ?? '')
    .split(/\s+/)
    .filter(Boolean)
  const { issuerId, skill, year } = search
  return rows.filter(
    (row) =>
      (issuerId === undefined || row.issuerId === issuerId) &&
      (skill === undefined || row.skills.some((each) => skillKey(each) === skill)) &&
      (year === undefined || earnedAt(row).startsWith(`${year}-`)) &&
      words.every((word) => textOf(row).includes(word)),
  )
}

/** What there is to filter by: providers and skills by name, years newest first. */
export function facetsOf(rows: readonly BadgeRow[]): Facets {
  const providers = new Map<string, Facet>()
  const skills = new Map<string, Facet>()
  const years = new Map<string, Facet>()
  for (const row of rows) {
    count(providers, row.issuerId, row.provider)
    for (const skill of row.skills) count(skills, skillKey(skill), skill.name)
    const year = earnedAt(row).slice(0, 4)
    count(years, year, year)
  }
  const byLabel = (a: Facet, b: Facet) => a.label.localeCompare(b.label)
  return {
    providers: [...providers.values()].sort(byLabel).slice(0, maxFacets),
    skills: [...skills.values()].sort(byLabel).slice(0, maxFacets),
    years: [...years.values()].sort((a, b) => (a.value < b.value ? 1 : -1)),
  }
}

function count(facets: Map<string, Facet>, value: string, label: string): void {
  const facet = facets.get(value)
  if (facet === undefined) facets.set(value, { value, label, count: 1 })
  else facet.count += 1
}

function textOf(row: BadgeRow): string {
  const kept = folded.get(row)
  if (kept !== undefined) return kept
  const text = fold([row.name, row.provider, ...row.skills.map(({ name }) => name)].join(' '))
  folded.set(row, text)
  return text
}

/** `tŷ` is found by `ty`: accents and case make no difference. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
