import type { MigrationInterface, QueryRunner } from 'typeorm'

const living = `select id from api_key where id like 'bootstrap-%' and revoked_at is null
  order by created_at desc limit 1`

/**
 * The configured key has one id whatever its text is, so that repeated calls are known as such over a change of
 * the key. Keys that stood in the configuration before have ended and are not needed.
 */
export class NameConfiguredApiKey1776000000000 implements MigrationInterface {
  readonly name = 'NameConfiguredApiKey1776000000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `update idempotency_key set scope = 'configuration' where scope = (${living})`,
    )
    await runner.query(`update api_key set id = 'configuration' where id = (${living})`)
    await runner.query(`delete from api_key where id like 'bootstrap-%'`)
  }

  /** The living key keeps its new id: the version before would make itself another. */
  async down(): Promise<void> {}
}
