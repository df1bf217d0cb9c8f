import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'

export class CreateVerifierIdentity1771000000000 implements MigrationInterface {
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
