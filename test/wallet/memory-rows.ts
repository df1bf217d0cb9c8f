import type { RowStorage } from '../../wallet/core/vault/row-storage.ts'
import type { Place, SealedBytes } from '../../wallet/core/vault/sealed-record.ts'

/** Rows in a map, as IndexedDB keeps them. */
export function memoryRows() {
  const rows = new Map<string, { place: Place; bytes: SealedBytes }>()
  let last: Promise<unknown> = Promise.resolve()
  const nameOf = ({ store, id }: Place) => JSON.stringify([store, id])
  const storage = {
    read: async (place) => rows.get(nameOf(place))?.bytes,
    readAll: async (store) =>
      [...rows.values()]
        .filter(({ place }) => place.store === store)
        .map(({ place, bytes }) => ({ id: place.id, bytes })),
    async write(changes) {
      for (const { place, bytes } of changes) {
        if (bytes === undefined) rows.delete(nameOf(place))
        else rows.set(nameOf(place), { place, bytes })
      }
    },
    exclusively(work) {
      const result = last.then(work)
      last = result.catch(() => undefined)
      return result
    },
  } satisfies RowStorage
  return { rows, storage }
}
