import { createHmac, type KeyObject } from 'node:crypto'

/** How an installation derives: threads are given its secret and do the same. @see DeriveBytes */
export function deriveWith(
  secret: KeyObject,
): (purpose: string, ...words: readonly (string | number)[]) => Buffer {
  return (purpose, ...words) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([purpose, ...words]))
      .digest()
}
