import { expect, it } from 'vitest'
import { type StatusPlace, statusEntryEntity } from '../../../issuer/status/status-entry-store.ts'
import {
  allocateStatus,
  changeStatusBit,
  listStatusListsDue,
  markStatusListPublished,
  readStatusList,
  statusListEntity,
} from '../../../issuer/status/status-store.ts'
import type { Database } from '../../../shared/node/database/database.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'

const provider = 'harbour-youth'
const at = '2026-11-22T10:00:00.000Z'

async function allocate(
  database: Database,
  awardId: string,
  purpose: 'revocation' | 'suspension',
): Promise<StatusPlace> {
  const places = await database.transact((tx) =>
    allocateStatus(tx, { provider, purpose, at }, [awardId]),
  )
  return places.get(awardId) ?? { list: '', index: -1 }
}

forEachDatabase('status lists', (bench) => {
  it('hold the places of one purpose each', async () => {
    const { database } = await storeCity(bench)
    const one = await allocate(database, 'one', 'revocation')
    const two = await allocate(database, 'two', 'revocation')
    const licence = await allocate(database, 'licence', 'suspension')
    expect(two.list).toBe(one.list)
    expect(licence.list).not.toBe(one.list)
    expect([one.index, two.index, licence.index].every((index) => index < 131_072)).toBe(true)
    expect(await database.reader.count(statusListEntity)).toBe(2)
  })

  it('make way for a new one when no free place is found', async () => {
    const { database } = await storeCity(bench)
    const { list } = await allocate(database, 'first', 'revocation')
    // every place of the list is taken
    await database.transact(async (tx) => {
      await tx.delete(statusEntryEntity, { provider, list })
      await tx.query(fillStatement(database.kind), [provider, list])
    })

    const place = await allocate(database, 'next', 'revocation')

    expect(place.list).not.toBe(list)
    const lists = await database.reader.find(statusListEntity)
    const openById = Object.fromEntries(lists.map(({ id, isOpen }) => [id, isOpen]))
    expect(openById).toEqual({ [list]: false, [place.list]: true })
    expect((await allocate(database, 'last', 'revocation')).list).toBe(place.list)
  })

  it('are due while what is signed is behind, and when it grows old', async () => {
    const { database } = await storeCity(bench)
    const { list: id, index } = await allocate(database, 'one', 'revocation')
    const key = { provider, id }
    const isDue = async (now: string) =>
      (await listStatusListsDue(database.reader, now)).some((due) => due.id === id)
    const publish = (version: number, signedAt: string, renewAt: string) =>
      database.transact((tx) => markStatusListPublished(tx, { ...key, version, signedAt, renewAt }))

    expect(await isDue(at)).toBe(true)
    expect(await publish(1, at, '2026-11-22T22:00:00.000Z')).toBe(true)
    expect(await isDue('2026-11-22T21:59:59.000Z')).toBe(false)
    expect(await isDue('2026-11-22T22:00:00.000Z')).toBe(true)

    await database.transact((tx) => changeStatusBit(tx, { provider, list: id, index, isSet: true }))
    expect(await isDue(at)).toBe(true)
    expect(await publish(2, at, '2026-11-22T23:00:00.000Z')).toBe(true)
    // a node that signed the older state is too late
    expect(await publish(1, '2026-11-22T23:30:00.000Z', '2026-11-23T11:00:00.000Z')).toBe(false)
    // and one that signed the same state twice says nothing new
    expect(await publish(2, at, '2026-11-22T23:00:00.000Z')).toBe(false)

    const found = await database.transact((tx) => readStatusList(tx, key))
    expect(found).toMatchObject({
      list: { version: 2, publishedVersion: 2, renewAt: '2026-11-22T23:00:00.000Z' },
      setIndices: expect.arrayContaining([index]),
    })
  })
})

/** Takes every place in one statement. */
function fillStatement(kind: Database['kind']): string {
  const numbers =
    kind === 'postgres'
      ? 'SELECT n FROM generate_series(0, 131071) AS n'
      : 'WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < 131071) SELECT n FROM numbers'
  const [one, two] = kind === 'postgres' ? ['$1', '$2'] : ['?1', '?2']
  const no = kind === 'postgres' ? 'false' : '0'
  return `INSERT INTO status_entry (provider, list, entry_index, award_id, is_set)
    SELECT ${one}, ${two}, n, 'somebody', ${no} FROM (${numbers}) AS places`
}
