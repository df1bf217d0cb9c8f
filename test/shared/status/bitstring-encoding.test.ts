import { gzipSync } from 'node:zlib'
import { BitstringStatusList } from '@digitalbazaar/vc-bitstring-status-list'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBitstring, getBit, setBit } from '../../../shared/status/bitstring.ts'
import {
  decodeBitstring,
  encodeBitstring,
  maxBitstringBytes,
} from '../../../shared/status/bitstring-encoding.ts'

/** Bitstring Status List 1.0, examples 3, 5 and 7: a list with no bit set. */
const specExample = 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA'

/** Test data of the Eclipse Dataspace Components: bit 94567 set, made with java.util.BitSet and GZIPOutputStream. */
const bit94567 = 'uH4sIAAAAAAAA_-3OMQ0AAAgDsOHfNBp2kZBWQRMAAAAAAAAAAAAAAL6Z6wAAAAAAtQVQdb5gAEAAAA'

function encoded(bytes: Uint8Array): string {
  return `u${gzipSync(bytes).toString('base64url')}`
}

describe('decodeBitstring', () => {
  it('reads the example of the standard', async () => {
    expect(await decodeBitstring(specExample)).toEqual(new Uint8Array(16_384))
  })

  it('reads a list with one bit set that other software made', async () => {
    const expected = createBitstring()
    setBit(expected, 94_567, true)
    const bits = await decodeBitstring(bit94567)
    expect(bits).toEqual(expected)
    expect([94_566, 94_567, 94_568].map((index) => getBit(bits, index))).toEqual([
      false,
      true,
      false,
    ])
  })

  it('reads what @digitalbazaar/vc-bitstring-status-list encodes', async () => {
    const theirs = new BitstringStatusList({ length: 131_072 })
    for (const index of [0, 9, 130_000]) theirs.setStatus(index, true)
    const expected = createBitstring()
    for (const index of [0, 9, 130_000]) setBit(expected, index, true)
    expect(await decodeBitstring(await theirs.encode())).toEqual(expected)
  })

  it.each([
    ['nothing', ''],
    ['another multibase', `z${specExample.slice(1)}`],
    ['no multibase prefix', specExample.slice(1)],
    ['padding', `${specExample}=`],
    ['the other base64 alphabet', specExample.replace('-', '+')],
    ['white space', `${specExample} `],
    ['a prefix alone', 'u'],
    ['no gzip', 'uAAAA'],
    ['gzip cut short', specExample.slice(0, 40)],
    [
      'bytes after the end',
      `u${Buffer.concat([gzipSync(new Uint8Array(16_384)), Buffer.from('more')]).toString('base64url')}`,
    ],
    ['zlib in place of gzip', 'ueJztwTEBAAAAwqD1T20ND6AAAAAAAAAAAAAAAAAAAIA3AYbSVKs'],
  ])('refuses %s', async (_, text) => {
    await expect(decodeBitstring(text)).rejects.toMatchObject({ code: 'status_list_malformed' })
  })

  it('stops at its limit, one byte past it', async () => {
    const limit = { maxBytes: 20_000 }
    expect((await decodeBitstring(encoded(new Uint8Array(20_000)), limit)).length).toBe(20_000)
    await expect(decodeBitstring(encoded(new Uint8Array(20_001)), limit)).rejects.toMatchObject({
      code: 'status_list_malformed',
    })
  })

  it('unpacks no more of a bomb than its limit', async () => {
    const bomb = encoded(new Uint8Array(512 * maxBitstringBytes))
    const before = process.memoryUsage().arrayBuffers
    await expect(decodeBitstring(bomb)).rejects.toMatchObject({ code: 'status_list_malformed' })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * maxBitstringBytes)
  })
})

describe('encodeBitstring', () => {
  it('gives back what decodeBitstring reads', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (bytes) => {
        const bits = new Uint8Array(bytes)
        expect(await decodeBitstring(await encodeBitstring(bits))).toEqual(bits)
      }),
    )
  })

  it('is read by @digitalbazaar/vc-bitstring-status-list', async () => {
    const bits = createBitstring()
    setBit(bits, 3, true)
    const theirs = await BitstringStatusList.decode({ encodedList: await encodeBitstring(bits) })
    expect([2, 3, 4].map((index) => theirs.getStatus(index))).toEqual([false, true, false])
    expect(theirs.length).toBe(131_072)
  })
})
