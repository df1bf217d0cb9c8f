import { expect, test } from 'vitest'
import { generateKeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'
import { candidateEntities } from '../../../verifier/candidates/candidate-schema.ts'
import { createCandidateStore } from '../../../verifier/candidates/candidate-store.ts'
import {
  deleteCandidates,
  joinCandidates,
  partEvidence,
} from '../../../verifier/candidates/move-evidence.ts'
import {
  type NewEvidence,
  receiveEvidence,
  type Sending,
} from '../../../verifier/candidates/receive-evidence.ts'
import { verifierSchema } from '../../../verifier/schema.ts'
import { createTestClock } from '../../support/clock.ts'
import { type DatabaseBench, forEachDatabase } from '../../support/postgres.ts'
import { evidenceFrom } from './candidates-bench.ts'

const random = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount))
const derive = () => Buffer.alloc(32, 7)
const organisation = 'harbour-bakery'

async function open(bench: DatabaseBench) {
  const clock = createTestClock()
  const database = await bench.open(verifierSchema)
  const ports = { keyEncryptionKey: generateKeyEncryptionKey(), random }
  const store = createCandidateStore({ reader: database.reader, derive, ...ports })
  const send = (evidence: NewEvidence[], change: Partial<Sending> = {}) =>
    database.transact((tx) =>
      receiveEvidence(
        tx,
        { organisation, retentionDays: 30, at: clock(), vacancyId: 'baker', ...change },
        evidence,
        ports,
      ),
    )
  return { clock, database, ports, store, send }
}

