import { EntitySchema } from 'typeorm'
import { expect, it } from 'vitest'
import { badgeSkillEntity } from '../../../issuer/badges/badge-store.ts'
import { KeepBadgeSkills1777600000000 } from '../../../issuer/migrations/keep-badge-skills.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import { forEachDatabase } from '../../support/postgres.ts'

/** The table as it was then. */
const badgeEntity = new EntitySchema({
  name: 'badge',
  columns: {
    provider: { type: 'varchar', primary: true },
    slug: { type: 'varchar', primary: true },
    version: { type: 'integer', primary: true },
    design: { type: 'text' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

forEachDatabase('KeepBadgeSkills', (bench) => {
  it('finds the skills of the badges that are there', async () => {
    const location = bench.freshLocation()
    const before = issuerSchema.migrations.indexOf(KeepBadgeSkills1777600000000)
    const migrations = issuerSchema.migrations.slice(0, before)
    const others = issuerSchema.entities.filter(({ options }) => options.name !== 'badge')
    const entities = [...others, badgeEntity]
    const older = await bench.open({ entities, migrations }, {}, location)
    const badge = (slug: string, codes: string[]) => ({
      provider: 'dock-makers',
      slug,
      version: 1,
      design: JSON.stringify({ skills: codes.map((code) => ({ code })) }),
      createdAt: '2026-11-22T10:00:00.000Z',
    })
    await older.transact((tx) =>
      tx.insert(badgeEntity, [badge('saw', ['wood', 'care', 'wood']), badge('tea', [])]),
    )
    await older.close()

    const { reader } = await bench.open(issuerSchema, {}, location)

    expect(await reader.find(badgeSkillEntity, { order: { skill: 'ASC' } })).toEqual([
      { skill: 'care', provider: 'dock-makers', badge: 'saw', version: 1 },
      { skill: 'wood', provider: 'dock-makers', badge: 'saw', version: 1 },
    ])
  })
})
