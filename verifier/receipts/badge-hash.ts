import { createHash } from 'node:crypto'
import type { Secured } from '../../shared/credential/secured.ts'
import { isJsonObject } from '../../shared/json/json.ts'

/**
 * SHA-256, base64url, by which a receipt names a badge: over the token as it is, or over the JSON document in its
 * one canonical spelling (RFC 8785), so that a copy which was indented or reordered on its way is still the same.
 */
export function hashBadge({ securing, document, text }: Secured): string {
  const bytes = securing === 'jwt' ? text : canonicalJson(document)
  return createHash('sha256').update(bytes).digest('base64url')
}

/** @see https://www.rfc-editor.org/rfc/rfc8785 (numbers and strings are written as ECMAScript writes them) */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (!isJsonObject(value)) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`)
  return `{${members.join(',')}}`
}
