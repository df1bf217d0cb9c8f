import { EntitySchema } from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'
import { CreatePresentationRequest1771000000001 } from '../migrations/create-presentation-request.ts'
import { IndexSealedResponseKeys1776100000000 } from '../migrations/index-sealed-response-keys.ts'

/** Absent values are null; lists are JSON text; times are ISO 8601. */
export type RequestRow = {
  id: string
  exchangeId: string
  organisation: string
  apiKeyId: string
  /** The vacancy that it is for, and what that needs. */
  vacancyId: string | null
  needs: string | null
  /** The candidate who was asked. */
  candidateId: string | null
  badges: string
  purpose: string | null
  trustedCities: string | null
  retentionDays: number
  clientIdPrefix: string
  responseMode: string
  nonce: string
  state: string
  publicResponseKey: string | null
  /** The private half, sealed under the key-encryption key. */
  sealedResponseKey: string | null
  isSameDevice: number
  /** SHA-256 of the browser session that opened the wallet, and of the code it must bring back. */
  sessionHash: string | null
  responseCodeHash: string | null
  returnedAt: string | null
  progress: string
  declinedWith: string | null
  createdAt: string
  expiresAt: string
  answeredAt: string | null
  deleteAfter: string
}

const text = { type: 'varchar' } as const
const optionalText = { type: 'text', nullable: true } as const

export const requestEntity = new EntitySchema<RequestRow>({
  name: 'presentation_request',
  tableName: 'presentation_request',
  columns: {
    id: { ...text, primary: true },
    exchangeId: { ...text, name: 'exchange_id', unique: true },
    organisation: text,
    apiKeyId: { ...text, name: 'api_key_id' },
    vacancyId: { ...text, name: 'vacancy_id', nullable: true },
    needs: optionalText,
    candidateId: { ...optionalText, name: 'candidate_id' },
    badges: { type: 'text' },
    purpose: optionalText,
    trustedCities: { ...optionalText, name: 'trusted_cities' },
    retentionDays: { type: 'integer', name: 'retention_days' },
    clientIdPrefix: { ...text, name: 'client_id_prefix' },
    responseMode: { ...text, name: 'response_mode' },
    nonce: { ...text, unique: true },
    state: text,
    publicResponseKey: { ...optionalText, name: 'public_response_key' },
    sealedResponseKey: { ...optionalText, name: 'sealed_response_key' },
    isSameDevice: { type: 'integer', name: 'is_same_device' },
    sessionHash: { ...optionalText, name: 'session_hash' },
    responseCodeHash: { ...optionalText, name: 'response_code_hash' },
    returnedAt: { ...optionalText, name: 'returned_at' },
    progress: text,
    declinedWith: { ...optionalText, name: 'declined_with' },
    createdAt: { ...text, name: 'created_at' },
    expiresAt: { ...text, name: 'expires_at' },
    answeredAt: { ...optionalText, name: 'answered_at' },
    deleteAfter: { ...text, name: 'delete_after' },
  },
})

export const requestSchema: Schema = {
  entities: [requestEntity],
  migrations: [CreatePresentationRequest1771000000001, IndexSealedResponseKeys1776100000000],
}
