import { bytesToHex } from '@noble/hashes/utils.js'

/**
 * Every y coordinate of a point of small order on edwards25519, little-endian hex. Under such a key one
 * signature fits every message, so it proves nothing about who signed.
 * @see https://www.rfc-editor.org/rfc/rfc8032#section-5.1 and https://eprint.iacr.org/2020/1244 (table 1)
 */
const smallOrderYs = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

/** True for 32 bytes whose y is below the field prime 2^255 - 19 and that are not of small order. */
export function isSoundEd25519Key(bytes: Uint8Array): boolean {
  if (bytes.length !== 32) return false
  const y = Uint8Array.from(bytes)
  y[31] = (y[31] ?? 0) & 0x7f
  const isBelowPrime =
    (y[0] ?? 0) < 0xed || y[31] !== 0x7f || y.subarray(1, 31).some((byte) => byte !== 0xff)
  return isBelowPrime && !smallOrderYs.has(bytesToHex(y))
}
