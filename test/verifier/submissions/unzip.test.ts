import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { unzipBounded } from '../../../verifier/submissions/unzip.ts'
import { countTurns } from '../../support/turns.ts'

const limits = { maxFiles: 3, maxBytes: 3_000_000, maxRatio: 200 }
const text = (count: number) => new Uint8Array(count).map((_, index) => (index * 7919) % 251)

/** The length that a zip says of a file is not what counts. */
function lying(zip: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(zip)
  // uncompressed size, in the local header and in the directory
  new DataView(copy.buffer).setUint32(22, 5, true)
  new DataView(copy.buffer).setUint32(directoryOf(copy) + 24, 5, true)
  return copy
}

function directoryOf(zip: Uint8Array): number {
  return Buffer.from(zip).indexOf(Buffer.from('PK\x01\x02'))
}

describe('unzipBounded', () => {
  test('gives the files by their last names, without folders and what systems put beside', async () => {
    const zip = zipSync({
      'cvs/': new Uint8Array(),
      'cvs/Mari.pdf': strToU8('%PDF one'),
      '../../etc/passwd': strToU8('two'),
      '__MACOSX/cvs/._Mari.pdf': strToU8('beside'),
      'cvs/.DS_Store': strToU8('beside'),
      'C:\\temp\\b.json': strToU8('{}'),
    })
    const files = await unzipBounded(zip, { ...limits, maxFiles: 10 })
    expect(files?.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['Mari.pdf', '%PDF one'],
      ['passwd', 'two'],
      ['b.json', '{}'],
    ])
  })

  test('lets everybody else be answered between one file and the next', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `${index}.pdf`)
    const zip = zipSync(Object.fromEntries(names.map((name) => [name, text(9_000)])))
    const turns = countTurns()
    const files = await unzipBounded(zip, { ...limits, maxFiles: 30 })
    expect(files).toHaveLength(30)
    expect(turns()).toBeGreaterThanOrEqual(30)
  })

  test.each([
    [
      'four files where three are the most',
      zipSync({ a: text(9), b: text(9), c: text(9), d: text(9) }),
    ],
    ['more bytes than may come out', zipSync({ a: text(3_000_001) }, { level: 0 })],
    ['a bomb', zipSync({ a: new Uint8Array(50_000_000) })],
    ['a bomb that says it is small', lying(zipSync({ a: new Uint8Array(50_000_000) }))],
    [
      'files that are tight together',
      zipSync({ a: new Uint8Array(1_400_000), b: new Uint8Array(1_400_000) }),
    ],
    ['a zip that was cut off', zipSync({ a: text(5_000) }).subarray(0, 200)],
    ['no files at all', zipSync({})],
    ['noise', Uint8Array.from([0x50, 0x4b, 3, 4, ...text(500)])],
  ])('refuses %s', async (_name, zip) => {
    expect(await unzipBounded(zip, limits)).toBeUndefined()
  })
})
