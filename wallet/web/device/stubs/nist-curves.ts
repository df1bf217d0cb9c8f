import { weierstrassN } from '@noble/curves/abstract/weierstrass.js'

/**
 * The points of P-256 alone, in place of the module that makes three curves, signatures and ways to hash to each:
 * the app reads keys here and leaves the rest to WebCrypto.
 * @see https://doi.org/10.6028/NIST.SP.800-186 (section 3.2.1.3)
 */
const p = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n

const Point = weierstrassN({
  p,
  n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  h: 1n,
  a: p - 3n,
  b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  Gx: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  Gy: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
})

export const p256 = { Point }
