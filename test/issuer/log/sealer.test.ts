import { expect, it } from 'vitest'
import { auditChainEntity, findAuditBreak } from '../../../issuer/log/audit-chain.ts'
import { auditEntity } from '../../../issuer/log/audit-entry.ts'
import { logLeafEntity } from '../../../issuer/log/award-log.ts'
import { checkpointEntity, findLatestCheckpoint } from '../../../issuer/log/checkpoints.ts'
import { findInclusionProof, getConsistencyProof } from '../../../issuer/log/log-documents.ts'
import { readHead, rootOf } from '../../../issuer/log/log-store.ts'
import { createSealer } from '../../../issuer/log/sealer.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import { decodeBase64url, encodeBase64url } from '../../../shared/did/base-encoding.ts'
import type { Database } from '../../../shared/node/database/database.ts'
import { verifyConsistency, verifyInclusion } from '../../../shared/trust/merkle-proof.ts'
import { treeRoot } from '../../../shared/trust/merkle-tree.ts'
import { type DatabaseBench, forEachDatabase } from '../../support/postgres.ts'
import { type StoredCity, storeCity } from '../stored-city.ts'
import { naiveRoot } from './naive-root.ts'

function sealerOf({ database, clock }: Pick<StoredCity, 'database' | 'clock'>, node = 'one') {
  return createSealer({
    database,
    node,
    clock,
    signLogState: async ({ size, root }) => ({
      statement: `signed ${size} ${root}`,
      keyThumbprint: 'key',
    }),
  })
}

async function listLeaves(database: Database) {
  const rows = await database.reader.find(logLeafEntity, { order: { position: 'ASC' } })
  expect(rows.map(({ position }) => position)).toEqual(rows.map((_, index) => index))
  return rows.map(({ leafHash }) => decodeBase64url(leafHash))
}

async function awardMany(city: StoredCity, count: number) {
  await Promise.all(Array.from({ length: count }, () => city.award()))
}

