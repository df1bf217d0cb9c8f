import type { HowShown } from '../skills/how-shown.ts'
import { isStonePicture, layerGlyphs, type Stone, stoneGlyphs } from './stone.ts'
import { hueColours, stoneColours } from './stone-colours.ts'
import { xmlText } from './xml-text.ts'

export type StoneSvgOptions = {
  /** Stands on the foot of a badge that was taken back, in the language of whoever looks. */
  revokedWord?: string
  /** Pixels where nothing else gives the picture a size; the height follows. */
  width?: number
}

/** The field that a stone is drawn on; a double rim ends right at its edge. */
export const stoneField = { width: 96, height: 116 } as const

const fonts = 'Atkinson Hyperlegible Next,system-ui,sans-serif'

/** Whoever draws the stone may lack our font and have one that runs wider: longer words get a width of their own. */
const maxFreeLetters = 8
const letterWidth = 4.3

/**
 * The milestone stone as a picture of its own: an SVG that asks for nothing from anywhere, runs nothing, and is the
 * same in every colour scheme. Its words are text: give whoever draws it a font.
 */
export function stoneSvg(stone: Stone, options: StoneSvgOptions = {}): string {
  const { revokedWord = 'Taken back', width = 480 } = options
  const { isRevoked = false, isEndorsed = false, layer, howShown } = stone
  const hue = isRevoked ? stoneColours.weathered : hueColours[stone.hue]
  const word = isRevoked ? revokedWord : layer?.word
  const sign = isRevoked ? undefined : layer?.glyph
  const height = Math.round((width * stoneField.height) / stoneField.width)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${stoneField.width} ${stoneField.height}" width="${width}" height="${height}" role="img">`,
    `<title>${xmlText(stone.name)}</title>`,
    rim(howShown, hue),
    `<path fill="${hue}" d="M12 106V48a36 36 0 0 1 72 0v58z"/>`,
    face(stone, word !== undefined, isRevoked),
    word === undefined ? '' : footBand(word, sign),
    isEndorsed
      ? `<path fill="${stoneColours.keystone}" stroke="${stoneColours.ink}" stroke-width="1.5" stroke-linejoin="round" d="M38 1h20l-4 20H42z"/>`
      : '',
    '</svg>',
  ].join('')
}

/** How it was shown: dashed, single, double, solid; without a statement the stone has no rim. */
function rim(howShown: HowShown | undefined, hue: string): string {
  if (howShown === undefined) return ''
  return rims[howShown]
    .map((shape) => `<path fill="none" stroke="${hue}" stroke-linejoin="round" ${shape}/>`)
    .join('')
}

const single = 'd="M5 113V48a43 43 0 0 1 86 0v65z"'

const rims: Readonly<Record<HowShown, readonly string[]>> = {
  'self-stated': [`stroke-width="2.5" stroke-dasharray="6 4.5" ${single}`],
  attended: [`stroke-width="2.5" ${single}`],
  'peer-reviewed': [
    'stroke-width="2" d="M2.5 114.500V48a45.5 45.5 0 0 1 91 0v66.500z"',
    'stroke-width="2" d="M7.5 110.500V48a40.5 40.5 0 0 1 81 0v62.500z"',
  ],
  assessed: [`stroke-width="6" ${single}`],
}

function face({ picture, glyph }: Stone, hasWord: boolean, isRevoked: boolean): string {
  if (picture !== undefined && isStonePicture(picture)) {
    const faded = isRevoked ? ' opacity="0.4"' : ''
    return `<image href="${picture}" x="24" y="${hasWord ? 30 : 36}" width="48" height="48" preserveAspectRatio="xMidYMid meet"${faded}/>`
  }
  if (glyph === undefined) return ''
  return `<path ${line(stoneColours.onHue, 2)} transform="translate(28 ${hasWord ? 30 : 40}) scale(1.67)" d="${stoneGlyphs[glyph]}"/>`
}

/** The layer's sign and word. */
function footBand(word: string, sign: keyof typeof layerGlyphs | undefined): string {
  const { band, onBand } = stoneColours
  const place = sign === undefined ? 'x="48" text-anchor="middle"' : 'x="30"'
  const letters = [...word].length
  const length = Math.min(sign === undefined ? 66 : 51, Math.round(letters * letterWidth))
  const fitted =
    letters > maxFreeLetters ? ` textLength="${length}" lengthAdjust="spacingAndGlyphs"` : ''
  return [
    `<path fill="${band}" d="M12 84h72v22H12z"/>`,
    sign === undefined
      ? ''
      : `<path ${line(onBand, 1.4)} transform="translate(15 89)" d="${layerGlyphs[sign]}"/>`,
    `<text ${place} y="98" fill="${onBand}" font-family="${fonts}" font-size="8.6" font-weight="600"${fitted}>${xmlText(word)}</text>`,
  ].join('')
}

function line(colour: string, width: number): string {
  return `fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"`
}
