import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import type { Did } from '../../shared/did/did.ts'
import type { Database, Schema } from '../../shared/node/database/database.ts'

/** Which keys the verifier's DID has. The private halves are in the agent's key store. */
export type IdentityRow = {
  did: Did
  /** Signs requests (ES256: what most wallets accept). */
  p256KeyId: string
  ed25519KeyId: string
  createdAt: string
}

const identityEntity = new EntitySchema<IdentityRow>({
  name: 'verifier_identity',
  tableName: 'verifier_identity',
  columns: {
    did: { type: 'varchar', primary: true },
    p256KeyId: { type: 'varchar', name: 'p256_key_id' },
    ed25519KeyId: { type: 'varchar', name: 'ed25519_key_id' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

class CreateVerifierIdentity1771000000000 implements MigrationInterface {
  readonly name = 'CreateVerifierIdentity1771000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'verifier_identity',
        columns: [
          { name: 'did', type: 'varchar', isPrimary: true },
          { name: 'p256_key_id', type: 'varchar' },
          { name: 'ed25519_key_id', type: 'varchar' },
          { name: 'created_at', type: 'varchar' },
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('verifier_identity')
  }
}

export const identitySchema: Schema = {
  // an EntitySchema of one row type stands for any entity to TypeORM
  entities: [identityEntity] as Schema['entities'],
  migrations: [CreateVerifierIdentity1771000000000],
}

export function findIdentity(
  database: Pick<Database, 'reader'>,
  did: Did,
): Promise<IdentityRow | null> {
  return database.reader.findOneBy(identityEntity, { did })
}

/** Settles the identity once: of several processes that start together the first one's keys stand. */
export async function settleIdentity(database: Database, row: IdentityRow): Promise<IdentityRow> {
  return database.transact(async (tx) => {
    await tx.createQueryBuilder().insert().into(identityEntity).values(row).orIgnore().execute()
    return (await tx.findOneBy(identityEntity, { did: row.did })) ?? row
  })
}
