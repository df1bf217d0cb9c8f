import { EntitySchema } from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'
import { askEntity } from '../asks/ask-store.ts'
import { KeepCandidates1795420000000 } from '../migrations/keep-candidates.ts'

/** Times are ISO 8601; absent values are null. */
export type CandidateRow = {
  organisation: string
  id: string
  vacancyId: string | null
  pseudonym: string
  statedName: string | null
  contact: string | null
  /** Pseudonym and name in lower case. */
  foundBy: string
  /** SHA-256 of the browser session that sent it. */
  sessionHash: string | null
  state: string
  receivedAt: string
  deleteAfter: string
}

/** A candidate's own key, under the key-encryption key: without this row nothing of theirs opens. */
export type CandidateKeyRow = { organisation: string; candidateId: string; sealed: string }

export type EvidenceRow = {
  organisation: string
  id: string
  candidateId: string
  requestId: string | null
  source: string
  verdict: string | null
  badges: number
  /** VerificationReport as JSON. */
  report: string | null
  ownWords: string | null
  queryIds: string
  fileName: string | null
  presentationsHash: string
  receipt: string | null
  receivedAt: string
  /** Null until the person at the screen said that it is theirs. */
  countsSince: string | null
  /** Of what was presented, as it is kept. */
  bytes: number
}

/** Under the candidate's key. */
export type PresentedRow = {
  organisation: string
  evidenceId: string
  candidateId: string
  sealed: string
}

export type EarlierCheckRow = {
  organisation: string
  id: string
  candidateId: string
  evidenceId: string
  report: string
  receipt: string | null
  checkedAt: string
}

/** Who proved to hold what was shown. */
export type HolderRow = {
  organisation: string
  evidenceId: string
  /** SHA-256 of the DID. */
  holderHash: string
  candidateId: string
}

const key = { type: 'varchar', primary: true } as const
const word = { type: 'varchar' } as const
const wordOrNull = { type: 'varchar', nullable: true } as const
const text = { type: 'text' } as const
const textOrNull = { type: 'text', nullable: true } as const
const candidateId = { ...word, name: 'candidate_id' } as const

export const candidateEntity = new EntitySchema<CandidateRow>({
  name: 'candidate',
  tableName: 'candidate',
  columns: {
    organisation: key,
    id: key,
    vacancyId: { ...wordOrNull, name: 'vacancy_id' },
    pseudonym: word,
    statedName: { ...wordOrNull, name: 'stated_name' },
    contact: wordOrNull,
    foundBy: { ...word, name: 'found_by' },
    sessionHash: { ...wordOrNull, name: 'session_hash' },
    state: word,
    receivedAt: { ...word, name: 'received_at' },
    deleteAfter: { ...word, name: 'delete_after' },
  },
})

export const candidateKeyEntity = new EntitySchema<CandidateKeyRow>({
  name: 'candidate_key',
  tableName: 'candidate_key',
  columns: { organisation: key, candidateId: { ...key, name: 'candidate_id' }, sealed: text },
})

export const evidenceEntity = new EntitySchema<EvidenceRow>({
  name: 'candidate_evidence',
  tableName: 'candidate_evidence',
  columns: {
    organisation: key,
    id: key,
    candidateId,
    requestId: { ...wordOrNull, name: 'request_id' },
    source: word,
    verdict: wordOrNull,
    badges: { type: 'integer' },
    report: textOrNull,
    ownWords: { ...textOrNull, name: 'own_words' },
    queryIds: { ...text, name: 'query_ids' },
    fileName: { ...wordOrNull, name: 'file_name' },
    presentationsHash: { ...word, name: 'presentations_hash' },
    receipt: textOrNull,
    receivedAt: { ...word, name: 'received_at' },
    countsSince: { ...wordOrNull, name: 'counts_since' },
    bytes: { type: 'integer' },
  },
})

export const presentedEntity = new EntitySchema<PresentedRow>({
  name: 'candidate_presented',
  tableName: 'candidate_presented',
  columns: {
    organisation: key,
    evidenceId: { ...key, name: 'evidence_id' },
    candidateId,
    sealed: text,
  },
})

export const earlierCheckEntity = new EntitySchema<EarlierCheckRow>({
  name: 'candidate_earlier_check',
  tableName: 'candidate_earlier_check',
  columns: {
    organisation: key,
    id: key,
    candidateId,
    evidenceId: { ...word, name: 'evidence_id' },
    report: text,
    receipt: textOrNull,
    checkedAt: { ...word, name: 'checked_at' },
  },
})

export const holderEntity = new EntitySchema<HolderRow>({
  name: 'candidate_holder',
  tableName: 'candidate_holder',
  columns: {
    organisation: key,
    evidenceId: { ...key, name: 'evidence_id' },
    holderHash: { ...key, name: 'holder_hash' },
    candidateId,
  },
})

/** Everything that is kept of a person, for who deletes it and then scrubs. */
export const candidateEntities = [
  candidateKeyEntity,
  presentedEntity,
  earlierCheckEntity,
  holderEntity,
  evidenceEntity,
  askEntity,
  candidateEntity,
] as const

export const candidateSchema: Schema = {
  entities: candidateEntities.filter((one) => one !== askEntity),
  migrations: [KeepCandidates1795420000000],
}
