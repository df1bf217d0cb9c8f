import { requireBakeable } from './baked-credential.ts'
import { readPngChunks, writePng } from './png-chunks.ts'
import { keywordOf, keywords, writeText } from './png-text.ts'

/**
 * A picture that carries a badge: the text goes in as it was signed, right behind the header, and takes the place of
 * any badge that was there.
 * @param credential JSON or a compact JWS
 * @throws AppError badge_file_malformed
 * @see Open Badges 3.0 section 5.3.1.1
 */
export function bakePng(
  png: Uint8Array,
  credential: string,
  kind: keyof typeof keywords = 'open-badge-3',
): Uint8Array<ArrayBuffer> {
  requireBakeable(credential)
  const taken: readonly (string | undefined)[] = Object.values(keywords)
  const [header, ...rest] = readPngChunks(png).filter((chunk) => !taken.includes(keywordOf(chunk)))
  if (header === undefined) throw new Error('a PNG without a header was read')
  return writePng([header, writeText(keywords[kind], credential), ...rest])
}
