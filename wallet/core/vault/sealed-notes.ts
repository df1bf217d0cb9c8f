import type { BegunOffer, BegunOffers } from '../begun-offer.ts'
import type { SealedRows } from './sealed-rows.ts'

/** What screens note for their owner, sealed as badges are; a backup leaves it out. */
export type WalletNotes = BegunOffers & {
  /** Keys of what asked something of the owner, and was seen. */
  listSettled(): Promise<string[]>
  settle(key: string): Promise<void>
}

const stores = { begun: 'begun', settled: 'settled' } as const
const settledId = 'all'
const maxSettled = 2_000

export function createSealedNotes(
  rows: Pick<SealedRows, 'read' | 'readAll' | 'change'>,
  onChange: () => void,
): WalletNotes {
  async function write(store: string, id: string, value?: unknown): Promise<void> {
    await rows.change(async () => ({ rows: [{ store, id, value }], result: undefined }))
    onChange()
  }
  // written by settle and nobody else
  const listSettled = async () =>
    ((await rows.read(stores.settled, settledId)) as string[] | undefined) ?? []
  return {
    async listBegunOffers() {
      const kept = await rows.readAll(stores.begun)
      // written by keepBegunOffer and nobody else
      return kept.map(({ value }) => value as BegunOffer)
    },
    keepBegunOffer: (offer) => write(stores.begun, offer.id, offer),
    removeBegunOffer: (id) => write(stores.begun, id),
    listSettled,
    async settle(key) {
      await rows.change(async () => {
        const value = [...new Set([...(await listSettled()), key])].slice(-maxSettled)
        return { rows: [{ store: stores.settled, id: settledId, value }], result: undefined }
      })
      onChange()
    },
  }
}
