import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { isAppError } from '../../../shared/errors/app-error.ts'
import { isStonePicture } from '../../../shared/look/stone.ts'
import type { RowValue, SealedRows } from '../vault/sealed-rows.ts'
import type { WalletFetch, WalletStore } from '../wallet-ports.ts'
import type { PicturePlace } from './picture-place.ts'

/**
 * Pictures that badges only name. Each is fetched once, when its badge comes or is checked, and sealed on this device:
 * looking at a badge later tells nobody. They are in no backup.
 */
export type KeptPictures = {
  /** A small raster `data:` address. */
  find(place: PicturePlace): Promise<string | undefined>
  /** Fetches what is not here yet, where its host may be asked. Whatever becomes of it, the badge is as good without. */
  keep(place: PicturePlace | undefined): Promise<void>
  /** Forgets those that no badge names any more. */
  tidy(): Promise<void>
}

export type PicturePorts = {
  rows: SealedRows
  store: Pick<WalletStore, 'listRows'>
  /** Asks only hosts that were agreed to. */
  fetch: WalletFetch
  /** Pixels and nothing else, small, as a `data:` address; nothing for what is no picture, or too large a one. */
  redraw: (bytes: Uint8Array) => Promise<string | undefined>
  newId: () => string
  onChange: () => void
}

const rowStore = 'picture'
const index = { store: rowStore, id: 'index' }
const maxBytes = 1_048_576
const maxLetters = 400_000

export function createKeptPictures(ports: PicturePorts): KeptPictures {
  const { rows, store, onChange } = ports
  const running = new Map<string, Promise<void>>()
  // the ids of rows stand open, so they say nothing of addresses
  const readIndex = async () =>
    // sound: written below and nowhere else
    new Map(((await rows.read(index.store, index.id)) ?? []) as [address: string, id: string][])

  async function load({ address, sha256: digest }: PicturePlace): Promise<void> {
    if ((await readIndex()).has(address)) return
    const picture = await fetchPicture({ address, digest }, ports)
    if (picture === undefined) return
    const id = ports.newId()
    await rows.change(async () => {
      const known = await readIndex()
      // another tab was faster
      if (known.has(address)) return { rows: [], result: undefined }
      const entry = { ...index, value: [...known.set(address, id)] }
      return { rows: [{ store: rowStore, id, value: picture }, entry], result: undefined }
    })
    onChange()
  }

  return {
    async find({ address }) {
      const id = (await readIndex()).get(address)
      const picture = id === undefined ? undefined : await rows.read(rowStore, id)
      return typeof picture === 'string' && isStonePicture(picture) ? picture : undefined
    },
    async keep(place) {
      if (place === undefined) return
      const { address } = place
      const loading = running.get(address) ?? load(place).finally(() => running.delete(address))
      running.set(address, loading)
      await loading
    },
    async tidy() {
      await rows.change(async () => {
        const named = new Set((await store.listRows()).map(({ picture }) => picture?.address))
        const known = [...(await readIndex())]
        const gone = known.filter(([address]) => !named.has(address))
        const removed: RowValue[] = gone.map(([, id]) => ({ store: rowStore, id }))
        const value = known.filter(([address]) => named.has(address))
        return { rows: gone.length === 0 ? [] : [...removed, { ...index, value }], result: gone }
      })
    },
  }
}

async function fetchPicture(
  { address, digest }: { address: string; digest: string | undefined },
  { fetch, redraw }: Pick<PicturePorts, 'fetch' | 'redraw'>,
): Promise<string | undefined> {
  try {
    const headers = { accept: 'image/png, image/webp, image/jpeg, image/gif;q=0.8' }
    const response = await fetch(address, { headers, maxBytes })
    if (response.status !== 200) return undefined
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (digest !== undefined && bytesToHex(sha256(bytes)) !== digest) return undefined
    const picture = await redraw(bytes)
    return picture !== undefined && picture.length <= maxLetters ? picture : undefined
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
