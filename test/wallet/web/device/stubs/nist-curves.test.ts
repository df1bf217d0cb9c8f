import { p256 as libraryCurve } from '@noble/curves/nist.js'
import { describe, expect, it } from 'vitest'
import { p256 } from '../../../../../wallet/web/device/stubs/nist-curves.ts'

describe('p256', () => {
  it('is the curve of the library, and reads the same points', () => {
    expect(p256.Point.CURVE()).toEqual(libraryCurve.Point.CURVE())
    const key = libraryCurve.getPublicKey(new Uint8Array(32).fill(7), true)
    const point = p256.Point.fromBytes(key)
    point.assertValidity()
    expect(point.toBytes(false)).toEqual(libraryCurve.Point.fromBytes(key).toBytes(false))
    expect(() => p256.Point.fromBytes(Uint8Array.of(2, ...new Uint8Array(32).fill(255)))).toThrow()
  })
})
