import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip } from 'node:zlib'
import { AppError } from '../errors/app-error.ts'

const decoders = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
}

/**
 * The whole body, decompressed. No more than `maxBytes` is ever held of it, neither as it came nor decompressed.
 * Throws `fetch_too_large` or `fetch_failed`.
 */
export async function readResponseBody(
  response: IncomingMessage,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const encoded = await readBytes(response, maxBytes)
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity' || encoded.length === 0) return new Uint8Array(encoded)
  if (!isKnownEncoding(encoding)) {
    throw new AppError('fetch_failed', 'The answer is compressed in a way that was not asked for')
  }
  return new Uint8Array(await decompress(encoded, encoding, maxBytes))
}

/**
 * The body piece by piece, for what is too large to hold: it must have come as it is.
 * Throws `fetch_too_large` or `fetch_failed`.
 */
export async function* streamResponseBody(
  response: IncomingMessage,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  if ((response.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new AppError('fetch_failed', 'The answer is compressed, which was not asked for')
  }
  yield* boundedChunks(response, maxBytes)
}

async function readBytes(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of boundedChunks(response, maxBytes)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function* boundedChunks(response: IncomingMessage, maxBytes: number): AsyncGenerator<Buffer> {
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
  let length = 0
  for await (const chunk of response) {
    length += chunk.length
    if (length > maxBytes) throw tooLarge(maxBytes)
    yield chunk
  }
}

async function decompress(
  encoded: Buffer,
  encoding: keyof typeof decoders,
  maxBytes: number,
): Promise<Buffer> {
  try {
    return await decoders[encoding](encoded, { maxOutputLength: maxBytes })
  } catch (cause) {
    const isTooLarge =
      cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
    if (isTooLarge) throw tooLarge(maxBytes)
    throw new AppError('fetch_failed', 'The answer is not compressed as it says', { cause })
  }
}

function isKnownEncoding(encoding: string): encoding is keyof typeof decoders {
  return Object.hasOwn(decoders, encoding)
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('fetch_too_large', `The answer is larger than ${maxBytes} bytes`)
}