forEachDatabase('createSealer', (bench) => {
  it('holds its place while nothing is new, and leaves it to another', async () => {
    const city = await storeCity(bench)
    const [one, two] = [sealerOf(city, 'one'), sealerOf(city, 'two')]
    const lease = async () => {
      const { leaseHolder, leaseUntil } = await readHead(city.database.reader)
      return [leaseHolder, leaseUntil]
    }
    await one.holdPlace()
    expect(await lease()).toEqual(['one', '2026-11-22T10:00:10.000Z'])
    city.clock.advance(4)
    await one.holdPlace()
    expect(await lease()).toEqual(['one', '2026-11-22T10:00:10.000Z'])
    city.clock.advance(2)
    await two.holdPlace()
    await two.leavePlace()
    expect(await lease()).toEqual(['one', '2026-11-22T10:00:10.000Z'])
    await one.holdPlace()
    expect(await lease()).toEqual(['one', '2026-11-22T10:00:16.000Z'])
    await one.leavePlace()
    await two.holdPlace()
    expect(await lease()).toEqual(['two', '2026-11-22T10:00:16.000Z'])
  })

  it('signs the empty log first, and then only what is new', async () => {
    const city = await storeCity(bench)
    const sealer = sealerOf(city)
    const root = encodeBase64url(treeRoot(0, () => new Uint8Array()))

    expect(await sealer.sealNow()).toBe('sealed')
    expect(await sealer.sealNow()).toBe('nothing-new')

    expect(await city.database.reader.find(checkpointEntity)).toEqual([
      {
        size: 0,
        root,
        statement: `signed 0 ${root}`,
        keyThumbprint: 'key',
        isGood: true,
        signedAt: '2026-11-22T10:00:00.000Z',
      },
    ])
  })

  it('gives every leaf a place, and each state of the tree continues the one before', async () => {
    const city = await storeCity(bench)
    const sealer = sealerOf(city)
    const { reader } = city.database
    const states: { size: number; root: Uint8Array }[] = []
    // two leaves each; 260 leaves fill a tile
    for (const count of [1, 2, 127, 3]) {
      await awardMany(city, count)
      city.clock.advance(1)
      expect(await sealer.sealNow()).toBe('sealed')
      const head = await readHead(reader)
      states.push({ size: head.size, root: rootOf(head) })
    }

    const leaves = await listLeaves(city.database)
    expect(states.map(({ size }) => size)).toEqual([2, 6, 260, 266])
    expect(states.map(({ root }) => root)).toEqual(
      states.map(({ size }) => naiveRoot(leaves.slice(0, size))),
    )
    for (const [index, leaf] of leaves.entries()) {
      const proof = await findInclusionProof(reader, leaf)
      const state = states.find(({ size }) => size > index)
      expect(proof?.checkpoint).toBe(
        `signed ${state?.size} ${encodeBase64url(naiveRoot(leaves.slice(0, state?.size)))}`,
      )
      const path = proof?.path.map(decodeBase64url) ?? []
      const claim = { leaf, index, proof: path, size: state?.size ?? 0, root: state?.root ?? leaf }
      expect(verifyInclusion(claim)).toBe(true)
    }
    for (const [old, next] of pairsOf(states)) {
      const { path } = await getConsistencyProof(reader, { oldSize: old.size, newSize: next.size })
      const proof = path.map(decodeBase64url)
      const sizes = { oldSize: old.size, newSize: next.size }
      expect(verifyConsistency({ ...sizes, oldRoot: old.root, newRoot: next.root, proof })).toBe(
        true,
      )
    }
  })

  it('chains the audit, so that a changed, missing or added entry shows', async () => {
    const city = await storeCity(bench)
    const { reader } = city.database
    const sealer = sealerOf(city)
    await awardMany(city, 2)
    await sealer.sealNow()
    await awardMany(city, 1)
    await sealer.sealNow()
    expect(await readHead(reader)).toMatchObject({ auditSize: 3 })
    expect(await findAuditBreak(reader)).toBe(undefined)

    const change = (position: number, changes: object) =>
      city.database.transact((tx) => tx.update(auditEntity, { position }, changes))
    const { actor } = (await reader.findOneBy(auditEntity, { position: 2 })) ?? { actor: '' }
    await change(2, { actor: 'somebody-else' })
    expect(await findAuditBreak(reader)).toBe(3)
    await change(2, { actor })
    expect(await findAuditBreak(reader)).toBe(undefined)
    await city.database.transact((tx) => tx.delete(auditEntity, { position: 0 }))
    expect(await findAuditBreak(reader)).toBe(2)
  })

  it('goes on where a crash came between the places and the signature', async () => {
    const city = await storeCity(bench)
    await awardMany(city, 1)
    const failing = createSealer({
      database: city.database,
      node: 'one',
      clock: city.clock,
      signLogState: () => Promise.reject(new Error('the process is killed here')),
    })
    await expect(failing.sealNow()).rejects.toThrow('the process is killed here')
    expect(await findLatestCheckpoint(city.database.reader)).toBe(undefined)

    expect(await sealerOf(city).sealNow()).toBe('sealed')

    expect(await findLatestCheckpoint(city.database.reader)).toMatchObject({ size: 2 })
    await listLeaves(city.database)
  })

  it('seals by turns: the leaves, then their checkpoint and the audit', async () => {
    const city = await storeCity(bench)
    const sealer = sealerOf(city)
    await awardMany(city, 1)
    const state = async () => {
      const { size, auditSize } = await readHead(city.database.reader)
      const latest = await findLatestCheckpoint(city.database.reader)
      return { size, auditSize, signed: latest?.size }
    }

    expect(await sealer.sealNext()).toBe('sealed')
    expect(await state()).toEqual({ size: 2, auditSize: 0, signed: undefined })
    await awardMany(city, 1)
    expect(await sealer.sealNext()).toBe('sealed')
    expect(await state()).toEqual({ size: 2, auditSize: 2, signed: 2 })
    expect(await sealer.sealNext()).toBe('sealed')
    expect(await sealer.sealNext()).toBe('sealed')
    expect(await state()).toEqual({ size: 4, auditSize: 2, signed: 4 })
    expect([await sealer.sealNext(), await sealer.sealNext()]).toEqual([
      'nothing-new',
      'nothing-new',
    ])
  })

  it('keeps a checkpoint though the audit cannot be chained', async () => {
    const city = await storeCity(bench)
    await awardMany(city, 1)
    const { auditSize } = await readHead(city.database.reader)
    const inTheWay = { size: auditSize + 1, hash: '', sealedAt: '' }
    await city.database.transact((tx) => tx.insert(auditChainEntity, inTheWay))
    await expect(sealerOf(city).sealNow()).rejects.toThrow()
    expect(await findLatestCheckpoint(city.database.reader)).toMatchObject({ size: 2 })
  })

  it('lets one of two nodes work, and the other take over when the first is silent', async () => {
    const { city, other } = await storeSharedCity(bench)
    const sealers = [sealerOf(city, 'one'), sealerOf(other, 'two')]
    await awardMany(city, 20)

    const outcomes = await Promise.all(sealers.map((sealer) => sealer.sealNow()))

    expect(outcomes.filter((outcome) => outcome === 'sealed')).toHaveLength(1)
    const first = outcomes.indexOf('sealed')
    await awardMany(city, 1)
    expect(await sealers[1 - first]?.sealNow()).toBe('elsewhere')
    city.clock.advance(11)
    expect(await sealers[1 - first]?.sealNow()).toBe('sealed')
    const leaves = await listLeaves(city.database)
    expect(await readHead(other.database.reader)).toMatchObject({
      size: 42,
      root: encodeBase64url(naiveRoot(leaves)),
    })
  })

  it('keeps the log whole while two nodes award and both would seal', async () => {
    const { city, other } = await storeSharedCity(bench)
    const sealers = [sealerOf(city, 'one'), sealerOf(other, 'two')]
    await Promise.all([
      ...Array.from({ length: 30 }, () => city.award()),
      ...Array.from({ length: 10 }, (_, round) => sealers[round % 2]?.sealNow()),
    ])
    city.clock.advance(11)
    await sealers[0]?.sealNow()

    const leaves = await listLeaves(city.database)
    expect(leaves).toHaveLength(60)
    expect(rootOf(await readHead(city.database.reader))).toEqual(naiveRoot(leaves))
    expect(await findAuditBreak(city.database.reader)).toBe(undefined)
  })
})

/** The same city seen by two nodes: on SQLite two connections to one file. */
async function storeSharedCity(bench: DatabaseBench) {
  const location = bench.freshLocation()
  const shared: DatabaseBench = {
    ...bench,
    open: (schema, options) => bench.open(schema, options, location),
  }
  const city = await storeCity(shared)
  const database = await shared.open(issuerSchema)
  return { city, other: { database, clock: city.clock } }
}

function pairsOf<T>(items: readonly T[]): [T, T][] {
  return items.slice(1).flatMap((item, at): [T, T][] => {
    const before = items[at]
    return before === undefined ? [] : [[before, item]]
  })
}
