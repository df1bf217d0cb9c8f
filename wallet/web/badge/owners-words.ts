import type { Check } from '../../../shared/verify/report.ts'
import { type HeldBadge, isPresentable } from '../../core/held-badge.ts'
import type { Text } from '../shell/words.ts'

/** What a few checks mean to the owner of a badge; the usual words are for somebody whom it is shown to. */
export function ownersWords(
  { name, code }: Pick<Check, 'name' | 'code'>,
  badge: HeldBadge,
  text: Text,
): { title?: string; sentence?: string } | undefined {
  if (name === 'accreditation') {
    if (code === 'ok') return { sentence: text('badge.own-vouched') }
    if (code === 'not_accredited') return { sentence: text('badge.own-not-vouched') }
    return code === 'not_asked' ? { sentence: text('badge.own-no-city') } : undefined
  }
  // those of the older kind are given to an e-mail address, not to a key
  if (name !== 'holder-binding' || !isPresentable(badge)) return undefined
  const title = text('badge.own-holder')
  if (code === 'ok') return { title, sentence: text('badge.own-holder-ok') }
  return code === 'not_asked' ? { title, sentence: text('badge.not-yours') } : { title }
}
