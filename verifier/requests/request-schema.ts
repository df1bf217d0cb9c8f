import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'

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

class CreatePresentationRequest1771000000001 implements MigrationInterface {
  readonly name = 'CreatePresentationRequest1771000000001'

  async up(runner: QueryRunner): Promise<void> {
    const required = (name: string) => ({ name, type: 'varchar' })
    const optional = (name: string) => ({ name, type: 'text', isNullable: true })
    await runner.createTable(
      new Table({
        name: 'presentation_request',
        columns: [
          { name: 'id', type: 'varchar', isPrimary: true },
          required('exchange_id'),
          required('api_key_id'),
          { name: 'badges', type: 'text' },
          optional('purpose'),
          optional('trusted_cities'),
          { name: 'retention_days', type: 'integer' },
          required('client_id_prefix'),
          required('response_mode'),
          required('nonce'),
          required('state'),
          optional('public_response_key'),
          optional('sealed_response_key'),
          { name: 'is_same_device', type: 'integer' },
          optional('session_hash'),
          optional('response_code_hash'),
          optional('returned_at'),
          required('progress'),
          optional('declined_with'),
          required('created_at'),
          required('expires_at'),
          optional('answered_at'),
          required('delete_after'),
        ],
        uniques: [
          { name: 'presentation_request_exchange_id', columnNames: ['exchange_id'] },
          { name: 'presentation_request_nonce', columnNames: ['nonce'] },
        ],
        indices: [
          { name: 'presentation_request_expires_at', columnNames: ['expires_at'] },
          { name: 'presentation_request_delete_after', columnNames: ['delete_after'] },
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('presentation_request')
  }
}

/** Of the requests that expired only those whose key is still there have something to be forgotten. */
class IndexSealedResponseKeys1776100000000 implements MigrationInterface {
  readonly name = 'IndexSealedResponseKeys1776100000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop index presentation_request_expires_at')
    await runner.query(
      `create index presentation_request_sealed on presentation_request (expires_at)
        where sealed_response_key is not null`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index presentation_request_sealed')
    await runner.query(
      'create index presentation_request_expires_at on presentation_request (expires_at)',
    )
  }
}

export const requestSchema: Schema = {
  // an EntitySchema of one row type stands for any entity to TypeORM
  entities: [requestEntity] as Schema['entities'],
  migrations: [CreatePresentationRequest1771000000001, IndexSealedResponseKeys1776100000000],
}
