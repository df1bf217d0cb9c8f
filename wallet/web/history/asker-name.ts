import { displayText } from '../../../shared/i18n/display-text.ts'
import type { Disclosure } from '../../core/held-badge.ts'

/** Who was shown something: the name they gave themselves, and the address that was proven or answered. */
export function askerName({ asker }: Pick<Disclosure, 'asker'>): string {
  const name = displayText(asker.name)
  return name === undefined ? asker.domain : `${name} (${asker.domain})`
}
