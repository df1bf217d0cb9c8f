import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'

const column = new TableColumn({ name: 'is_holder_named', type: 'boolean', default: false })

/** Awards that were made to a DID, also of before: by a learner's code, by a rule, or waiting for theirs. */
export class KeepNamedHolder1779410000000 implements MigrationInterface {
  readonly name = 'KeepNamedHolder1779410000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('award', column)
    await runner.query(
      `UPDATE "award" SET "is_holder_named" = TRUE
       WHERE ("holder" IS NOT NULL AND "claimed_at" IS NULL)
       OR "id" IN (SELECT "award_id" FROM "award_rule_use")
       OR "id" IN (SELECT "subject" FROM "audit_entry" WHERE "action" = 'learner-code.scanned')`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('award', column)
  }
}
