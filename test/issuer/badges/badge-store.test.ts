import { expect, it } from 'vitest'
import { badgeText } from '../../../issuer/badges/badge.ts'
import { readBadgeNames } from '../../../issuer/badges/badge-names.ts'
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

forEachDatabase('readBadgeNames', (bench) => {
  it('gives the English name of the newest version, and the slug of what is not there', async () => {
    const { database } = await storeCity(bench)
    const { reader } = database
    const first = await findBadge(reader, firstAid)
    if (first === undefined) throw new Error('the demonstration city has this badge')
    const slugs = ['first-aid', 'young-leader', 'first-aid', 'laser-cutter', 'never-published']
    const namesNow = async () => {
      const nameOf = await readBadgeNames(reader, { provider: 'harbour-youth', slugs })
      return slugs.map(nameOf)
    }
    const before = badgeText(first.design, 'en').name
    expect(await namesNow()).toEqual([
      before,
      'Young leader',
      before,
      'laser-cutter',
      'never-published',
    ])
    const text = badgeText(first.design, 'en')
    const renewed = { ...text, name: 'First aid, renewed' }
    const design = { ...first.design, texts: { ...first.design.texts, en: renewed } }
    await database.transact((tx) => addBadgeVersion(tx, { ...first, design, version: 2 }))
    expect((await namesNow())[0]).toBe('First aid, renewed')
  })

  it('asks nothing where nothing is named', async () => {
    const { database } = await storeCity(bench)
    const nameOf = await readBadgeNames(database.reader, { provider: 'harbour-youth', slugs: [] })
    expect(nameOf('first-aid')).toBe('first-aid')
  })
})
