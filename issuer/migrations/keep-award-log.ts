import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import { leafHash, treeRoot } from '../../shared/trust/merkle-tree.ts'
import { columns } from './columns.ts'

/** Leaves are found by their hash, since proofs are asked for by it. */
const leafTable = new Table({
  name: 'log_leaf',
  columns: columns(
    { leaf_hash: 'varchar', provider: 'varchar' },
    { award_id: 'varchar', created_at: 'varchar', 'position?': 'integer' },
  ),
  uniques: [{ name: 'log_leaf_place', columnNames: ['position'] }],
})

const newTables: Table[] = [
  new Table({
    name: 'log_head',
    columns: columns(
      { id: 'varchar' },
      {
        size: 'integer',
        root: 'varchar',
        audit_size: 'integer',
        audit_hash: 'varchar',
        lease_holder: 'varchar',
        lease_until: 'varchar',
      },
    ),
  }),
  new Table({
    name: 'log_tile',
    columns: columns({ level: 'integer', tile_index: 'integer' }, { hashes: 'text' }),
  }),
  new Table({
    name: 'log_checkpoint',
    columns: columns(
      { size: 'integer' },
      {
        root: 'varchar',
        statement: 'text',
        key_thumbprint: 'varchar',
        is_good: 'boolean',
        signed_at: 'varchar',
      },
    ),
  }),
  new Table({
    name: 'audit_chain',
    columns: columns({ size: 'integer' }, { hash: 'varchar', sealed_at: 'varchar' }),
  }),
]

type OldLeaf = {
  provider: string
  award_id: string
  entry: string
  created_at: string
}

/** Head, tiles and checkpoints of the award log, and the chain of the audit. */
export class KeepAwardLog1774000000000 implements MigrationInterface {
  readonly name = 'KeepAwardLog1774000000000'

  async up(runner: QueryRunner): Promise<void> {
    const leaves: OldLeaf[] = await runner.query(
      'SELECT provider, award_id, entry, created_at FROM log_leaf',
    )
    await runner.dropTable('log_leaf')
    for (const table of [leafTable, ...newTables]) await runner.createTable(table)
    await runner.manager
      .createQueryBuilder()
      .insert()
      .into('log_head')
      .values({
        id: 'award-log',
        size: 0,
        root: encodeBase64url(treeRoot(0, () => new Uint8Array())),
        auditSize: 0,
        auditHash: '',
        leaseHolder: '',
        leaseUntil: '',
      })
      .execute()
    for (const { entry, provider, award_id, created_at } of leaves) {
      await runner.manager
        .createQueryBuilder()
        .insert()
        .into('log_leaf', ['leafHash', 'provider', 'awardId', 'createdAt'])
        .values({
          leafHash: encodeBase64url(leafHash(Buffer.from(entry, 'hex'))),
          provider,
          awardId: award_id,
          createdAt: created_at,
        })
        .execute()
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...newTables].reverse()) await runner.dropTable(table)
  }
}
