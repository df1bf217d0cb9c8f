import type { Profile } from '../../shared/credential/open-badge.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { InBothLanguages } from '../../shared/skills/badge-standard.ts'

/**
 * `draft`: its people prepare, and nothing of it is public; `suspended`: awards and hands out nothing for a time;
 * `closed`: for good, its status lists are kept in escrow. Who has applied is no provider yet: see applications/.
 */
export const providerStates = ['draft', 'active', 'suspended', 'closed'] as const

export type ProviderState = (typeof providerStates)[number]

/** What the city does to it. */
export type StateAct = 'activate' | 'suspend' | 'resume' | 'close'

/** A learning provider: a college, a charity, a youth club. One Credential Issuer each. */
export type Provider = {
  slug: string
  did: string
  name: InBothLanguages
  description: InBothLanguages
  createdAt: string
  state: ProviderState
  /** Why it is in this state, in the city's words. */
  stateReason?: string
  /** When its own domain was looked at last, and what was there. */
  domain?: DomainCheck
}

/** `same`: what is there is what should be; `other`: there is something else; `missing`, `unreachable`: nothing came. */
export const domainStates = ['same', 'other', 'missing', 'unreachable'] as const

export type DomainState = (typeof domainStates)[number]

export type DomainCheck = {
  state: DomainState
  checkedAt: string
  /** When the right document was there last. */
  okAt?: string
}

/** Address of the provider's page, and its Credential Issuer Identifier. */
export function providerUrl(publicUrl: string, slug: string): string {
  return `${publicUrl}/providers/${slug}`
}

/** The provider as it stands in badges: the same in each, apart from the language of its name. */
export function providerProfile(
  provider: Provider,
  { publicUrl, language }: { publicUrl: string; language: Language },
): Profile {
  return {
    id: provider.did,
    type: ['Profile'],
    name: provider.name[language],
    url: providerUrl(publicUrl, provider.slug),
    description: provider.description[language],
  }
}
