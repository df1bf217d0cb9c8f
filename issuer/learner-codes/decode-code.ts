import { decodeQR } from 'qr/decode.js'
import type { Worked } from '../../shared/node/workers/worker-pool.ts'

/** Dots as red, green, blue and opacity. */
export type DrawnPicture = { width: number; height: number; pixels: Uint8Array }

/** The decoder looks at the clock between some of its steps only. */
const patienceMs = 1_000

/** What a thread does that reads codes: the text of the code in a picture, where it finds one. */
export function work({ width, height, pixels }: DrawnPicture): Worked<string | undefined> {
  try {
    return {
      answer: decodeQR({ width, height, data: withGround(pixels) }, { timeLimit: patienceMs }),
    }
  } catch {
    // no code in it: the decoder says so by throwing
    return { answer: undefined }
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
