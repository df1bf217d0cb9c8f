import { BitstringStatusList } from '@digitalbazaar/vc-bitstring-status-list'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAppError } from '../../../shared/errors/app-error.ts'
import {
  createBitstring,
  getBit,
  minimumListLength,
  setBit,
} from '../../../shared/status/bitstring.ts'
import { encodeBitstring } from '../../../shared/status/bitstring-encoding.ts'

function codeOf(work: () => unknown): string | undefined {
  try {
    work()
  } catch (error) {
    if (isAppError(error)) return error.code
    throw error
  }
  return undefined
}

describe('createBitstring', () => {
  it('makes the smallest list of the standard, all entries 0', () => {
    const bits = createBitstring()
    expect(bits.length).toBe(16_384)
    expect(bits.every((byte) => byte === 0)).toBe(true)
  })

  it.each([0, 131_064, 131_073, 131_072.5, Number.NaN, -131_072])(
    'refuses %s entries',
    (length) => {
      expect(codeOf(() => createBitstring(length))).toBe('status_list_malformed')
    },
  )
})

describe('setBit', () => {
  it('puts index 0 at the left-most bit of the first byte and index 8 at that of the second', () => {
    const bits = createBitstring()
    setBit(bits, 0, true)
    setBit(bits, 7, true)
    setBit(bits, 8, true)
    setBit(bits, 131_071, true)
    expect([bits[0], bits[1], bits.at(-1)]).toEqual([0b1000_0001, 0b1000_0000, 0b0000_0001])
  })

  it('clears one bit and leaves its neighbours', () => {
    const bits = createBitstring()
    bits.fill(0xff)
    setBit(bits, 12, false)
    expect([bits[0], bits[1], bits[2]]).toEqual([0xff, 0b1111_0111, 0xff])
  })

  it.each([-1, 131_072, 0.5, Number.NaN, 2 ** 53])('refuses index %s', (index) => {
    expect(codeOf(() => setBit(createBitstring(), index, true))).toBe('status_index_out_of_range')
  })
})

describe('getBit', () => {
  it('reads what was set, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(minimumListLength - 1), { maxLength: 50 }),
        fc.nat(minimumListLength - 1),
        (set, probe) => {
          const bits = createBitstring()
          for (const index of set) setBit(bits, index, true)
          expect(getBit(bits, probe)).toBe(set.includes(probe))
        },
      ),
    )
  })

  it.each([-1, 131_072, 1.5, 2 ** 53])('refuses index %s', (index) => {
    expect(codeOf(() => getBit(createBitstring(), index))).toBe('status_index_out_of_range')
  })

  it('reads the same bits as @digitalbazaar/vc-bitstring-status-list', async () => {
    const bits = createBitstring()
    for (const index of [0, 1, 8, 94_567, 131_071]) setBit(bits, index, true)
    const theirs = await BitstringStatusList.decode({ encodedList: await encodeBitstring(bits) })
    const read = (get: (index: number) => boolean) =>
      Array.from({ length: minimumListLength }, (_, index) => index).filter(get)
    expect(read((index) => theirs.getStatus(index))).toEqual([0, 1, 8, 94_567, 131_071])
    expect(read((index) => getBit(bits, index))).toEqual([0, 1, 8, 94_567, 131_071])
  })
})
