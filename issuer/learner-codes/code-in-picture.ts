import { decodeQR } from 'qr/decode.js'
import { isAppError } from '../../shared/errors/app-error.ts'
import { drawPicture } from '../badges/uploaded-picture.ts'

/** Photos of phones are large. */
export const maxPhotoBytes = 12_000_000

/** As wide as a code needs that a person could scan; wider costs time. */
const widths = [1_024, 480] as const
const patienceMs = 1_000

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
    const { pixels: data, width: wide, height } = drawn
    return decodeQR({ width: wide, height, data: withGround(data) }, { timeLimit: patienceMs })
  } catch (error) {
    if (isAppError(error) && error.code !== 'picture_unsuitable') throw error
    // no picture, or no code in it: the decoder says so by throwing
    return undefined
  }
}

/** What a picture leaves open is white, as where it is looked at. */
function withGround(pixels: Uint8Array): Uint8Array {
  const onWhite = Uint8Array.from(pixels)
  for (let at = 0; at < onWhite.length; at += 4) {
    const missing = 255 - (onWhite[at + 3] ?? 255)
    if (missing === 0) continue
    for (let part = 0; part < 3; part += 1) {
      onWhite[at + part] = Math.min(255, (onWhite[at + part] ?? 0) + missing)
    }
    onWhite[at + 3] = 255
  }
  return onWhite
}
