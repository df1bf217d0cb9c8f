import { expect, it } from 'vitest'
import { changeAwardStatus, type StatusChange } from '../../../issuer/awards/change-status.ts'
import { statusEntryEntity } from '../../../issuer/status/status-entry-store.ts'
import { allocateStatus, readStatusList } from '../../../issuer/status/status-store.ts'
import { stirStatusLists } from '../../../issuer/status/stir-status-lists.ts'
import type { Database } from '../../../shared/node/database/database.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { type StoredCity, storeCity } from '../stored-city.ts'

const at = '2026-11-22T10:00:00.000Z'

/** Set bits of the list, told apart as only the city can. */
async function readBits({ reader }: Database, key: { provider: string; list: string }) {
  const entries = await reader.findBy(statusEntryEntity, key)
  const set = entries.filter(({ isSet }) => isSet)
  const indicesOf = (rows: typeof entries) => rows.map(({ entryIndex }) => entryIndex)
  return {
    decoys: indicesOf(set.filter(({ awardId }) => awardId === '')),
    badges: indicesOf(set.filter(({ awardId }) => awardId !== '')),
    kept: indicesOf(entries.filter(({ awardId }) => awardId === '')),
  }
}

const keyOf = ({ provider, statusList }: { provider: string; statusList: string }) => ({
  provider,
  list: statusList,
})

function change({ database }: StoredCity, key: { provider: string; id: string }, to: StatusChange) {
  const input = { key, change: to, reason: 'asked to', actor: { name: 'api-key:test' }, at }
  return database.transact((tx) => changeAwardStatus(tx, input))
}

forEachDatabase('decoys', (bench) => {
  it('are in a new list, as many as chance has it', async () => {
    const { database } = await storeCity(bench)
    const counts: number[] = []
    for (let list = 0; list < 24; list += 1) {
      const award = {
        provider: `provider-${list}`,
        purpose: 'revocation',
        at,
      } as const
      const places = await database.transact((tx) => allocateStatus(tx, award, ['one']))
      const place = places.get('one')
      const key = { provider: award.provider, list: place?.list ?? '' }
      const { decoys, badges } = await readBits(database, key)
      expect(badges).toEqual([])
      counts.push(decoys.length)
    }
    expect(counts.every((count) => count >= 64 && count <= 512)).toBe(true)
    // 24 draws of 449 numbers: that they lie so close together happens once in 10^15 runs
    expect(Math.max(...counts) - Math.min(...counts)).toBeGreaterThan(50)
  })

  it('lie everywhere in the list', async () => {
    const city = await storeCity(bench)
    const { decoys } = await readBits(city.database, keyOf(await city.award()))
    const quarters = [0, 1, 2, 3].map((quarter) =>
      decoys.filter((index) => Math.floor(index / 32_768) === quarter),
    )
    // the chance that a quarter of 131,072 places has none of 64 is 10^-8
    expect(quarters.every(({ length }) => length > 0)).toBe(true)
  })

  it('join revocations, stay for good, and never touch a badge', async () => {
    const city = await storeCity(bench)
    const awards = await Promise.all(Array.from({ length: 30 }, () => city.award()))
    const [first] = awards
    if (first === undefined) throw new Error('no award')
    const before = await readBits(city.database, keyOf(first))
    const revoked = awards.slice(0, 20)
    for (const award of revoked) await change(city, award, 'revoke')

    const after = await readBits(city.database, keyOf(first))

    expect(after.badges.toSorted()).toEqual(
      revoked.map(({ statusIndex }) => statusIndex).toSorted(),
    )
    expect(after.decoys).toEqual(expect.arrayContaining(before.decoys))
    expect(
      after.kept.filter((index) => awards.some((award) => award.statusIndex === index)),
    ).toEqual([])
    // 20 times 0 to 3; none at all once in 10^12 runs
    const added = after.decoys.length - before.decoys.length
    expect(added).toBeGreaterThan(0)
    expect(added).toBeLessThanOrEqual(60)
  })

  it('of a list of suspensions go and come back, and keep their places', async () => {
    const city = await storeCity(bench)
    const award = await city.award({ badge: 'dock-makers/laser-cutter' })
    const before = await readBits(city.database, keyOf(award))
    for (let round = 0; round < 10; round += 1) {
      await change(city, award, 'suspend')
      await change(city, award, 'reinstate')
    }
    const after = await readBits(city.database, keyOf(award))
    expect(after.badges).toEqual([])
    expect(after.kept).toEqual(expect.arrayContaining(before.kept))
    // none of 20 times 0 to 3: once in 10^12 runs
    expect(after.kept.length).toBeGreaterThan(before.kept.length)
    expect(after.decoys.length).toBeLessThan(after.kept.length)
  })

  it('change lists out of turn though no badge did, which then are due', async () => {
    const city = await storeCity(bench)
    const award = await city.award()
    const { provider, list: id } = keyOf(award)
    const before = await readBits(city.database, keyOf(award))
    for (let round = 0; round < 20; round += 1) await stirStatusLists(city.database, { oneIn: 1 })

    const after = await readBits(city.database, keyOf(award))
    const found = await city.database.transact((tx) => readStatusList(tx, { provider, id }))

    expect(found?.list).toMatchObject({ version: 21, publishedVersion: 0 })
    expect(after.badges).toEqual([])
    expect(after.decoys.length).toBeGreaterThan(before.decoys.length)
  })
})
