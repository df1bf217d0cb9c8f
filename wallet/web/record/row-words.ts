import { formatDate } from '../../../shared/i18n/dates.ts'
import type { Language } from '../../../shared/i18n/messages.ts'
import type { BadgeRow } from '../../core/record/badge-row.ts'
import type { BadgeState } from '../../core/record/badge-state.ts'
import type { Text } from '../shell/words.ts'

/** The name that a badge is called by, also one that has none. */
export function rowName({ name }: Pick<BadgeRow, 'name'>, text: Text): string {
  return name === '' ? text('record.no-name') : name
}

export function rowProvider({ provider }: Pick<BadgeRow, 'provider'>, text: Text): string {
  return provider === '' ? text('record.no-provider') : provider
}

/** What is the matter with a badge, in few words; nothing where all is well. */
export function stateWords(
  row: Pick<BadgeRow, 'doubt' | 'validUntil'>,
  state: BadgeState,
  { text, language }: { text: Text; language: Language },
): string | undefined {
  if (state === 'good' || state === 'old') return undefined
  if (state === 'doubt') return text('record.state-doubt')
  if (state === 'bad') {
    if (row.doubt?.code === 'revoked') return text('record.state-revoked')
    if (row.doubt?.code === 'suspended') return text('record.state-suspended')
    return text('record.state-bad')
  }
  if (Number.isNaN(Date.parse(row.validUntil ?? ''))) return text('record.state-ended-open')
  const date = formatDate(row.validUntil ?? '', language)
  return state === 'ending'
    ? text('record.state-ending', { date })
    : text('record.state-ended', { date })
}
