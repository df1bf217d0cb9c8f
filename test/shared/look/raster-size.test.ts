import { describe, expect, test } from 'vitest'
import { readRasterSize } from '../../../shared/look/raster-size.ts'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'))

const pictures = {
  png: hex('89504e470d0a1a0a 0000000d 49484452 00000300 00000201 08060000'),
  gif: hex('474946383961 0003 0102'),
  'lossy webp': hex(`52494646 00000000 57454250 56503820 00000000 000000 9d012a 0003 0102 ${'00'}`),
  'lossless webp': hex('52494646 00000000 57454250 5650384c 00000000 2f ff0280 00'),
  'extended webp': hex('52494646 00000000 57454250 56503858 00000000 00000000 ff0200 000200'),
  jpeg: hex('ffd8 ffe0 0004 0000 ffc4 0003 00 ffc2 000b 08 0201 0300'),
}

describe('readRasterSize', () => {
  test.each(Object.entries(pictures))('reads a %s', (_, bytes) => {
    expect(readRasterSize(bytes)).toEqual({ width: 768, height: 513 })
  })

  test.each(
    Object.entries(pictures).flatMap(([name, bytes]) =>
      [0, 3, 7, 9].map((length) => [name, bytes.subarray(0, length)] as const),
    ),
  )('says nothing of the beginning of a %s', (_, bytes) => {
    expect(readRasterSize(bytes)).toBeUndefined()
  })

  test('says nothing of anything else', () => {
    expect(readRasterSize(new TextEncoder().encode('<svg width="9" height="9"/>'))).toBeUndefined()
    expect(readRasterSize(hex('ffd8 ffe0 0002 0000'))).toBeUndefined()
  })
})
