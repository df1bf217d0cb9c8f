import type { Place, SealedBytes } from './sealed-record.ts'

/** A row to write, or without bytes to remove. */
export type RowChange = { place: Place; bytes?: SealedBytes }

/** Where sealed rows are: IndexedDB in the browser. It sees ciphertext only. */
export type RowStorage = {
  read(place: Place): Promise<SealedBytes | undefined>
  readAll(store: string): Promise<{ id: string; bytes: SealedBytes }[]>
  /**
   * All of it or nothing, and durable once it resolves.
   * @throws AppError device_full
   */
  write(changes: readonly RowChange[]): Promise<void>
  /** One at a time, over everything that has this storage open: what was read inside is still so when it is written. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
}
