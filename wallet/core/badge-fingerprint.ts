import { sha256 } from '@noble/hashes/sha2.js'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import type { NewBadge } from './held-badge.ts'

/** The same badge has the same one, whatever white space its JSON came with. */
export function badgeFingerprint({ text }: Pick<NewBadge, 'text'>): string {
  const isJson = text.trimStart().startsWith('{')
  const bytes = isJson ? JSON.stringify(JSON.parse(text)) : text
  return encodeBase64url(sha256(new TextEncoder().encode(bytes)))
}