forEachDatabase('receiveEvidence', (bench) => {
  test('makes a candidate with a pseudonym, and keeps what was presented under their own key', async () => {
    const { database, store, send } = await open(bench)
    const { candidateId, isNew } = await send([evidenceFrom('a', ['did:key:one'])])
    expect([isNew, await store.get(organisation, candidateId)]).toEqual([
      true,
      {
        organisation,
        id: candidateId,
        vacancyId: 'baker',
        pseudonym: expect.stringMatching(/^Candidate [A-HJ-NP-Z2-9]{4}$/),
        state: 'received',
        receivedAt: '2026-11-22T10:00:00.000Z',
        deleteAfter: '2026-12-22T10:00:00.000Z',
      },
    ])
    const [evidence] = await store.listEvidence(organisation, candidateId)
    expect(evidence).toMatchObject({ source: 'protocol', presentationsHash: 'a', queryIds: [] })
    expect(evidence && (await store.openPresented(evidence))).toEqual(evidenceFrom('a').kept)

    const tables = await Promise.all(candidateEntities.map((table) => database.reader.find(table)))
    expect(JSON.stringify(tables)).not.toContain('what was presented')
    await database.transact((tx) => deleteCandidates(tx, { organisation, ids: [candidateId] }))
    const left = await Promise.all(candidateEntities.map((table) => database.reader.count(table)))
    expect(left).toEqual(candidateEntities.map(() => 0))
    await expect(evidence && store.openPresented(evidence)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('knows somebody again by key or browser, for the same vacancy and organisation', async () => {
    const { send } = await open(bench)
    const first = await send([evidenceFrom('a', ['did:key:one'])], { sessionHash: 'browser' })
    const same = [
      await send([evidenceFrom('b', ['did:key:two', 'did:key:one'])]),
      await send([evidenceFrom('c', ['did:key:two'])]),
      await send([evidenceFrom('d')], { sessionHash: 'browser', statedName: 'Mari Pugh' }),
      await send([evidenceFrom('a', ['did:key:one'])]),
    ]
    expect(same.map(({ candidateId }) => candidateId)).toEqual(Array(4).fill(first.candidateId))
    expect(same.at(-1)?.evidence).toEqual([{ id: first.evidence[0]?.id, isNew: false }])

    const others = [
      await send([evidenceFrom('e', ['did:key:three'])]),
      await send([evidenceFrom('f', ['did:key:one'])], { vacancyId: 'driver' }),
      await send([evidenceFrom('g', ['did:key:one'])], { organisation: 'quayside-cycles' }),
      await send([evidenceFrom('h')], { sessionHash: 'browser', statedName: 'Sam Lee' }),
      // a file may have been signed by anybody, and a link is sent on by whoever was given it
      await send([evidenceFrom('i', ['did:key:one'], { source: 'file' })]),
      await send([evidenceFrom('k', ['did:key:one'], { source: 'share-link' })], {
        contact: 'mallory@example.org',
      }),
      await send([evidenceFrom('j', ['did:key:one'])], { counts: false }),
    ]
    const ids = others.map(({ candidateId }) => candidateId)
    expect(new Set([...ids, first.candidateId]).size).toBe(8)
  })

  test('gives nobody who sends on a link of somebody else a part in what that person sends', async () => {
    const { send } = await open(bench)
    const link = evidenceFrom('a', ['did:key:one'], { source: 'share-link' })
    const stranger = await send([link], { sessionHash: 'browser of a stranger' })
    const own = await send([evidenceFrom('b', ['did:key:one'])])
    expect(own.candidateId).not.toBe(stranger.candidateId)
  })

  test('keeps what does not count yet for a day, and shows none of it', async () => {
    const { store, send } = await open(bench)
    const { candidateId } = await send([evidenceFrom('a', ['did:key:one'])], { counts: false })
    expect(await store.get(organisation, candidateId)).toMatchObject({
      state: 'waiting',
      deleteAfter: '2026-11-23T10:00:00.000Z',
    })
    expect(await store.listEvidence(organisation, candidateId)).toEqual([])
    const { items } = await store.list({ organisation, limit: 10 })
    expect(items.map(({ evidence }) => evidence)).toEqual([[]])
  })

  test('lets one person be joined and parted by hand, deleted no later than either was told', async () => {
    const { clock, database, ports, store, send } = await open(bench)
    const one = await send([evidenceFrom('a', ['did:key:one'])], { retentionDays: 60 })
    clock.advance(60)
    const other = await send([evidenceFrom('b')], { statedName: 'Mari Pugh' })
    const driver = await send([evidenceFrom('c')], { vacancyId: 'driver' })
    const join = (otherId: string, into = organisation) =>
      database.transact((tx) =>
        joinCandidates(tx, { organisation: into, id: one.candidateId, otherId }, ports),
      )
    for (const [otherId, into, code] of [
      [driver.candidateId, organisation, 'conflict'],
      [one.candidateId, organisation, 'conflict'],
      [other.candidateId, 'quayside-cycles', 'not_found'],
    ] as const) {
      await expect(join(otherId, into)).rejects.toMatchObject({ code })
    }
    await join(other.candidateId)
    expect(await store.get(organisation, one.candidateId)).toMatchObject({
      statedName: 'Mari Pugh',
      receivedAt: '2026-11-22T10:01:00.000Z',
      deleteAfter: '2026-12-22T10:01:00.000Z',
    })
    expect(await store.find(organisation, other.candidateId)).toBeUndefined()
    const joined = await store.listEvidence(organisation, one.candidateId)
    expect(await Promise.all(joined.map(store.openPresented))).toEqual([
      evidenceFrom('a').kept,
      evidenceFrom('b').kept,
    ])

    const part = (evidenceIds: string[]) =>
      database.transact((tx) =>
        partEvidence(tx, { organisation, id: one.candidateId, evidenceIds, at: clock() }, ports),
      )
    await expect(part(joined.map(({ id }) => id))).rejects.toMatchObject({ code: 'conflict' })
    await expect(part(['of-another'])).rejects.toMatchObject({ code: 'not_found' })
    const parted = await part([joined[1]?.id ?? ''])
    const [evidence] = await store.listEvidence(organisation, parted.id)
    expect(evidence && (await store.openPresented(evidence))).toEqual(evidenceFrom('b').kept)
    expect(await store.listEvidence(organisation, one.candidateId)).toHaveLength(1)
  })

  test('lists the newest first, in pages, found by pseudonym or name', async () => {
    const { clock, store, send } = await open(bench)
    for (const name of ['Ann_a 50%', 'Ann-a', 'Béa']) {
      await send([evidenceFrom(name)], { statedName: name })
      clock.advance(1)
    }
    const names = async (query: object) => {
      const page = await store.list({ organisation, limit: 2, ...query })
      return { names: page.items.map(({ statedName }) => statedName), next: page.nextCursor }
    }
    const first = await names({})
    expect(first.names).toEqual(['Béa', 'Ann-a'])
    expect(await names({ cursor: first.next })).toEqual({ names: ['Ann_a 50%'] })
    expect((await names({ search: 'ANN_' })).names).toEqual(['Ann_a 50%'])
    expect((await names({ search: '0%' })).names).toEqual(['Ann_a 50%'])
    expect((await names({ search: 'candidate', vacancyId: 'driver' })).names).toEqual([])
    await expect(
      store.list({ organisation: 'quayside-cycles', cursor: first.next ?? '', limit: 2 }),
    ).rejects.toMatchObject({ code: 'cursor_malformed' })
  })
})
