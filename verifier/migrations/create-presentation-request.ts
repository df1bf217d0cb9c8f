import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'

export class CreatePresentationRequest1771000000001 implements MigrationInterface {
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
