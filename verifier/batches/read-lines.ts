import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { parseJsonStrict } from '../../shared/json/json.ts'
import {
  type Brought,
  mostLineBytes,
  mostStreamBytes,
  readRow,
  unreadableRow,
} from './batch-input.ts'

const maxDepth = 32

/**
 * One row for each line of NDJSON, as the bytes come: no more than a line is held. A line that cannot be read is told
 * of in its place; empty ones are passed over.
 * @throws AppError body_too_large
 * @see https://github.com/ndjson/ndjson-spec
 */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Brought> {
  let number = 0
  for await (const line of linesOf(chunks)) {
    if (line === '') continue
    yield readLine(line, number)
    number += 1
  }
}

function readLine(line: string | undefined, number: number): Brought {
  if (line === undefined) return unreadableRow(number)
  try {
    return readRow(parseJsonStrict(line, { maxBytes: mostLineBytes, maxDepth }), number)
  } catch (error) {
    if (isAppError(error)) return unreadableRow(number)
    throw error
  }
}

/** Without their ends; undefined for one that is too long or no UTF-8. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string | undefined> {
  let parts: Buffer[] = []
  let length = 0
  let total = 0
  const take = (part: Buffer) => {
    length += part.length
    // the rest of a line that is too long is passed over
    if (length <= mostLineBytes) parts.push(part)
    else parts = []
  }
  const end = () => {
    const line = length > mostLineBytes ? undefined : decode(parts)
    parts = []
    length = 0
    return line
  }
  for await (const chunk of chunks) {
    total += chunk.length
    if (total > mostStreamBytes) {
      throw new AppError('body_too_large', `A stream here is at most ${mostStreamBytes} bytes`)
    }
    let start = 0
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, start)) {
      take(chunk.subarray(start, at))
      yield end()
      start = at + 1
    }
    take(chunk.subarray(start))
  }
  if (length > 0) yield end()
}

function decode(parts: readonly Buffer[]): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)).trim()
  } catch {
    return undefined
  }
}
