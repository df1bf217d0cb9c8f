import * as library from '@noble/curves/nist.js'
import { describe, expect, it } from 'vitest'
import * as own from '../../../../../wallet/web/device/stubs/nist-curves.ts'

const seeds = [1, 2, 7, 77, 200, 251]

describe.each([
  { name: 'p256', library: library.p256, own: own.p256, size: 32 },
  { name: 'p384', library: library.p384, own: own.p384, size: 48 },
] as const)('$name', ({ library, own, size }) => {
  const keyOf = (seed: number, isCompressed: boolean) =>
    library.getPublicKey(new Uint8Array(size).fill(seed), isCompressed)
  const compressed = keyOf(7, true)
  const whole = keyOf(7, false)
  const field = (value: bigint) =>
    Uint8Array.from(Buffer.from(value.toString(16).padStart(2 * size, '0'), 'hex'))
  const p = library.Point.CURVE().p

  it.each(seeds)('reads and writes the key of %i as the library does', (seed) => {
    for (const isCompressed of [true, false]) {
      const key = keyOf(seed, isCompressed)
      const point = own.Point.fromBytes(key)
      point.assertValidity()
      expect(point.toBytes(true)).toEqual(keyOf(seed, true))
      expect(point.toBytes(false)).toEqual(keyOf(seed, false))
    }
  })

  it.each<[string, Uint8Array]>([
    ['nothing', Uint8Array.of()],
    ['the point at infinity', Uint8Array.of(0)],
    ['zeros', new Uint8Array(1 + size)],
    ['a whole point of zeros', Uint8Array.of(4, ...new Uint8Array(2 * size))],
    ['an unknown form', Uint8Array.of(5, ...compressed.slice(1))],
    ['a hybrid form', Uint8Array.of(6, ...whole.slice(1))],
    ['an x without a point', Uint8Array.of(2, ...new Uint8Array(size).fill(255))],
    ['an x above the field', Uint8Array.of(2, ...field(p + 5n))],
    ['a y above the field', Uint8Array.of(...whole.slice(0, 1 + size), ...field(p))],
    ['another y', Uint8Array.of(...whole.slice(0, -1), (whole.at(-1) ?? 0) ^ 1)],
    ['a byte too few', compressed.slice(0, -1)],
    ['a byte too many', Uint8Array.of(...compressed, 0)],
    ['half a whole point', whole.slice(0, 1 + size)],
  ])('refuses %s, as the library does', (_, bytes) => {
    expect(() => library.Point.fromBytes(bytes).assertValidity()).toThrow()
    expect(() => own.Point.fromBytes(bytes)).toThrow('no point on the curve')
  })
})
