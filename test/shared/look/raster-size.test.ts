import { describe, expect, test } from 'vitest'
import { readRasterSize } from '../../../shared/look/raster-size.ts'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'))

const frame = 'ffc2 000b 08 0201 0300 01 112200'
const smallFrame = 'ffc2000b080001000101112200'

const pictures = {
  png: hex('89504e470d0a1a0a 0000000d 49484452 00000300 00000201 08060000'),
  gif: hex('474946383961 0003 0102 000000 2c 0000 0000 0003 0102'),
  'gif with colours and a comment': hex(
    `474946383961 0003 0102 800000 ${'ff'.repeat(6)} 21fe 02aabb 01cc 00 2c 0000 0000 0100 0100`,
  ),
  'gif whose picture is larger than its screen': hex(
    '474946383961 0100 0100 000000 2c 0001 0001 0002 0101',
  ),
  'lossy webp': hex(`52494646 00000000 57454250 56503820 00000000 000000 9d012a 0003 0102 ${'00'}`),
  'lossless webp': hex('52494646 00000000 57454250 5650384c 00000000 2f ff0280 00'),
  'extended webp': hex('52494646 00000000 57454250 56503858 00000000 00000000 ff0200 000200'),
  jpeg: hex(`ffd8 ffe0 0004 0000 ffc4 0003 00 ${frame} ffda`),
  // read without them, the next segment would begin in the middle of this one
  'jpeg with fill bytes': hex(`ffd8 ffff ffe0 0009 ${smallFrame.slice(0, 14)} ${frame} ffffda`),
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

  test.each([
    ['two frames', hex(`ffd8 ${smallFrame} ${frame} ffda`)],
    ['a frame behind its scan', hex(`ffd8 ffda 0002 ${frame}`)],
    ['a marker without a segment', hex(`ffd8 ff01 ${frame} ffda`)],
    ['a screen without a picture', hex('474946383961 0003 0102 000000 3b 0000 0000 0000 0000')],
  ])('says nothing of %s', (_, bytes) => {
    expect(readRasterSize(bytes)).toBeUndefined()
  })
})
