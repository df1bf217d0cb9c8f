import { expect, it } from 'vitest'
import { type Portion, preparePortion } from '../../../issuer/log/append-portion.ts'
import { findAuditBreak } from '../../../issuer/log/audit-chain.ts'
import { logLeafEntity } from '../../../issuer/log/award-log.ts'
import { readHead } from '../../../issuer/log/log-store.ts'
import { givePlaces, leafTable, listWaiting } from '../../../issuer/log/places.ts'
import { decodeBase64url, encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { type StoredCity, storeCity } from '../stored-city.ts'
import { naiveRoot } from './naive-root.ts'

const sizeOf = { leaves: 'size', audit: 'auditSize' } as const

/** What was prepared, for this node. */
function prepare({ database, clock }: StoredCity, of: Portion['of'], node = 'one') {
  return preparePortion({ of }, { node, now: clock() }, database)
}

async function expectWhole({ database: { reader } }: StoredCity): Promise<void> {
  const placed = await reader.find(logLeafEntity, { order: { position: 'ASC' } })
  const { size, root } = await readHead(reader)
  const leaves = placed.filter(({ position }) => position !== null)
  expect(leaves.map(({ position }) => position)).toEqual(
    Array.from({ length: size }, (_, at) => at),
  )
  const hashes = leaves.map(({ leafHash }) => decodeBase64url(leafHash))
  expect(root).toBe(encodeBase64url(naiveRoot(hashes)))
  expect(await findAuditBreak(reader)).toBe(undefined)
}

forEachDatabase('what is prepared to be sealed', (bench) => {
  it.each(['leaves', 'audit'] as const)(
    'is what waited then: %s that come later wait for the next time',
    async (of) => {
      const city = await storeCity(bench)
      const size = async () => (await readHead(city.database.reader))[sizeOf[of]]
      await city.award()
      const append = await prepare(city, of)
      await city.award()
      expect(await size()).toBe(0)
      const first = await append()
      expect(await size()).toBe(first)
      expect(await (await prepare(city, of))()).toBe(first)
      expect(await (await prepare(city, of))()).toBe(0)
      expect(await size()).toBe(2 * Number(first))
      await expectWhole(city)
    },
  )

  it.each(['leaves', 'audit'] as const)(
    'is computed anew where %s got their places meanwhile',
    async (of) => {
      const city = await storeCity(bench)
      await city.award()
      const [one, other] = [await prepare(city, of), await prepare(city, of)]
      const first = await one()
      await city.award()
      expect(await other()).toBe(first)
      expect((await readHead(city.database.reader))[sizeOf[of]]).toBe(2 * Number(first))
      await expectWhole(city)
    },
  )

  it('is left to another node that seals meanwhile', async () => {
    const city = await storeCity(bench)
    await city.award()
    const mine = await prepare(city, 'leaves', 'one')
    expect(await (await prepare(city, 'audit', 'two'))()).toBeGreaterThan(0)
    expect(await mine()).toBe('elsewhere')
    expect(await (await prepare(city, 'leaves', 'one'))()).toBe('elsewhere')
    expect((await readHead(city.database.reader)).size).toBe(0)
  })

  it('is refused where a row is not where it was, and nothing of it stands', async () => {
    const city = await storeCity(bench)
    await city.award()
    const { database } = city
    const [row] = await listWaiting(database.reader, leafTable, 1)
    if (row === undefined) throw new Error('nothing waits')
    const rows = [{ ...row, name: `${row.name}x` }]
    const placing = database.transact((tx) => givePlaces(tx, leafTable, { first: 0, rows }))
    await expect(placing).rejects.toThrow('rows of log_leaf have moved')
    expect(await listWaiting(database.reader, leafTable, 1)).toEqual([row])
  })
})
