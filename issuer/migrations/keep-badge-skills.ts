import { type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { columns } from './columns.ts'

/** Which badges show a skill: one row for each skill of each version. */
const badgeSkillTable = new Table({
  name: 'badge_skill',
  columns: columns(
    { skill: 'varchar', provider: 'varchar', badge: 'varchar', version: 'integer' },
    {},
  ),
})

type KeptBadge = { provider: string; slug: string; version: number; design: string }

/** So that the page of a skill reads its own badges alone. */
export class KeepBadgeSkills1777600000000 implements MigrationInterface {
  readonly name = 'KeepBadgeSkills1777600000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(badgeSkillTable)
    const badges: KeptBadge[] = await runner.query(
      'SELECT provider, slug, version, design FROM badge',
    )
    for (const { provider, slug, version, design } of badges) {
      const rows = skillsIn(design).map((skill) => ({ skill, provider, badge: slug, version }))
      if (rows.length === 0) continue
      await runner.manager
        .createQueryBuilder()
        .insert()
        .into('badge_skill', ['skill', 'provider', 'badge', 'version'])
        .values(rows)
        .execute()
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(badgeSkillTable)
  }
}

function skillsIn(design: string): string[] {
  const { skills }: { skills: { code: string }[] } = JSON.parse(design)
  return [...new Set(skills.map(({ code }) => code))]
}
