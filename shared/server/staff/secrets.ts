import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, as they stand in a cookie or a link. */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** All that is kept of a secret: a thief of the database can use none. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
