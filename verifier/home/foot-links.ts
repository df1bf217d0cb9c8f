import { translate } from '../../shared/i18n/catalogue.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { ServiceLink } from '../../shared/server/views.ts'

/** What stands at the foot of the verifier's public pages. */
export function footLinks(language: Language): ServiceLink[] {
  return [
    { text: translate(language, 'verifier.check.link'), href: '/check' },
    { text: translate(language, 'verifier.receipts.title'), href: '/receipts' },
    { text: translate(language, 'verifier.api.title'), href: '/api' },
    { text: translate(language, 'layout.staff'), href: '/staff/sign-in' },
  ]
}
