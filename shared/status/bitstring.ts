import { AppError } from '../errors/app-error.ts'

/**
 * Fewest entries of a list, so that one credential hides among many.
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#dfn-minimumnumberofentries
 */
export const minimumListLength = 131_072

/** A bitstring of `length` entries of one bit, all 0. Throws `status_list_malformed` for a length that no list may have. */
export function createBitstring(length = minimumListLength): Uint8Array<ArrayBuffer> {
  if (!Number.isSafeInteger(length) || length < minimumListLength || length % 8 !== 0) {
    throw new AppError(
      'status_list_malformed',
      `A status list has a multiple of 8 and at least ${minimumListLength} entries`,
    )
  }
  return new Uint8Array(length / 8)
}

/**
 * Index 0 is the left-most, most significant bit of the first byte. Throws `status_index_out_of_range`.
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstring-encoding
 */
export function getBit(bits: Uint8Array, index: number): boolean {
  return (byteAt(bits, index) & maskOf(index)) !== 0
}

/** Changes `bits` in place. Throws `status_index_out_of_range`. */
export function setBit(bits: Uint8Array, index: number, value: boolean): void {
  const byte = byteAt(bits, index)
  bits[index >>> 3] = value ? byte | maskOf(index) : byte & ~maskOf(index)
}

function maskOf(index: number): number {
  return 0x80 >> (index & 7)
}

function byteAt(bits: Uint8Array, index: number): number {
  // whole, not negative, and far beyond the longest list
  const byte = index >>> 0 === index ? bits[index >>> 3] : undefined
  if (byte === undefined) {
    throw new AppError('status_index_out_of_range', 'The index lies outside the status list')
  }
  return byte
}
