import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { columns } from './columns.ts'

const tables: Table[] = [
  new Table({
    name: 'provider',
    columns: columns(
      { slug: 'varchar' },
      { did: 'varchar', profile: 'text', created_at: 'varchar' },
    ),
  }),
  new Table({
    name: 'badge',
    columns: columns(
      { provider: 'varchar', slug: 'varchar', version: 'integer' },
      { design: 'text', created_at: 'varchar' },
    ),
  }),
  new Table({
    name: 'award',
    columns: columns(
      { provider: 'varchar', id: 'varchar' },
      {
        badge: 'varchar',
        badge_version: 'integer',
        language: 'varchar',
        credential_id: 'varchar',
        recipient_email: 'varchar',
        'recipient_name?': 'varchar',
        recipient_salt: 'varchar',
        'evidence?': 'text',
        awarded_at: 'varchar',
        'valid_until?': 'varchar',
        status_list: 'varchar',
        status_index: 'integer',
        status: 'varchar',
        'status_reason?': 'varchar',
        'status_at?': 'varchar',
        needs_tx_code: 'boolean',
        offer_generation: 'integer',
        claim_hash: 'varchar',
        wrong_tx_codes: 'integer',
        'holder?': 'varchar',
        'claimed_at?': 'varchar',
      },
    ),
    uniques: [
      { name: 'award_claim_hash', columnNames: ['provider', 'claim_hash'] },
      { name: 'award_credential_id', columnNames: ['provider', 'credential_id'] },
    ],
    indices: [
      { name: 'award_awarded_at', columnNames: ['provider', 'awarded_at', 'id'] },
      { name: 'award_awarded_at_of_city', columnNames: ['awarded_at', 'provider', 'id'] },
    ],
  }),
  new Table({
    name: 'offer_code',
    columns: columns(
      { provider: 'varchar', code_hash: 'varchar' },
      {
        award_id: 'varchar',
        seed: 'varchar',
        created_at: 'varchar',
        expires_at: 'varchar',
        'used_at?': 'varchar',
        wrong_tx_codes: 'integer',
      },
    ),
    indices: [
      { name: 'offer_code_award', columnNames: ['provider', 'award_id', 'expires_at'] },
      { name: 'offer_code_expires_at', columnNames: ['expires_at'] },
    ],
  }),
  new Table({
    name: 'access_token',
    columns: columns(
      { provider: 'varchar', token_hash: 'varchar' },
      { award_id: 'varchar', expires_at: 'varchar' },
    ),
    indices: [{ name: 'access_token_expires_at', columnNames: ['expires_at'] }],
  }),
  new Table({
    name: 'used_nonce',
    columns: columns({ provider: 'varchar', nonce_hash: 'varchar' }, { expires_at: 'varchar' }),
    indices: [{ name: 'used_nonce_expires_at', columnNames: ['expires_at'] }],
  }),
  new Table({
    name: 'issued_credential',
    columns: columns(
      { provider: 'varchar', award_id: 'varchar', configuration: 'varchar' },
      {
        format: 'varchar',
        holder: 'varchar',
        body: 'text',
        issued_at: 'varchar',
      },
    ),
  }),
  new Table({
    name: 'status_list',
    columns: columns(
      { provider: 'varchar', id: 'varchar' },
      {
        purpose: 'varchar',
        is_open: 'boolean',
        version: 'integer',
        published_version: 'integer',
        renew_at: 'varchar',
        created_at: 'varchar',
      },
    ),
    indices: [{ name: 'status_list_renew_at', columnNames: ['renew_at'] }],
  }),
  new Table({
    name: 'status_entry',
    columns: columns(
      { provider: 'varchar', list: 'varchar', entry_index: 'integer' },
      { award_id: 'varchar', is_set: 'boolean' },
    ),
  }),
  new Table({
    name: 'log_leaf',
    columns: columns(
      { provider: 'varchar', id: 'varchar' },
      {
        award_id: 'varchar',
        entry: 'varchar',
        created_at: 'varchar',
        'position?': 'integer',
      },
    ),
    uniques: [{ name: 'log_leaf_position', columnNames: ['position'] }],
  }),
  new Table({
    name: 'audit_entry',
    columns: columns(
      { provider: 'varchar', id: 'varchar' },
      {
        actor: 'varchar',
        action: 'varchar',
        subject: 'varchar',
        detail: 'text',
        at: 'varchar',
        'position?': 'integer',
      },
    ),
    uniques: [{ name: 'audit_entry_position', columnNames: ['position'] }],
    indices: [{ name: 'audit_entry_subject', columnNames: ['provider', 'subject'] }],
  }),
  new Table({
    name: 'published_document',
    columns: columns(
      { path: 'varchar' },
      {
        body: 'text',
        content_type: 'varchar',
        max_age_seconds: 'integer',
        publication: 'integer',
      },
    ),
    indices: [{ name: 'published_document_publication', columnNames: ['publication'] }],
  }),
  new Table({ name: 'counter', columns: columns({ id: 'varchar' }, { value: 'integer' }) }),
  new Table({
    name: 'sealed_secret',
    columns: columns(
      { name: 'varchar' },
      {
        iv: 'varchar',
        ciphertext: 'varchar',
        tag: 'varchar',
        created_at: 'varchar',
      },
    ),
  }),
]

/** The first shape of the city: providers, badges, awards, claims, status lists, log and what is published. */
export class CreateCity1772000000000 implements MigrationInterface {
  readonly name = 'CreateCity1772000000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table)
  }
}
