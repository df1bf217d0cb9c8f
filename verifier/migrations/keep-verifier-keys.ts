import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { type HistoricKey, newHistoricKey } from '../../shared/node/identity/historic-key.ts'
import { CreateVerifierIdentity1771000000000 } from './create-verifier-identity.ts'

type IdentityRow = { did: string; p256_key_id: string; ed25519_key_id: string; created_at: string }

/** The one key of each kind that a verifier had is the beginning of its history. */
export class KeepVerifierKeys1776100000002 implements MigrationInterface {
  readonly name = 'KeepVerifierKeys1776100000002'

  async up(runner: QueryRunner): Promise<void> {
    const required = (name: string) => ({ name, type: 'varchar' })
    await runner.createTable(
      new Table({
        name: 'verifier_key',
        columns: [
          { ...required('did'), isPrimary: true },
          { ...required('key_id'), isPrimary: true },
          required('key_type'),
          required('public_key_hex'),
          required('thumbprint'),
          required('created_at'),
          { ...required('retired_at'), isNullable: true },
          { ...required('compromised_at'), isNullable: true },
        ],
      }),
    )
    const rows: IdentityRow[] = await runner.query('select * from verifier_identity')
    for (const row of rows) await runner.manager.insert('verifier_key', firstKeysOf(row))
    await runner.dropTable('verifier_identity')
  }

  /** The version before knows one key of each kind, and none that ended. */
  async down(runner: QueryRunner): Promise<void> {
    await new CreateVerifierIdentity1771000000000().up(runner)
    await runner.query(`insert into verifier_identity
      select did, max(case when key_type = 'Secp256r1' then key_id end),
        max(case when key_type = 'Ed25519' then key_id end), min(created_at)
      from verifier_key where retired_at is null and compromised_at is null group by did`)
    await runner.dropTable('verifier_key')
  }
}

/** The agent called these keys by the public key itself. */
function firstKeysOf({ did, created_at: at, ...row }: IdentityRow): HistoricKey[] {
  const keys = [
    { kid: row.p256_key_id, type: 'Secp256r1', publicKeyHex: row.p256_key_id },
    { kid: row.ed25519_key_id, type: 'Ed25519', publicKeyHex: row.ed25519_key_id },
  ]
  return keys.map((key) => newHistoricKey({ did, key, at }))
}
