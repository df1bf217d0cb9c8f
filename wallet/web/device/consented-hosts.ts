import { settingStore } from '../../core/backup/snapshot.ts'
import type { SealedRows } from '../../core/vault/sealed-rows.ts'

const place = { store: settingStore, id: 'consented-hosts' }
const maxHosts = 2_000

/** Hosts that the learner took from or sent to: what their badges point to may be asked there. */
export type ConsentedHosts = {
  has(host: string): boolean
  add(host: string): Promise<void>
  /** After another tab changed them. */
  reload(): Promise<void>
}

export async function openConsentedHosts(rows: SealedRows): Promise<ConsentedHosts> {
  // sound: written below and in a backup's restoring, which checks them
  const read = async () => new Set(((await rows.read(place.store, place.id)) ?? []) as string[])
  let hosts = await read()
  return {
    has: (host) => hosts.has(host),
    async add(host) {
      if (hosts.has(host)) return
      hosts.add(host)
      await rows.change(async () => {
        const value = [...(await read()), host].slice(-maxHosts)
        return { rows: [{ ...place, value }], result: undefined }
      })
      // they may have been read again from before this one was written
      hosts.add(host)
    },
    // in its turn among the writers, so that what it reads is never older than what was written
    reload: () =>
      rows.change(async () => {
        hosts = await read()
        return { rows: [], result: undefined }
      }),
  }
}
