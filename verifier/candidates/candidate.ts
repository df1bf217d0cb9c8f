import type { OwnWords } from '../../shared/cv/own-words.ts'
import type { VerificationReport } from '../../shared/verify/report.ts'

export const candidateStates = ['waiting', 'received', 'declined'] as const

/** How far somebody who was asked is: `waiting` until something of theirs counts. */
export type CandidateState = (typeof candidateStates)[number]

/** Somebody who showed something to an organisation, or was asked to. */
export type Candidate = {
  organisation: string
  id: string
  vacancyId?: string
  /** As in `Candidate K7Q2`: shown until they say a name. */
  pseudonym: string
  /** What they say they are called: nothing that was checked. */
  statedName?: string
  /** Where they want an answer: an e-mail address or a telephone number, as they wrote it. */
  contact?: string
  state: CandidateState
  /** ISO 8601. Of the last thing that came, and before that when they were asked. */
  receivedAt: string
  deleteAfter: string
}

export const evidenceSources = ['protocol', 'share-link', 'file', 'plain-cv'] as const

export type EvidenceSource = (typeof evidenceSources)[number]

/** One thing that a candidate showed, and what was found. */
export type Evidence = {
  organisation: string
  id: string
  candidateId: string
  source: EvidenceSource
  /** Of the last time that it was checked. Absent for a plain CV: there is nothing in it to check. */
  report?: VerificationReport
  /** What the candidate says in their own words; it came signed by who shows the badges. */
  ownWords?: OwnWords
  /** The query of the request that each badge of the report answers, in its order; empty where nothing was asked. */
  queryIds: readonly string[]
  /** As its sender called it. */
  fileName?: string
  /** SHA-256 over what was presented, base64url. */
  presentationsHash: string
  /** Signed, of the last check: see verifier/receipts. */
  receipt?: string
  receivedAt: string
}

/** What was found before it was checked again. */
export type EarlierCheck = {
  evidenceId: string
  report: VerificationReport
  receipt?: string
}

/** By what somebody is called on a page: the name that they say, else the pseudonym. */
export function nameOf({ statedName, pseudonym }: Pick<Candidate, 'statedName' | 'pseudonym'>) {
  return statedName ?? pseudonym
}
