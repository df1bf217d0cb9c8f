import { AppError } from '../../errors/app-error.ts'
import type { BakedCredential } from './baked-credential.ts'
import { type PngChunk, readPngChunks } from './png-chunks.ts'
import { keywordOf, keywords, readText } from './png-text.ts'

/**
 * The badge that a PNG carries, read and not judged; undefined where it carries none.
 * @throws AppError badge_file_malformed for a damaged picture, or one with two badges
 * @see Open Badges 3.0 section 5.3.1
 */
export function unbakePng(bytes: Uint8Array): BakedCredential | undefined {
  const chunks = readPngChunks(bytes)
  return findBaked(chunks, 'open-badge-3') ?? findBaked(chunks, 'open-badge-2')
}

function findBaked(
  chunks: readonly PngChunk[],
  kind: BakedCredential['kind'],
): BakedCredential | undefined {
  const [chunk, ...others] = chunks.filter((some) => keywordOf(some) === keywords[kind])
  if (chunk === undefined) return undefined
  if (others.length > 0) {
    throw new AppError('badge_file_malformed', 'The picture carries more than one badge')
  }
  // the first pictures with badges in them, of 2012, had the address in the older kind of text
  if (chunk.type === 'tEXt' && kind === 'open-badge-3') {
    throw new AppError('badge_file_malformed', 'The badge stands in the wrong place of the picture')
  }
  return { kind, text: readText(chunk) }
}
