import { createHash } from 'node:crypto'
import { pinnedContexts } from '../../credential/contexts.ts'

/** What the manifest of a bundle says of the lines before it. */
export type BundleDigest = {
  /** Takes in one line, without its line feed. */
  add(line: string): void
  lines(): number
  /** Base64url. */
  value(): string
}

/** Of constant size, however many lines there are. @see zBundleManifest */
export function createBundleDigest(): BundleDigest {
  const hash = createHash('sha256')
  let lines = 0
  return {
    add(line) {
      hash.update(createHash('sha256').update(line).digest())
      lines += 1
    },
    lines: () => lines,
    value: () => hash.copy().digest('base64url'),
  }
}

/** The contexts that badges are read by here, by URL, with the SHA-256 of their JSON. */
export function hashContexts(): Map<string, string> {
  const hashOf = (context: object) =>
    createHash('sha256').update(JSON.stringify(context)).digest('base64url')
  return new Map([...pinnedContexts].map(([url, context]) => [url, hashOf(context)]))
}
