import type { Did } from '../did/did.ts'
import type { DidDocument } from '../did/did-document.ts'
import type { CityTrustRefusal } from './read-trust-list.ts'
import type { TrustListProvider } from './trust-list.ts'

/** What a city's word comes to for one award; how it counts is the verification's to say. */
export type AccreditationFinding =
  | JudgedAward
  /** The log could not be asked. */
  | 'not_checked'
  | Exclude<CityTrustRefusal, 'log_forked'>

/** What a trust list that was read says. */
export type JudgedAward =
  | 'ok'
  | 'not_accredited'
  | 'accreditation_ended'
  | 'awarded_before_accreditation'
  | 'not_in_log'
  | 'key_retired'
  | 'key_compromised'
  | 'signed_by_escrow'

export type LogFinding = 'ok' | 'not_asked' | 'not_logged' | 'log_forked' | 'log_unavailable'

export type AwardQuery = {
  issuer: Did
  achievementId: string | undefined
  credentialId: string | undefined
  /** RFC 7638 thumbprint of the key that signed the badge. */
  keyThumbprint: string
  /** The issuer's own document says that the key was compromised. */
  isKeyRevoked: boolean
  trustedCities: readonly Did[]
  /** A log proof that came with the badge, as it came. */
  logProof?: unknown
  at: Date
}

/** A city, by the name it is given by whom we trust: its own list, or that of the city which recognises it. */
export type NamedCity = { did: Did; name: string }

/** The trusted city whose word decided, and the recognised city that accredited, where there is one. */
export type TrustRoute = { city: NamedCity; recognised?: NamedCity }

export type AwardAnswer = {
  accreditation: AccreditationFinding
  log: LogFinding
  via?: TrustRoute
  /** Where the award stands in the log of the city that accredited. */
  position?: { index: number; size: number }
}

/** A copy of a provider's DID document that a trusted city kept. */
export type KeptDocument = {
  document: DidDocument
  /** ISO 8601. */
  retrievedAt: string
  city: NamedCity
  state: TrustListProvider['state']
}

export type TrustReader = {
  judge(query: AwardQuery): Promise<AwardAnswer>
  /** For the day when the issuer's own domain is dead. */
  findDocument(query: {
    issuer: Did
    trustedCities: readonly Did[]
    at: Date
  }): Promise<KeptDocument | undefined>
}
