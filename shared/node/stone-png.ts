import { fileURLToPath } from 'node:url'
import { type DrawStone, withModestPicture } from '../look/stone-picture.ts'
import { stoneSvg } from '../look/stone-svg.ts'

/** A server may have no fonts at all: these are ours. */
const fontFiles = ['latin', 'latin-ext'].map((letters) =>
  fileURLToPath(new URL(`fonts/atkinson-hyperlegible-next-${letters}-600.ttf`, import.meta.url)),
)

/** Draws off the main thread; the native part is loaded when the first stone is drawn. */
export const drawStone: DrawStone = async (stone, options = {}) => {
  const { renderAsync } = await import('@resvg/resvg-js')
  const svg = stoneSvg(withModestPicture(stone), options)
  const rendered = await renderAsync(svg, {
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Atkinson Hyperlegible Next' },
    logLevel: 'off',
  })
  return new Uint8Array(rendered.asPng())
}
