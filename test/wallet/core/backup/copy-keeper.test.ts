import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../shared/errors/app-error.ts'
import type { CopyClient } from '../../../../wallet/core/backup/copy-client.ts'
import {
  copyRowValue,
  createCopyKeeper,
  isBehind,
  newCopyRow,
  newLocator,
  rowsOfCopy,
} from '../../../../wallet/core/backup/copy-keeper.ts'
import { mergeSnapshot } from '../../../../wallet/core/backup/merge-snapshot.ts'
import { newCv } from '../../../../wallet/core/cv/cv.ts'
import { copyIdOf } from '../../../../wallet/core/vault/recovery-code.ts'
import { createSealedRows } from '../../../../wallet/core/vault/sealed-rows.ts'
import { createSealedStore } from '../../../../wallet/core/vault/sealed-store.ts'
import { createDataKey, type Secret } from '../../../../wallet/core/vault/way-in.ts'
import { createTestClock } from '../../../support/clock.ts'
import { gate } from '../../../support/gate.ts'
import { heldBadge } from '../../fake-ports.ts'
import { memoryRows } from '../../memory-rows.ts'
import { testCrypto } from '../vault/test-crypto.ts'

const passkey: Secret = {
  kdf: 'passkey-prf',
  credentialId: 'Y3JlZGVudGlhbA',
  prf: new Uint8Array(32).fill(7),
}
const locator = newLocator(testCrypto)
const copyRow = newCopyRow(locator, testCrypto)
const vault = await createDataKey(passkey, new Date('2026-11-22T10:00:00Z'), testCrypto)

/** A wallet server as the contract of its API says: what follows the copy that is there is kept. */
function fakeServer() {
  const versions: { id: string; token: string; text: string; counter: number }[] = []
  const server = { versions, failure: undefined as AppError | undefined, isGone: false }
  const client = {
    async get(id) {
      if (server.failure) throw server.failure
      return versions.filter((copy) => copy.id === id).at(-1)
    },
    async put({ id, writeToken: token, text, counter, before }) {
      if (server.failure) throw server.failure
      const here = versions.filter((copy) => copy.id === id).at(-1)
      if (here?.counter !== before || counter <= (here?.counter ?? 0)) return { outcome: 'changed' }
      versions.push({ id, token, text, counter })
      return { outcome: 'kept' }
    },
    async remove() {
      if (server.failure) throw server.failure
      versions.length = 0
    },
  } satisfies CopyClient
  return Object.assign(server, { client })
}

/** One device of the wallet; all of them share data key, locator and write token. */
async function device(server: ReturnType<typeof fakeServer>, name: string) {
  const { storage } = memoryRows()
  let isLocked = false
  const dataKey = () => {
    if (isLocked) throw new AppError('vault_locked', 'The wallet is locked')
    return vault.dataKey
  }
  const rows = createSealedRows({ storage, dataKey, crypto: testCrypto })
  await rows.change(async () => ({ rows: [copyRowValue(copyRow)], result: undefined }))
  let count = 0
  const store = createSealedStore({
    rows,
    newId: () => `${name}-${++count}`,
    onChange: () => undefined,
  })
  const keeper = createCopyKeeper({
    rows,
    client: server.client,
    crypto: testCrypto,
    dataKey,
    readWraps: async () => [vault.wrap],
    merge: (snapshot) => mergeSnapshot(snapshot, { rows, store }, { isCopy: true }),
    clock: createTestClock(),
    exclusively: (work) => work(),
  })
  const names = async () => (await store.listRows()).map((row) => row.name).sort()
  const setLocked = (next: boolean) => {
    isLocked = next
  }
  return { store, keeper, names, setLocked }
}

const { id: _, ...firstAid } = heldBadge()

function badgeNamed(name: string) {
  const { summary } = firstAid
  const achievement = { id: `https://city.example/badges/${name}/v/1`, name }
  return { ...firstAid, text: JSON.stringify({ name }), summary: { ...summary, achievement } }
}

describe('rowsOfCopy', () => {
  it('leaves the copy behind in the write that changes them', async () => {
    const { storage } = memoryRows()
    const rows = createSealedRows({ storage, dataKey: () => vault.dataKey, crypto: testCrypto })
    const saved = { ...copyRow, isStale: false }
    await rows.change(async () => ({ rows: [copyRowValue(saved)], result: undefined }))
    const writes: string[][] = []
    const { write } = storage
    storage.write = (changes) => {
      writes.push(changes.map(({ place }) => `${place.store}/${place.id}`))
      return write(changes)
    }
    const copied = rowsOfCopy(rows)
    const change = (...ids: string[]) =>
      copied.change(async () => ({
        rows: ids.map((id) => ({ store: 'badge', id, value: id })),
        result: ids.length,
      }))
    expect([await change(), await change('a'), await change('b')]).toEqual([0, 1, 1])
    expect(writes).toEqual([['badge/a', 'setting/copy'], ['badge/b']])
    expect(await rows.read('setting', 'copy')).toEqual({ ...saved, isStale: true })
  })
})

