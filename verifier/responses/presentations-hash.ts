import { createHash } from 'node:crypto'
import type { Presented } from '../../shared/server/presenting/presented-credentials.ts'

/**
 * SHA-256, base64url, over what was presented: the SHA-256 (base64url) of each presentation's text (a token as it
 * is, a JSON presentation as it arrived and was parsed, written without white space), one a line.
 */
export function hashPresentations(presented: readonly Pick<Presented, 'presentation'>[]): string {
  const lines = presented.map(({ presentation }) =>
    hash(typeof presentation === 'string' ? presentation : JSON.stringify(presentation)),
  )
  return hash(lines.join('\n'))
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
