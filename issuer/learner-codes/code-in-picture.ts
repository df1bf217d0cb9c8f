import { isAppError } from '../../shared/errors/app-error.ts'
import { createWorkerPool } from '../../shared/node/workers/worker-pool.ts'
import { drawPicture } from '../badges/uploaded-picture.ts'
import type { DrawnPicture } from './decode-code.ts'

/** Photos of phones are large. */
export const maxPhotoBytes = 12_000_000

/** As wide as a code needs that a person could scan; wider costs time. */
const widths = [1_024, 480] as const

/**
 * Beside the thread that answers, begun with the first photo: a picture made for it keeps the decoder for seconds, and
 * nobody can stop it there.
 */
const decoding = createWorkerPool<DrawnPicture, string | undefined>({
  module: new URL('./decode-code.js', import.meta.url),
  threads: 1,
  longestMs: 5_000,
})

/** The text of the QR code in a photo, where there is one. Nothing of the photo is kept. */
export async function codeInPicture(bytes: Uint8Array): Promise<string | undefined> {
  for (const width of widths) {
    const text = await codeAt(bytes, width)
    if (text !== undefined) return text
  }
  return undefined
}

async function codeAt(bytes: Uint8Array, width: number): Promise<string | undefined> {
  try {
    const drawn = await drawPicture(bytes, { shape: 'own', width, maxBytes: maxPhotoBytes })
    return await decoding.run({ width: drawn.width, height: drawn.height, pixels: drawn.pixels })
  } catch (error) {
    if (isAppError(error) && error.code !== 'picture_unsuitable') throw error
    // no picture, or the thread was ended at it
    return undefined
  }
}
