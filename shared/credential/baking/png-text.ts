import { AppError, isAppError } from '../../errors/app-error.ts'
import { type BakedCredential, maxBakedBytes } from './baked-credential.ts'
import type { PngChunk } from './png-chunks.ts'

/**
 * Keywords under which pictures carry badges and learner records.
 * @see Open Badges 3.0 section 5.3.1.1; Comprehensive Learner Record 2.0, Baking; Open Badges 2.0, Baking
 */
export const keywords: Record<BakedCredential['kind'], string> = {
  'open-badge-3': 'openbadgecredential',
  'learner-record': 'clrcredential',
  'open-badge-2': 'openbadges',
}

const textTypes = ['iTXt', 'tEXt', 'zTXt']

/** Keyword of a text chunk; undefined for every other chunk. */
export function keywordOf({ type, body }: PngChunk): string | undefined {
  const end = body.subarray(0, 80).indexOf(0)
  if (!textTypes.includes(type) || end < 0) return undefined
  return String.fromCharCode(...body.subarray(0, end))
}

/** International text, not compressed, without language. @see https://www.w3.org/TR/png-3/#11iTXt */
export function writeText(keyword: string, text: string): PngChunk {
  const nothing = '\0'
  return {
    type: 'iTXt',
    body: new TextEncoder().encode(`${keyword}${nothing.repeat(5)}${text}`),
  }
}

/**
 * The text of a chunk whose keyword is known to be there. Compressed text is refused: no badge may be baked so, and
 * a few bytes could unpack to gigabytes.
 * @throws AppError badge_file_malformed | badge_file_compressed
 * @see Open Badges 3.0 section 5.3.1.1: compression MUST NOT be used
 */
export function readText({ type, body }: PngChunk): string {
  const rest = body.subarray(body.indexOf(0) + 1)
  if (rest.length > maxBakedBytes) throw malformed('larger than any badge')
  if (type === 'tEXt') return decode(rest)
  if (type === 'zTXt' || rest[0] !== 0 || rest[1] !== 0) {
    throw new AppError(
      'badge_file_compressed',
      'The badge inside the picture is compressed, which Open Badges does not allow',
    )
  }
  const languageEnd = rest.indexOf(0, 2)
  const translationEnd = languageEnd < 0 ? -1 : rest.indexOf(0, languageEnd + 1)
  if (translationEnd < 0) throw malformed('not complete')
  return decode(rest.subarray(translationEnd + 1))
}

function decode(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    if (text.includes('\0')) throw malformed('not text')
    return text
  } catch (cause) {
    if (isAppError(cause)) throw cause
    throw malformed('not text')
  }
}

function malformed(problem: string): AppError {
  return new AppError('badge_file_malformed', `The badge inside the picture is ${problem}`)
}
