import {
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableColumn,
  type TableColumnOptions,
} from 'typeorm'
import type { Schema } from '../../node/database/database.ts'
import {
  accountEntity,
  identityEntity,
  invitationEntity,
  membershipEntity,
  passkeyEntity,
  sessionEntity,
  ticketEntity,
  tryEntity,
} from './staff-entities.ts'

const text = (name: string): TableColumnOptions => ({ name, type: 'varchar' })
const key = (name: string): TableColumnOptions => ({ ...text(name), isPrimary: true })
const optional = (name: string): TableColumnOptions => ({ ...text(name), isNullable: true })
const long = (name: string): TableColumnOptions => ({ name, type: 'text' })

const tables: Table[] = [
  new Table({
    name: 'staff_account',
    columns: [
      key('id'),
      text('email'),
      text('name'),
      optional('password_hash'),
      text('created_at'),
    ],
    uniques: [{ name: 'staff_account_email', columnNames: ['email'] }],
  }),
  new Table({
    name: 'staff_membership',
    columns: [key('account_id'), key('scope'), text('role'), text('created_at')],
    indices: [{ name: 'staff_membership_scope', columnNames: ['scope'] }],
  }),
  new Table({
    name: 'staff_invitation',
    columns: [
      key('id'),
      text('token_hash'),
      text('email'),
      text('scope'),
      text('role'),
      text('invited_by'),
      text('created_at'),
      text('expires_at'),
    ],
    uniques: [
      { name: 'staff_invitation_token', columnNames: ['token_hash'] },
      { name: 'staff_invitation_once', columnNames: ['scope', 'email'] },
    ],
    indices: [{ name: 'staff_invitation_expiry', columnNames: ['expires_at'] }],
  }),
  new Table({
    name: 'staff_session',
    columns: [
      key('token_hash'),
      text('id'),
      text('account_id'),
      text('way'),
      text('created_at'),
      text('seen_at'),
      text('expires_at'),
      { ...long('flash'), isNullable: true },
    ],
    indices: [
      { name: 'staff_session_account', columnNames: ['account_id'] },
      { name: 'staff_session_expiry', columnNames: ['expires_at'] },
    ],
  }),
  new Table({
    name: 'staff_passkey',
    columns: [
      key('credential_id'),
      text('account_id'),
      long('public_key'),
      { name: 'counter', type: 'integer' },
      text('transports'),
      text('name'),
      text('created_at'),
      optional('used_at'),
    ],
    indices: [{ name: 'staff_passkey_account', columnNames: ['account_id'] }],
  }),
  new Table({
    name: 'staff_identity',
    columns: [key('issuer'), key('subject'), text('account_id'), text('created_at')],
    indices: [{ name: 'staff_identity_account', columnNames: ['account_id'] }],
  }),
  new Table({
    name: 'staff_ticket',
    columns: [
      key('token_hash'),
      text('purpose'),
      optional('account_id'),
      long('content'),
      text('expires_at'),
    ],
    indices: [
      { name: 'staff_ticket_account', columnNames: ['account_id', 'purpose'] },
      { name: 'staff_ticket_expiry', columnNames: ['expires_at'] },
    ],
  }),
  new Table({
    name: 'staff_try',
    columns: [key('key_hash'), { name: 'spent', type: 'real' }, text('at')],
    indices: [{ name: 'staff_try_at', columnNames: ['at'] }],
  }),
]

class KeepStaff1778000000000 implements MigrationInterface {
  readonly name = 'KeepStaff1778000000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table)
  }
}

/** Who works here may read Welsh mail. */
class SpeakToStaff1778522000000 implements MigrationInterface {
  readonly name = 'SpeakToStaff1778522000000'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of speaking) {
      const column = new TableColumn({ ...text('language'), default: "'en'" })
      await runner.addColumn(table, column)
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of speaking) await runner.dropColumn(table, 'language')
  }
}

const speaking = ['staff_account', 'staff_invitation']

/** Tables of the staff: an application spreads entities and migrations into its own schema. */
export const staffSchema: Schema = {
  entities: [
    accountEntity,
    membershipEntity,
    invitationEntity,
    sessionEntity,
    passkeyEntity,
    identityEntity,
    ticketEntity,
    tryEntity,
  ],
  migrations: [KeepStaff1778000000000, SpeakToStaff1778522000000],
}
