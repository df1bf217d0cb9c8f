import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Of the requests that expired only those whose key is still there have something to be forgotten. */
export class IndexSealedResponseKeys1776100000000 implements MigrationInterface {
  readonly name = 'IndexSealedResponseKeys1776100000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop index presentation_request_expires_at')
    await runner.query(
      `create index presentation_request_sealed on presentation_request (expires_at)
        where sealed_response_key is not null`,
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index presentation_request_sealed')
    await runner.query(
      'create index presentation_request_expires_at on presentation_request (expires_at)',
    )
  }
}
