// Makes the fonts that pictures of stones are drawn with on a server, which may have none: the letters of the foot
// band, in the one weight that it uses. Run it by hand (`node shared/node/fonts/make-picture-fonts.js`) and commit
// the files; nothing runs it at build time.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const range = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, step) => String.fromCodePoint(from + step)).join('')

const letters = {
  latin: `${range(0x20, 0x7e)}${range(0xa0, 0xff)}‘’–—…`,
  'latin-ext': `${range(0x100, 0x17f)}ẀẁẂẃẄẅỲỳ`,
}

for (const [subset, text] of Object.entries(letters)) {
  const file = `@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${subset}-wght-normal.woff2`
  const original = readFileSync(fileURLToPath(import.meta.resolve(file)))
  const options = { targetFormat: 'truetype', variationAxes: { wght: 600 } }
  const font = await subsetFont(original, text, options)
  writeFileSync(new URL(`atkinson-hyperlegible-next-${subset}-600.ttf`, import.meta.url), font)
  process.stdout.write(`${subset} ${font.length} bytes\n`)
}
