import { decodeBase64url, encodeBase64url } from '../did/base-encoding.ts'
import { AppError } from '../errors/app-error.ts'
import { nativeGzip } from './native-gzip.ts'

/** 8,388,608 entries: 64 times the smallest list, and what one list may cost in memory. */
export const maxBitstringBytes = 1_048_576

/** gzip cannot shrink random bits, so an honest list is hardly ever longer encoded than unpacked in base64url. */
const encodedLengthPerByte = 1.5

/**
 * Multibase base64url (`u`) of the gzipped bitstring.
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstring-generation-algorithm
 */
export async function encodeBitstring(bits: Uint8Array<ArrayBuffer>): Promise<string> {
  return `u${encodeBase64url(nativeGzip?.pack(bits) ?? (await gzip(bits)))}`
}

async function gzip(bits: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const gzipped = new Blob([bits]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(gzipped).arrayBuffer())
}

/**
 * Unpacks at most `maxBytes` and stops there: a bomb costs no more than an honest list.
 * Throws `status_list_malformed`.
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstring-expansion-algorithm
 */
export async function decodeBitstring(
  text: string,
  { maxBytes = maxBitstringBytes }: { maxBytes?: number } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  if (text.length > maxBytes * encodedLengthPerByte) throw tooLong()
  const gzipped = readMultibase(text)
  return nativeGzip?.unpack(gzipped, maxBytes) ?? gunzip(gzipped, maxBytes)
}

function readMultibase(text: string): Uint8Array<ArrayBuffer> {
  if (!text.startsWith('u')) {
    throw new AppError('status_list_malformed', 'encodedList is not multibase base64url')
  }
  try {
    return decodeBase64url(text.slice(1))
  } catch (cause) {
    throw new AppError('status_list_malformed', 'encodedList is not multibase base64url', { cause })
  }
}

async function gunzip(
  gzipped: Uint8Array<ArrayBuffer>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([gzipped])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new AppError('status_list_malformed', 'encodedList is not gzip', { cause })
    })
    if (done) return joined(chunks, length)
    length += value.length
    if (length > maxBytes) {
      await reader.cancel()
      throw tooLong()
    }
    chunks.push(value)
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

function tooLong(): AppError {
  return new AppError('status_list_malformed', 'encodedList is longer than a status list may be')
}
