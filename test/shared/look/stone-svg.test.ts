import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Stone, stoneHues } from '../../../shared/look/stone.ts'
import { hueColours, stoneColours } from '../../../shared/look/stone-colours.ts'
import { stoneSvg } from '../../../shared/look/stone-svg.ts'
import { contrast } from '../../support/colour.ts'

const stone: Stone = {
  name: 'Food safety',
  hue: 'clay',
  howShown: 'assessed',
  layer: { glyph: 'peak', word: 'Demonstrate' },
  glyph: 'leaf',
}
const pixel = 'data:image/png;base64,iVBORw0KGgo='

/** The words of a picture, and the parts that it is drawn of. */
function partsOf(svg: string) {
  const words = [...svg.matchAll(/>([^<>]+)</g)].map(([, word]) => word)
  const rims = [...svg.matchAll(/stroke="(#\w+)" stroke-linejoin="round" stroke-width="([\d.]+)"/g)]
  return { words, rims: rims.map(([, colour, width]) => `${colour} ${width}`) }
}

describe('stoneSvg', () => {
  test('draws face, rim, glyph and foot band', () => {
    expect(stoneSvg(stone, { width: 96 })).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 116" width="96" height="116" role="img">' +
        '<title>Food safety</title>' +
        '<path fill="none" stroke="#9c4a22" stroke-linejoin="round" stroke-width="6" d="M5 113V48a43 43 0 0 1 86 0v65z"/>' +
        '<path fill="#9c4a22" d="M12 106V48a36 36 0 0 1 72 0v58z"/>' +
        '<path fill="none" stroke="#ffffff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" transform="translate(28 30) scale(1.67)" d="M5 19C4 10 9 5 20 4c0 11-5 16-13 15M5 21c2-6 5-9 9-11"/>' +
        '<path fill="#14213d" d="M12 84h72v22H12z"/>' +
        '<path fill="none" stroke="#fbf7f0" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" transform="translate(15 89)" d="M1.5 9.5 6 2.500l4.5 7z"/>' +
        '<text x="30" y="98" fill="#fbf7f0" font-family="Atkinson Hyperlegible Next,system-ui,sans-serif" font-size="8.6" font-weight="600" textLength="47" lengthAdjust="spacingAndGlyphs">Demonstrate</text>' +
        '</svg>',
    )
  })

  test.each([
    ['self-stated', ['#9c4a22 2.5']],
    ['attended', ['#9c4a22 2.5']],
    ['peer-reviewed', ['#9c4a22 2', '#9c4a22 2']],
    ['assessed', ['#9c4a22 6']],
  ] as const)('says by its rim that it is %s', (howShown, rims) => {
    const svg = stoneSvg({ ...stone, howShown })
    expect(partsOf(svg).rims).toEqual(rims)
    expect(svg.includes('stroke-dasharray')).toBe(howShown === 'self-stated')
  })

  test('has a keystone when it is endorsed', () => {
    const keystone = 'd="M38 1h20l-4 20H42z"'
    expect(stoneSvg({ ...stone, isEndorsed: true })).toContain(keystone)
    expect(stoneSvg(stone)).not.toContain(keystone)
  })

  test('is grey when it was taken back, and says so in place of its layer', () => {
    const svg = stoneSvg({ ...stone, isRevoked: true }, { revokedWord: 'Tynnwyd yn ôl' })
    expect(partsOf(svg)).toEqual({ words: ['Food safety', 'Tynnwyd yn ôl'], rims: ['#6b7280 6'] })
    expect(svg).not.toContain(hueColours.clay)
  })

  test('carries a raster picture in itself', () => {
    expect(stoneSvg({ ...stone, picture: pixel })).toContain(`<image href="${pixel}" x="24"`)
  })

  test.each([
    'https://tracker.example/a.png',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'data:text/html,hello',
    'data:image/png;base64,AAAA" onload="alert(1)',
  ])('leaves out the picture %s', (picture) => {
    expect(stoneSvg({ ...stone, picture })).toBe(stoneSvg(stone))
  })

  test('holds any name as text', () => {
    const name = `</title><script>alert(1)</script>&"'\u0000\u0008\ud800\uffff é`
    expect(stoneSvg({ name, hue: 'sea' })).toContain(
      '<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39; é</title>',
    )
  })
})

describe('the colours of a stone', () => {
  const css = readFileSync(new URL('../../../shared/server/styles/stone.css', import.meta.url))
  const [light = ''] = css.toString().split('@media')

  test('are those of the pages', () => {
    const inCss = stoneHues.map((hue) => [
      hue,
      light.split(`.stone--${hue} {`)[1]?.match(/--hue: (#\w{6})/)?.[1],
    ])
    expect(Object.fromEntries(inCss)).toEqual(hueColours)
  })

  test.each([...Object.values(hueColours), stoneColours.weathered])(
    'let the glyph be seen on %s',
    (hue) => {
      expect(contrast(stoneColours.onHue, hue)).toBeGreaterThan(4.5)
    },
  )
})
