import { randomBytes } from 'node:crypto'

/**
 * A UUID that begins with a moment, version 7: rows that are made together lie together in an index, of which few pages
 * change then. Seventy-four bits of it are of the given bytes, random or derived from a secret.
 * @param bytes at least ten
 * @see RFC 9562 section 5.7
 */
export function uuidAt(milliseconds: number, bytes: Uint8Array): string {
  const all = Buffer.alloc(16)
  all.writeUIntBE(milliseconds, 0, 6)
  all.set(bytes.subarray(0, 10), 6)
  all.writeUInt8((all.readUInt8(6) & 0x0f) | 0x70, 6)
  all.writeUInt8((all.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = all.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const bytesOfUuid = 10
const drawnAtOnce = 64 * bytesOfUuid

/** UUIDs of this moment, of random bytes that are drawn for many: one draw takes as long as a whole request's checks. */
export function createUuidSource(clock: () => Date): () => string {
  let drawn = Buffer.alloc(0)
  let used = 0
  return () => {
    if (used === drawn.length) {
      drawn = randomBytes(drawnAtOnce)
      used = 0
    }
    used += bytesOfUuid
    return uuidAt(clock().getTime(), drawn.subarray(used - bytesOfUuid, used))
  }
}
