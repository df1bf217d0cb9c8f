import { describe, expect, test } from 'vitest'
import { readRasterSize } from '../../../shared/look/raster-size.ts'
import type { Stone } from '../../../shared/look/stone.ts'
import { drawStone } from '../../../shared/node/stone-png.ts'

const stone: Stone = { name: 'First aid', hue: 'fern', layer: { glyph: 'ring', word: 'Ŵŷ' } }

describe('drawStone', () => {
  test('draws a PNG of the asked width', async () => {
    expect(readRasterSize(await drawStone(stone, { width: 240 }))).toEqual({
      width: 240,
      height: 290,
    })
  })

  test('draws the words with its own fonts, whatever the machine has', async () => {
    const drawings = await Promise.all(
      ['Lead', 'Ŵŷ', ''].map((word) =>
        drawStone({ ...stone, layer: { glyph: 'ring', word } }, { width: 96 }),
      ),
    )
    expect(new Set(drawings.map((png) => Buffer.from(png).toString('base64'))).size).toBe(3)
  })

  test('does not unpack a picture that claims to be huge', async () => {
    const bomb = pngOfSize(30_000, 30_000)
    const picture = `data:image/png;base64,${bomb.toString('base64')}`
    expect(await drawStone({ ...stone, picture })).toEqual(
      await drawStone({ ...stone, glyph: 'spark' }),
    )
  })

  test('draws a picture of modest size', async () => {
    const small = Buffer.from(await drawStone({ name: 'x', hue: 'sea' }, { width: 24 }))
    const picture = `data:image/png;base64,${small.toString('base64')}`
    expect(await drawStone({ ...stone, picture })).not.toEqual(await drawStone(stone))
  })
})

/** A header is enough to be asked for the memory. */
function pngOfSize(width: number, height: number): Buffer {
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  return Buffer.concat([header, size, Buffer.from('0806000000', 'hex')])
}
