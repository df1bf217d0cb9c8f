export type RasterSize = { width: number; height: number }

/** The size that a PNG, GIF, WebP or JPEG says it has, without decoding it; nothing for anything else. */
export function readRasterSize(bytes: Uint8Array): RasterSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) {
      return { width: view.getUint32(16), height: view.getUint32(20) }
    }
    if (startsWith(bytes, 'GIF8')) {
      return gifSize(view)
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

/**
 * Of the screen, or of the first picture on it where that is larger: some draw it whole.
 * @see GIF89a, sections 18 to 20
 */
function gifSize(view: DataView): RasterSize | undefined {
  const flags = view.getUint8(10)
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  while (view.getUint8(at) === 0x21) {
    at += 2
    while (view.getUint8(at) > 0) at += 1 + view.getUint8(at)
    at += 1
  }
  if (view.getUint8(at) !== 0x2c) return undefined
  const edge = (place: number) => view.getUint16(at + place, true)
  return {
    width: Math.max(view.getUint16(6, true), edge(1) + edge(5)),
    height: Math.max(view.getUint16(8, true), edge(3) + edge(7)),
  }
}

/**
 * Walks from segment to segment to the start of the scan, as decoders do: with any number of bytes FF before a marker,
 * behind which a frame of another size could be hidden, and with one frame only.
 * @see ITU-T T.81, B.1.1.2 to B.1.1.4
 */
function jpegSize(view: DataView): RasterSize | undefined {
  let at = 2
  let size: RasterSize | undefined
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xda) return size
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    // a marker before these has no segment: it stands in no picture outside a scan
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9) || (isFrame && size)) return undefined
    if (isFrame) size = { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Array.from(text).every((character, index) => bytes[index] === character.charCodeAt(0))
}
