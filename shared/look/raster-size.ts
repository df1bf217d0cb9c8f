export type RasterSize = { width: number; height: number }

/** The size that a PNG, GIF, WebP or JPEG says it has, without decoding it; nothing for anything else. */
export function readRasterSize(bytes: Uint8Array): RasterSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) {
      return { width: view.getUint32(16), height: view.getUint32(20) }
    }
    if (startsWith(bytes, 'GIF8')) {
      return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
    }
    if (startsWith(bytes, 'RIFF') && startsWith(bytes.subarray(8), 'WEBP')) return webpSize(view)
    return startsWith(bytes, '\xff\xd8\xff') ? jpegSize(view) : undefined
  } catch (error) {
    // the header ends before the size
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** @see https://developers.google.com/speed/webp/docs/riff_container */
function webpSize(view: DataView): RasterSize | undefined {
  const kind = view.getUint8(15)
  if (kind === 0x20) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  }
  if (kind === 0x4c) {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (kind === 0x58) return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 }
  return undefined
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 65_536
}

/** Walks from segment to segment to the start of frame. @see ITU-T T.81, B.1.1.3 */
function jpegSize(view: DataView): RasterSize | undefined {
  let at = 2
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Array.from(text).every((character, index) => bytes[index] === character.charCodeAt(0))
}
