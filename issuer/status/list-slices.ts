import { createCipheriv, randomInt } from 'node:crypto'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { minimumListLength } from '../../shared/status/bitstring.ts'

/** More than there are parts under way at a time, and each has many times the places that a part needs. */
export const slicesOfList = 16

/** @returns `count` different random places of the slice that has that number, or all where it has no more */
export type RandomPlacesIn = (list: string, slice: number, count: number) => number[]

/**
 * Divides the places of each list in the same way on every node, so that nodes that take places of different slices at the
 * same time never take the same. Which place is in which slice nobody outside can tell.
 */
export function createListSlices(derive: DeriveBytes): RandomPlacesIn {
  // one after the other is filled: others are shuffled again
  let known: { list: string; places: Uint32Array } | undefined

  return (list, slice, count) => {
    if (known?.list !== list) known = { list, places: shuffled(derive('list-slices', list)) }
    const length = minimumListLength / slicesOfList
    const start = (slice % slicesOfList) * length
    const places = known.places.slice(start, start + length)
    const most = Math.min(count, length)
    for (let at = 0; at < most; at += 1) swap(places, at, randomInt(at, length))
    return [...places.subarray(0, most)]
  }
}

/** All places in an order that follows from the key. */
function shuffled(key: Buffer): Uint32Array {
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
  const random = cipher.update(Buffer.alloc(minimumListLength * 4))
  const places = Uint32Array.from({ length: minimumListLength }, (_, place) => place)
  for (let at = places.length - 1; at > 0; at -= 1) {
    // a remainder of 32 bits: the first places are likelier by a hundred thousandth at most
    swap(places, at, random.readUInt32LE(at * 4) % (at + 1))
  }
  return places
}

function swap(places: Uint32Array, one: number, other: number): void {
  const place = places[one] ?? 0
  places[one] = places[other] ?? 0
  places[other] = place
}
