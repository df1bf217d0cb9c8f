import type { RowChange, RowStorage } from './row-storage.ts'
import { openRecord, type SealedBytes, sealRecord } from './sealed-record.ts'
import type { VaultCrypto } from './vault-crypto.ts'

/** Values as JSON, each sealed on its own for its place. */
export type SealedRows = {
  read(store: string, id: string): Promise<unknown>
  readAll(store: string): Promise<{ id: string; value: unknown }[]>
  readBytes(store: string, id: string): Promise<SealedBytes | undefined>
  /** Reads and decides, alone; what it gives back is written as one. Without a value a row is removed. */
  change<T>(decide: () => Promise<{ rows: readonly RowValue[]; result: T }>): Promise<T>
}

export type RowValue = { store: string; id: string } & (
  | { value?: unknown }
  /** Sealed already, for this place. */
  | { bytes: SealedBytes }
)

export type SealedRowsPorts = {
  storage: RowStorage
  /** Throws AppError vault_locked when the wallet is locked. */
  dataKey: () => CryptoKey
  crypto: VaultCrypto
}

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()]

export function createSealedRows({ storage, dataKey, crypto }: SealedRowsPorts): SealedRows {
  const open = async (bytes: SealedBytes, store: string, id: string): Promise<unknown> =>
    JSON.parse(decoder.decode(await openRecord(bytes, { store, id }, dataKey(), crypto)))

  const seal = async (row: RowValue): Promise<RowChange> => {
    const place = { store: row.store, id: row.id }
    if ('bytes' in row) return { place, bytes: row.bytes }
    if (row.value === undefined) return { place }
    const plaintext = encoder.encode(JSON.stringify(row.value))
    return { place, bytes: await sealRecord(plaintext, place, dataKey(), crypto) }
  }

  return {
    async read(store, id) {
      const bytes = await storage.read({ store, id })
      return bytes && open(bytes, store, id)
    },
    async readAll(store) {
      const rows = await storage.readAll(store)
      return Promise.all(
        rows.map(async ({ id, bytes }) => ({ id, value: await open(bytes, store, id) })),
      )
    },
    readBytes: (store, id) => storage.read({ store, id }),
    change: (decide) =>
      storage.exclusively(async () => {
        const { rows, result } = await decide()
        if (rows.length > 0) await storage.write(await Promise.all(rows.map(seal)))
        return result
      }),
  }
}
