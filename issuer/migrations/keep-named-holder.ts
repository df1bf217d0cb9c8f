import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Awards that were made to a DID, also of before: by a learner's code, by a rule, or waiting for theirs. */
export class KeepNamedHolder1779410000000 implements MigrationInterface {
  readonly name = 'KeepNamedHolder1779410000000'

  async up(runner: QueryRunner): Promise<void> {
    // in SQL: on SQLite addColumn() makes the table anew, without its indices over expressions
    await runner.query(
      'ALTER TABLE "award" ADD COLUMN "is_holder_named" boolean NOT NULL DEFAULT FALSE',
    )
    await runner.query(
      `UPDATE "award" SET "is_holder_named" = TRUE
       WHERE ("holder" IS NOT NULL AND "claimed_at" IS NULL)
       OR "id" IN (SELECT "award_id" FROM "award_rule_use")
       OR "id" IN (SELECT "subject" FROM "audit_entry" WHERE "action" = 'learner-code.scanned')`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "award" DROP COLUMN "is_holder_named"')
  }
}
