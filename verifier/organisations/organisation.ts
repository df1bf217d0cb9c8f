import type { Did } from '../../shared/did/did.ts'
import type { PublishedState } from '../../shared/did/published-document.ts'
import type { Language } from '../../shared/i18n/messages.ts'

/** What was found where an organisation with a domain of its own publishes its identity. */
export type DomainState = PublishedState

/**
 * Where an organisation's did:web is: the address of this installation itself (its first organisation), a place below
 * it, or a domain of the organisation's own, which publishes there what is made here.
 */
export type Home = 'host' | 'hosted' | 'own-domain'

/** Who asks for badges: an employer, a branch of a chain, a small firm that another hosts. */
export type Organisation = {
  slug: string
  did: Did
  name: string
  home: Home
  /** As in `#0b6e6e`; Waymark's own unless given. */
  hue?: string
  /** Cities whose word on who may award counts for it. */
  trustedCities: readonly Did[]
  /** How long what candidates send is kept, where nothing else is said. */
  retentionDays: number
  /** In which it speaks to candidates, where nothing else is said. */
  language: Language
  createdAt: string
  /** Of a domain of its own, when it was last looked at. */
  domain?: { state: DomainState; checkedAt: string }
}

/** Where the documents of hosted organisations are, below the address of their host. */
export const hostedPath = 'employers'

export const defaultRetentionDays = 30
export const longestRetentionDays = 365
