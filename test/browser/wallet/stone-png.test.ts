import { describe, expect, test } from 'vitest'
import { bakePng } from '../../../shared/credential/baking/bake-png.ts'
import { unbakePng } from '../../../shared/credential/baking/unbake-png.ts'
import { readRasterSize } from '../../../shared/look/raster-size.ts'
import type { Stone } from '../../../shared/look/stone.ts'
import type { DrawStone } from '../../../shared/look/stone-picture.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { openWithModule } from '../../support/browser-module.ts'

declare global {
  var subject: { drawStone: DrawStone }
}

const stone: Stone = {
  name: 'First aid',
  hue: 'fern',
  howShown: 'assessed',
  layer: { glyph: 'flag', word: 'Arwain' },
}

describe.skipIf(!hasBrowser)('drawStone in a browser', () => {
  const browser = useBrowser()

  test('draws a PNG that carries a badge, and unpacks no bomb', async () => {
    const page = await browser().newPage()
    await openWithModule(page, 'wallet/web/device/stone-png.ts')
    const draw = async (drawn: Stone) =>
      Uint8Array.from(
        await page.evaluate(
          async (given) => Array.from(await globalThis.subject.drawStone(given, { width: 240 })),
          drawn,
        ),
      )
    const png = await draw(stone)
    expect(readRasterSize(png)).toEqual({ width: 240, height: 290 })
    expect(unbakePng(bakePng(png, '{"a":1}'))).toEqual({ kind: 'open-badge-3', text: '{"a":1}' })
    expect(await draw({ ...stone, hue: 'clay' })).not.toEqual(png)

    const picture = `data:image/png;base64,${Buffer.from(png).toString('base64')}`
    expect(await draw({ ...stone, picture })).not.toEqual(png)
    const bomb = Buffer.from(png)
    bomb.writeUInt32BE(60_000, 16)
    bomb.writeUInt32BE(60_000, 20)
    const huge = `data:image/png;base64,${bomb.toString('base64')}`
    expect(await draw({ ...stone, picture: huge })).toEqual(
      await draw({ ...stone, glyph: 'spark' }),
    )
    await page.close()
  })
})
