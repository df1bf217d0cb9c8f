import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How large what was given for each report is, so that it counts among what an organisation keeps. */
export class SizeMadeReports1795530001777 implements MigrationInterface {
  readonly name = 'SizeMadeReports1795530001777'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table made_report add column bytes integer not null default 0')
    await runner.query('update made_report set bytes = length(sealed)')
    await runner.query('create index made_report_bytes on made_report (organisation, bytes)')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index made_report_bytes')
    await runner.query('alter table made_report drop column bytes')
  }
}
