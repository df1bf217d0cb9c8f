import { createHash } from 'node:crypto'

/** What is kept of a random secret (256 bits, so no salt): enough to know it again, not enough to use it. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
