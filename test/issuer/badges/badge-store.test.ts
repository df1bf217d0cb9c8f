import { expect, it } from 'vitest'
import {
  addBadgeVersion,
  findBadge,
  findBadgeVersions,
  listBadges,
} from '../../../issuer/badges/badge-store.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'

const firstAid = { provider: 'harbour-youth', slug: 'first-aid' }
const laserCutter = { provider: 'dock-makers', slug: 'laser-cutter' }

forEachDatabase('findBadgeVersions', (bench) => {
  it('finds each named version once, and no other', async () => {
    const { database } = await storeCity(bench)
    const first = await findBadge(database.reader, firstAid)
    if (first === undefined) throw new Error('the demonstration city has this badge')
    await database.transact((tx) => addBadgeVersion(tx, { ...first, version: 2 }))
    const found = await findBadgeVersions(database.reader, [
      { ...firstAid, version: 1 },
      { ...laserCutter, version: 1 },
      { ...firstAid, version: 1 },
      { ...firstAid, version: 9 },
      { provider: 'dock-makers', slug: 'first-aid', version: 1 },
    ])
    const names = found.map(({ provider, slug, version }) => [provider, slug, version])
    expect(names.sort()).toEqual([
      ['dock-makers', 'laser-cutter', 1],
      ['harbour-youth', 'first-aid', 1],
    ])
  })

  it('finds nothing where nothing is named', async () => {
    const { database } = await storeCity(bench)
    expect(await findBadgeVersions(database.reader, [])).toEqual([])
  })
})

forEachDatabase('listBadges', (bench) => {
  const namesOf = (badges: { slug: string; version: number }[]) =>
    badges.map(({ slug, version }) => `${slug} ${version}`)

  it('finds what shows a skill in its newest version', async () => {
    const { database } = await storeCity(bench)
    const { reader } = database
    const skill = 'leadership'
    expect(namesOf(await listBadges(reader, { skill, limit: 10 }))).toEqual([
      'volunteer-lead 1',
      'young-leader 1',
    ])
    const leader = await findBadge(reader, { provider: 'harbour-youth', slug: 'young-leader' })
    if (leader === undefined) throw new Error('the demonstration city has this badge')
    const design = { ...leader.design, skills: [] }
    await database.transact((tx) => addBadgeVersion(tx, { ...leader, design, version: 2 }))
    expect(namesOf(await listBadges(reader, { skill, limit: 10 }))).toEqual(['volunteer-lead 1'])
    await database.transact((tx) => addBadgeVersion(tx, { ...leader, version: 3 }))
    expect(namesOf(await listBadges(reader, { skill, limit: 10 }))).toEqual([
      'volunteer-lead 1',
      'young-leader 3',
    ])
    // what is there stays as it is
    await database.transact((tx) => addBadgeVersion(tx, { ...leader, design, version: 3 }))
    expect(await listBadges(reader, { skill, limit: 10 })).toHaveLength(2)
    const after = { provider: 'harbour-youth', slug: 'aaa' }
    expect(namesOf(await listBadges(reader, { skill, limit: 10, after }))).toEqual([
      'young-leader 3',
    ])
  })
})
