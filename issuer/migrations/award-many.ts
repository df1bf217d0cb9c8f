import type { MigrationInterface, QueryRunner } from 'typeorm'

const storeBodies = (kind: string) =>
  `ALTER TABLE "issued_credential" ALTER COLUMN "body" SET STORAGE ${kind}`

/**
 * Leaves badges on PostgreSQL as they are: they are hashes and signatures for the most part, and a fifth of what it takes
 * to keep an award was to compress its badge.
 */
export class AwardMany1795527000888 implements MigrationInterface {
  readonly name = 'AwardMany1795527000888'

  async up(runner: QueryRunner): Promise<void> {
    if (isPostgres(runner)) await runner.query(storeBodies('EXTERNAL'))
  }

  async down(runner: QueryRunner): Promise<void> {
    if (isPostgres(runner)) await runner.query(storeBodies('EXTENDED'))
  }
}

function isPostgres({ connection }: QueryRunner): boolean {
  return connection.options.type === 'postgres'
}