describe('createCopyKeeper', () => {
  it('keeps everything as ciphertext under an id that tells nothing', async () => {
    const server = fakeServer()
    const { store, keeper } = await device(server, 'one')
    await store.keepBadges([firstAid])
    const state = await keeper.save()
    expect(state).toMatchObject({ isOn: true, isStale: false, counter: 1 })
    const [copy] = server.versions
    expect(copy?.id).toBe(await copyIdOf(locator, testCrypto))
    expect(copy?.text).not.toMatch(/First aid|Quay|did:key/)
    expect(state.byteCount).toBe(copy?.text.length)
  })

  it('brings together what two devices did to one CV', async () => {
    const server = fakeServer()
    const [one, other] = [await device(server, 'one'), await device(server, 'other')]
    const ports = { clock: createTestClock(), random: testCrypto.random }
    const cv = newCv({ title: 'For the harbour', language: 'en' }, ports)
    const write = ({ store }: typeof one, about: string, at: string) =>
      store.changeCv(cv.id, (kept = cv) => ({
        ...kept,
        ownWords: { ...kept.ownWords, about },
        updatedAt: at,
      }))
    const words = async ({ store }: typeof one) =>
      (await store.listCvs()).map(({ ownWords }) => ownWords.about)
    await write(one, 'I like boats.', '2026-11-22T10:00:01Z')
    for (const each of [one, other]) await each.keeper.save()
    expect(await words(other)).toEqual(['I like boats.'])

    // neither knows what the other does
    await write(one, 'I love boats.', '2026-11-22T10:00:03Z')
    await write(other, 'I like boats. I can swim.', '2026-11-22T10:00:02Z')
    for (const each of [one, other, one]) await each.keeper.markStale().then(each.keeper.save)
    const both = ['I love boats. I can swim.']
    expect([await words(one), await words(other)]).toEqual([both, both])
  })

  it('brings two devices together, whichever writes first', async () => {
    const server = fakeServer()
    const [one, other] = [await device(server, 'one'), await device(server, 'other')]
    await one.store.keepBadges([badgeNamed('Swimming'), badgeNamed('Sailing')])
    await other.store.keepBadges([badgeNamed('Cooking'), badgeNamed('Swimming')])
    await other.store.keepReflection('other-2', 'Cold water')
    await one.keeper.save()
    expect(await other.keeper.save()).toMatchObject({ counter: 2 })
    expect(await one.keeper.save()).toMatchObject({ counter: 3 })
    const all = ['Cooking', 'Sailing', 'Swimming']
    expect([await one.names(), await other.names()]).toEqual([all, all])
    expect((await one.store.findBadge('one-1'))?.reflection).toBe('Cold water')
  })

  it('leaves each device its own words about a badge', async () => {
    const server = fakeServer()
    const [one, other] = [await device(server, 'one'), await device(server, 'other')]
    for (const [{ store }, words] of [
      [one, 'Warm'],
      [other, 'Cold'],
    ] as const) {
      const [kept] = await store.keepBadges([badgeNamed('Swimming')])
      await store.keepReflection(kept?.id ?? '', words)
    }
    for (const { keeper } of [one, other, one]) await keeper.save()
    const wordsOn = async ({ store }: typeof one, id: string) =>
      (await store.findBadge(id))?.reflection
    expect([await wordsOn(one, 'one-1'), await wordsOn(other, 'other-1')]).toEqual(['Warm', 'Cold'])
  })

  it('does not bring back what was removed on either device', async () => {
    const server = fakeServer()
    const [one, other] = [await device(server, 'one'), await device(server, 'other')]
    await one.store.keepBadges([badgeNamed('Swimming'), badgeNamed('Sailing')])
    await one.keeper.save()
    await other.keeper.save()
    await one.store.removeBadge('one-1')
    // the other device does not know it yet: its copy still holds the badge
    await other.store.keepBadges([badgeNamed('Cooking')])
    await other.keeper.save()
    await one.keeper.save()
    expect(await one.names()).toEqual(['Cooking', 'Sailing'])
    await other.keeper.save()
    const left = ['Cooking', 'Sailing']
    expect([await one.names(), await other.names()]).toEqual([left, left])
  })

  it('takes nothing from an old copy that is replayed, and writes after it', async () => {
    const server = fakeServer()
    const { store, keeper, names } = await device(server, 'one')
    await store.keepBadges([badgeNamed('Swimming')])
    await store.keepReflection('one-1', 'Better forgotten')
    await keeper.save()
    await store.keepReflection('one-1', '')
    await keeper.save()
    server.versions.pop()
    await store.keepBadges([badgeNamed('Cooking')])
    expect(await keeper.save()).toMatchObject({ isStale: false, counter: 3 })
    expect(await names()).toEqual(['Cooking', 'Swimming'])
    expect(await store.findBadge('one-1')).not.toHaveProperty('reflection')
    expect(server.versions.map(({ counter }) => counter)).toEqual([1, 3])
  })

  it('takes nothing from a copy whose counter was raised by the server', async () => {
    const server = fakeServer()
    const { store, keeper, names } = await device(server, 'one')
    await store.keepBadges([badgeNamed('Swimming')])
    await keeper.save()
    const [copy] = server.versions
    if (copy === undefined) throw new Error('a copy was kept')
    copy.text = copy.text.replace('"counter":1', '"counter":9')
    copy.counter = 9
    expect(await keeper.save()).toMatchObject({ failure: 'vault_file_malformed', counter: 1 })
    expect(await names()).toEqual(['Swimming'])
  })

  it('writes the copy anew where the server lost it', async () => {
    const server = fakeServer()
    const { store, keeper } = await device(server, 'one')
    await store.keepBadges([badgeNamed('Swimming')])
    await keeper.save()
    server.versions.length = 0
    expect(await keeper.save()).toMatchObject({ counter: 2, isStale: false })
    expect(server.versions.length).toBe(1)
  })

  it.each(['fetch_failed', 'storage_full', 'body_too_large', 'rate_limited'] as const)(
    'remembers that saving failed (%s), with the copy that is still there',
    async (code) => {
      const server = fakeServer()
      const { keeper } = await device(server, 'one')
      const saved = await keeper.save()
      server.failure = new AppError(code, 'no')
      expect(await keeper.save()).toEqual({ ...saved, isStale: true, failure: code })
      server.failure = undefined
      expect(await keeper.save()).toMatchObject({ counter: 2, isStale: false })
      expect(await keeper.read()).not.toHaveProperty('failure')
    },
  )

  it('deletes the copy when it is switched off, and stays on where that fails', async () => {
    const server = fakeServer()
    const { keeper } = await device(server, 'one')
    await keeper.save()
    server.failure = new AppError('fetch_failed', 'no')
    await expect(keeper.switchTo(false)).rejects.toThrow('no')
    expect(await keeper.read()).toMatchObject({ isOn: true })
    server.failure = undefined
    expect(await keeper.switchTo(false)).toMatchObject({ isOn: false })
    expect(server.versions).toEqual([])
    await keeper.save()
    expect(server.versions).toEqual([])
  })

  it('is behind again when something changes while it saves', async () => {
    const server = fakeServer()
    const { store, keeper } = await device(server, 'one')
    const { put } = server.client
    server.client.put = async (copy) => {
      await store.keepBadges([badgeNamed('Late')])
      await keeper.markStale()
      return put(copy)
    }
    const saved = await keeper.save()
    expect(saved).toMatchObject({ isStale: true, counter: 1 })
    expect(isBehind(saved)).toBe(true)
  })

  it.each([
    ['before', 0],
    ['after', 1],
  ])(
    'is behind where the page went away %s the server kept its copy, until it is written again',
    async (when, kept) => {
      const server = fakeServer()
      const { store, keeper, names } = await device(server, 'one')
      await keeper.save()
      await store.keepBadges([badgeNamed('Swimming')])
      await keeper.markStale()
      const { put } = server.client
      const reached = gate()
      server.client.put = async (copy) => {
        if (when === 'after') await put(copy)
        reached.open()
        return new Promise(() => undefined)
      }
      keeper.save()
      await reached.passed
      expect(server.versions.length).toBe(1 + kept)
      expect(isBehind(await keeper.read())).toBe(true)

      server.client.put = put
      const saved = await keeper.save()
      expect([saved.counter, isBehind(saved)]).toEqual([2 + kept, false])
      expect(server.versions.length).toBe(2 + kept)
      expect(await names()).toEqual(['Swimming'])
    },
  )

  it('is behind where the wallet was locked while it saved', async () => {
    const server = fakeServer()
    const one = await device(server, 'one')
    await one.keeper.save()
    await one.keeper.markStale()
    server.client.put = async () => {
      one.setLocked(true)
      throw new AppError('fetch_failed', 'no')
    }
    await expect(one.keeper.save()).rejects.toThrow('locked')
    one.setLocked(false)
    expect(isBehind(await one.keeper.read())).toBe(true)
  })
})
