// Makes the web fonts in ../assets from the @fontsource-variable packages: only the letters of English, Welsh
// and the names of Europe, only the weights that theme.css uses. Run it by hand after changing what is below
// (`node shared/server/fonts/subset-fonts.js`) and commit the files; nothing runs it at build time.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const range = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, step) => String.fromCodePoint(from + step)).join('')

const letters = {
  // ASCII, Latin-1, and the marks that sentences use
  latin: `${range(0x20, 0x7e)}${range(0xa0, 0xff)}Œœıˆ˜Ÿ‘’“”‚„–—…•·‹›€™−←→↑↓\u2009\u2011\u202f`,
  // Latin Extended-A (ŵ and ŷ among it) and the accented w and y of Welsh
  'latin-ext': `${range(0x100, 0x17f)}ẀẁẂẃẄẅỲỳ`,
}

const families = [
  { name: 'bricolage-grotesque', axes: { wght: 650 } },
  { name: 'atkinson-hyperlegible-next', axes: { wght: { min: 400, max: 600 } } },
  { name: 'atkinson-hyperlegible-mono', axes: { wght: 400 } },
]

for (const { name, axes } of families) {
  for (const [subset, text] of Object.entries(letters)) {
    const file = `@fontsource-variable/${name}/files/${name}-${subset}-wght-normal.woff2`
    const original = readFileSync(fileURLToPath(import.meta.resolve(file)))
    const options = { targetFormat: 'woff2', variationAxes: axes }
    const font = await subsetFont(original, text, options)
    writeFileSync(new URL(`../assets/${name}-${subset}.woff2`, import.meta.url), font)
    process.stdout.write(`${name}-${subset}.woff2 ${font.length} bytes\n`)
  }
}

// For PDF files: one weight a file, as TrueType, since a PDF embeds neither variable fonts nor WOFF2.
const ofPdf = [
  { name: 'bricolage-grotesque', weight: 650 },
  { name: 'atkinson-hyperlegible-next', weight: 400 },
  { name: 'atkinson-hyperlegible-next', weight: 600 },
  { name: 'atkinson-hyperlegible-mono', weight: 400 },
]

for (const { name, weight } of ofPdf) {
  for (const [subset, text] of Object.entries(letters)) {
    const file = `@fontsource-variable/${name}/files/${name}-${subset}-wght-normal.woff2`
    const original = readFileSync(fileURLToPath(import.meta.resolve(file)))
    const options = { targetFormat: 'truetype', variationAxes: { wght: weight } }
    const font = await subsetFont(original, text, options)
    writeFileSync(new URL(`./${name}-${weight}-${subset}.ttf`, import.meta.url), font)
    process.stdout.write(`${name}-${weight}-${subset}.ttf ${font.length} bytes\n`)
  }
}
