import { AppError } from '../../errors/app-error.ts'
import { type BakedCredential, bakedKinds } from './baked-credential.ts'
import { type PngChunk, readPngChunks } from './png-chunks.ts'
import { keywordOf, keywords, readText } from './png-text.ts'

/**
 * The badge that a PNG carries, read and not judged; undefined where it carries none. It may stand in the older kind of
 * text as well, which the specification does not allow and many libraries write: what it says is judged by its signature.
 * @throws AppError badge_file_malformed for a damaged picture, or one with two badges; badge_file_compressed
 * @see Open Badges 3.0 section 5.3.1
 */
export function unbakePng(bytes: Uint8Array): BakedCredential | undefined {
  const chunks = readPngChunks(bytes)
  for (const kind of bakedKinds) {
    const baked = findBaked(chunks, kind)
    if (baked !== undefined) return baked
  }
  return undefined
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
  return { kind, text: readText(chunk) }
}
