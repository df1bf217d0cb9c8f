import { translate } from '../../shared/i18n/catalogue.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { ServiceLink } from '../../shared/server/views.ts'
import type { IssuerConfig } from '../config.ts'

/** What stands at the foot of the city's public pages. */
export function footLinks(
  language: Language,
  { checkUrl, walletUrl }: Pick<IssuerConfig, 'checkUrl' | 'walletUrl'>,
): ServiceLink[] {
  return [
    { text: translate(language, 'issuer.home.wallet-title'), href: walletUrl },
    ...(checkUrl === undefined
      ? []
      : [{ text: translate(language, 'verifier.check.link'), href: checkUrl }]),
    { text: translate(language, 'issuer.api.title'), href: '/api' },
    { text: translate(language, 'layout.staff'), href: '/staff/sign-in' },
  ]
}
