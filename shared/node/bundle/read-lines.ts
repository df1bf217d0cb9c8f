import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { AppError, isAppError } from '../../errors/app-error.ts'

/**
 * A trust list of ten thousand providers is the longest line. What is packed may become a thousand times as long:
 * so both are bounded, and no more than a line is held at a time.
 */
const maxLineBytes = 16_777_216
const maxBytes = 4_294_967_296

export type LineOptions = {
  code?: 'bundle_refused' | 'city_file_refused'
  maxLineBytes?: number
  maxBytes?: number
}

type Refused = (message: string, cause?: unknown) => AppError

/**
 * The lines of a gzip file, without their line feeds. The last line ends in one too: so a file that was cut is
 * found out, wherever it was cut.
 * @throws AppError of the given code
 */
export async function* readGzipLines(
  source: AsyncIterable<Uint8Array>,
  { code = 'bundle_refused', ...limits }: LineOptions = {},
): AsyncGenerator<string> {
  const refused = (message: string, cause?: unknown) => new AppError(code, message, { cause })
  try {
    const bytes = createGunzip()
    // a fault of either one ends both, and is thrown where the lines are read
    pipeline(Readable.from(source), bytes, () => undefined)
    yield* splitLines(bytes, { maxLineBytes, maxBytes, refused, ...limits })
  } catch (cause) {
    if (isAppError(cause)) throw cause
    throw refused('The file is cut short, or it is not what it should be', cause)
  }
}

async function* splitLines(
  bytes: AsyncIterable<Buffer>,
  limits: Required<Omit<LineOptions, 'code'>> & { refused: Refused },
): AsyncGenerator<string> {
  const { refused } = limits
  let parts: Buffer[] = []
  let length = 0
  let total = 0
  for await (const chunk of bytes) {
    total += chunk.length
    if (total > limits.maxBytes) throw refused('The file is longer than any that is read')
    let start = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      yield decode([...parts, chunk.subarray(start, end)], refused)
      parts = []
      length = 0
      start = end + 1
    }
    parts.push(chunk.subarray(start))
    length += chunk.length - start
    if (length > limits.maxLineBytes) throw refused('A line of the file is too long')
  }
  if (length > 0) throw refused('The file is cut short')
}

function decode(parts: readonly Buffer[], refused: Refused): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts))
  } catch (cause) {
    throw refused('A line of the file is not UTF-8', cause)
  }
}
