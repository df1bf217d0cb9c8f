import { createSealedRows } from '../../../wallet/core/vault/sealed-rows.ts'
import { createSealedStore } from '../../../wallet/core/vault/sealed-store.ts'
import { openWalletDatabase } from '../../../wallet/web/device/idb-rows.ts'
import { webCrypto } from '../../../wallet/web/device/web-crypto.ts'
import { storeContract } from '../../wallet/store-contract.ts'

/** Bundled and run inside a page of the app, on the IndexedDB of its origin. */
const dataKeys = crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
  'encrypt',
  'decrypt',
  'wrapKey',
  'unwrapKey',
])

async function openStore() {
  const database = openWalletDatabase()
  const dataKey = await dataKeys
  const rows = createSealedRows({
    storage: database,
    dataKey: () => dataKey,
    crypto: webCrypto,
  })
  let count = 0
  const newId = () => `id-${++count}`
  return { database, store: createSealedStore({ rows, newId, onChange: () => undefined }) }
}

const storageInPage = {
  /** One behaviour of every wallet store, on an empty database. */
  async runCase(name: string): Promise<unknown> {
    const { database, store } = await openStore()
    await database.deleteAll()
    return storeContract.find((each) => each.name === name)?.run(store)
  },
  /** Many badges like one that is held already, as one write. @returns how many rows a new reader sees */
  async keepMany(count: number, text: string): Promise<number> {
    const { store } = await openStore()
    const badges = Array.from({ length: count }, (_, index) => manyLike(text, index))
    await store.keepBadges(badges)
    return (await store.listRows()).length
  },
  async countRows(): Promise<{ badges: number; rows: number }> {
    const { database } = await openStore()
    const [badges, rows] = await Promise.all([database.readAll('badge'), database.readAll('index')])
    return { badges: badges.length, rows: rows.length }
  },
  /** In milliseconds. */
  async timeList(): Promise<{ rows: number; list: number }> {
    const { store } = await openStore()
    const startedAt = performance.now()
    const rows = await store.listRows()
    return { rows: rows.length, list: performance.now() - startedAt }
  },
}

function manyLike(text: string, index: number) {
  const id = `https://city.example/badges/${index}/v/1`
  const issuer = { id: 'did:web:issuer.example:quay', name: 'Quay Youth Club' }
  return {
    text: text.replace('{', `{"n":${index},`),
    format: 'ldp_vc' as const,
    summary: { types: [], issuer, achievement: { id, name: `Badge ${index}` } },
    report: {
      kind: 'credential' as const,
      verdict: 'valid' as const,
      checks: [],
      checkedAt: '2026-11-22T10:00:00Z',
    },
    source: { kind: 'file' as const },
    receivedAt: '2026-11-20T09:00:00Z',
  }
}

export type StorageInPage = typeof storageInPage

Object.assign(globalThis, { storageInPage })
