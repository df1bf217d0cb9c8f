/**
 * The points of P-256 and P-384 alone, in place of the module that makes three curves, signatures and ways to hash to
 * each: the app reads public keys here and leaves the rest to WebCrypto. Nothing secret is worked with.
 * @see https://doi.org/10.6028/NIST.SP.800-186 (sections 3.2.1.3 and 3.2.1.4)
 */
type Curve = { p: bigint; b: bigint; byteCount: number }

/** On y² = x³ − 3x + b over a prime p with p ≡ 3 (mod 4); of prime order, so every point on it is a key. */
function pointsOf({ p, b, byteCount }: Curve) {
  const squareAt = (x: bigint) => (x * x * x + (p - 3n) * x + b) % p

  return class Point {
    readonly #x: bigint
    readonly #y: bigint

    private constructor(x: bigint, y: bigint) {
      this.#x = x
      this.#y = y
      this.assertValidity()
    }

    /** @see https://www.secg.org/sec1-v2.pdf (section 2.3.4) */
    static fromBytes(bytes: Uint8Array): Point {
      const [form = 0] = bytes
      const x = readInteger(bytes.subarray(1, 1 + byteCount))
      if (form === 4 && bytes.length === 1 + 2 * byteCount) {
        return new Point(x, readInteger(bytes.subarray(1 + byteCount)))
      }
      if ((form !== 2 && form !== 3) || bytes.length !== 1 + byteCount) throw notAPoint()
      const root = power(squareAt(x), (p + 1n) / 4n, p)
      return new Point(x, (root & 1n) === BigInt(form & 1) ? root : p - root)
    }

    assertValidity(): void {
      const isInField = this.#x < p && this.#y < p
      if (!isInField || (this.#y * this.#y) % p !== squareAt(this.#x)) throw notAPoint()
    }

    toBytes(isCompressed = true): Uint8Array {
      const x = writeInteger(this.#x, byteCount)
      if (isCompressed) return Uint8Array.of((this.#y & 1n) === 0n ? 2 : 3, ...x)
      return Uint8Array.of(4, ...x, ...writeInteger(this.#y, byteCount))
    }
  }
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

function readInteger(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n)
}

function writeInteger(value: bigint, byteCount: number): Uint8Array {
  const places = Array.from({ length: byteCount }, (_, index) => BigInt(8 * index)).reverse()
  return Uint8Array.from(places, (place) => Number((value >> place) & 255n))
}

function notAPoint(): Error {
  return new Error('these bytes are no point on the curve')
}

export const p256 = {
  Point: pointsOf({
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    byteCount: 32,
  }),
}

export const p384 = {
  Point: pointsOf({
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    byteCount: 48,
  }),
}
