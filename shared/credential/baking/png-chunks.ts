import { AppError } from '../../errors/app-error.ts'
import { crc32 } from './crc32.ts'

/** One chunk of a PNG. @see https://www.w3.org/TR/png-3/#5Chunk-layout */
export type PngChunk = { type: string; body: Uint8Array }

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const overhead = 12
const maxFileBytes = 16_777_216
const maxChunks = 20_000
/** A picture that unpacks to more than this harms whoever shows it. */
const maxPixels = 64_000_000

/** By its first bytes; says nothing of the rest. */
export function looksLikePng(bytes: Uint8Array): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

/**
 * The chunks of a PNG up to its end, each with a right checksum; what hangs on behind the end is left out. Nothing
 * is unpacked.
 * @throws AppError badge_file_malformed
 */
export function readPngChunks(bytes: Uint8Array): PngChunk[] {
  if (!looksLikePng(bytes)) throw malformed('is not a PNG')
  if (bytes.length > maxFileBytes) throw malformed('is larger than sixteen megabytes')
  const chunks: PngChunk[] = []
  let at = signature.length
  while (chunks.at(-1)?.type !== 'IEND') {
    if (chunks.length === maxChunks) throw malformed('has too many parts')
    const chunk = readChunk(bytes, at)
    chunks.push(chunk)
    at += overhead + chunk.body.length
  }
  requireSoundOrder(chunks)
  return chunks
}

/** A PNG of these chunks in their order, each with its checksum. @see https://www.w3.org/TR/png-3/#5Chunk-layout */
export function writePng(chunks: readonly PngChunk[]): Uint8Array<ArrayBuffer> {
  const length = chunks.reduce((sum, { body }) => sum + overhead + body.length, signature.length)
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  bytes.set(signature)
  let at = signature.length
  for (const { type, body } of chunks) {
    view.setUint32(at, body.length)
    bytes.set(latin1(type), at + 4)
    bytes.set(body, at + 8)
    const end = at + 8 + body.length
    view.setUint32(end, crc32(bytes.subarray(at + 4, end)))
    at = end + 4
  }
  return bytes
}

function readChunk(bytes: Uint8Array, at: number): PngChunk {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (at + overhead > bytes.length) throw malformed('ends too early')
  const length = view.getUint32(at)
  const end = at + 8 + length
  if (end + 4 > bytes.length) throw malformed('ends too early')
  const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
  if (!/^[A-Za-z]{4}$/.test(type)) throw malformed('has a part without a proper name')
  if (view.getUint32(end) !== crc32(bytes.subarray(at + 4, end))) {
    throw malformed('is damaged: a checksum does not fit')
  }
  return { type, body: bytes.subarray(at + 8, end) }
}

function requireSoundOrder(chunks: readonly PngChunk[]): void {
  const [header] = chunks
  const isOnce = chunks.filter(({ type }) => type === 'IHDR').length === 1
  if (header?.type !== 'IHDR' || header.body.length !== 13 || !isOnce) {
    throw malformed('does not begin with its header')
  }
  const view = new DataView(header.body.buffer, header.body.byteOffset)
  const pixels = view.getUint32(0) * view.getUint32(4)
  if (pixels === 0 || pixels > maxPixels) throw malformed('has no size that a picture can have')
  if (!chunks.some(({ type }) => type === 'IDAT')) throw malformed('holds no picture')
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

function malformed(problem: string): AppError {
  return new AppError('badge_file_malformed', `The picture ${problem}`)
}
