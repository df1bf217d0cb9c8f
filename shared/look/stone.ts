import type { HowShown } from '../skills/how-shown.ts'

/** The hues a provider may pick. Their colours stand in styles/stone.css; a test checks the contrast. */
export const stoneHues = [
  'sea',
  'harbour',
  'slate',
  'heather',
  'foxglove',
  'clay',
  'fern',
  'bronze',
] as const

export type StoneHue = (typeof stoneHues)[number]

/** Pictures for the face of a stone, drawn on a field of 24 by 24. */
export const stoneGlyphs = {
  spark: 'M12 3v5M12 16v5M3 12h5M16 12h5M6 6l3 3M15 15l3 3M18 6l-3 3M9 15l-3 3',
  leaf: 'M5 19C4 10 9 5 20 4c0 11-5 16-13 15M5 21c2-6 5-9 9-11',
  hands:
    'M7.5 13.5V7a1.5 1.5 0 0 1 3 0v4.5m0-.5V5a1.5 1.5 0 0 1 3 0v6m0-.5V6a1.5 1.5 0 0 1 3 0v6m0-2a1.5 1.5 0 0 1 3 0v4.5a6.5 6.5 0 0 1-6.5 6.5c-3 0-4.5-1.5-6-4l-2.5-4a1.5 1.5 0 0 1 2.5-1.5l1.5 1.5',
  heart: 'M12 20c-7-4.5-9-8-9-11a4.5 4.5 0 0 1 9-1.5 4.5 4.5 0 0 1 9 1.5c0 3-2 6.5-9 11z',
  book: 'M12 6c-3-2-6-2-9-1v13c3-1 6-1 9 1 3-2 6-2 9-1V5c-3-1-6-1-9 1zM12 6v13',
  wave: 'M2 9c3-4 6-4 9 0s7 4 11 0M2 16c3-4 6-4 9 0s7 4 11 0',
  tool: 'M14 6a4.5 4.5 0 0 1 5-3l-2.5 3 1.5 2 3-1.500a4.5 4.5 0 0 1-6 4L7 19a2 2 0 0 1-3-3l9.5-8A4.5 4.5 0 0 1 14 6z',
  people:
    'M9 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 20c0-5 3-7 6-7s6 2 6 7M16 10a2.5 2.5 0 1 0 0-5M17 13c3 0 4.5 3 4.5 7',
  note: 'M9 18V5l11-2v13M9 18a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM20 16a3 3 0 1 1-6 0 3 3 0 0 1 6 0z',
} as const satisfies Record<string, string>

export type StoneGlyph = keyof typeof stoneGlyphs

/** Signs of a badge standard's layers, on a field of 12 by 12. They stand beside the layer's word. */
export const layerGlyphs = {
  dot: 'M6 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  links:
    'M4.5 8.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM7.5 8.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  peak: 'M1.5 9.5 6 2.500l4.5 7z',
  flag: 'M3 11V1.500l6.5 2.25L3 6',
  ring: 'M6 10a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
} as const satisfies Record<string, string>

export type LayerGlyph = keyof typeof layerGlyphs

const glyphsOfLayers: Readonly<Record<string, LayerGlyph>> = {
  engage: 'dot',
  participate: 'links',
  demonstrate: 'peak',
  lead: 'flag',
}

/** The sign of a layer by its code in the badge standard; a ring for one that has no sign of its own. */
export function glyphOfLayer(code: string): LayerGlyph {
  return glyphsOfLayers[code] ?? 'ring'
}

export type Stone = {
  /** The badge's name: the stone's text for those who do not see it. */
  name: string
  hue: StoneHue
  howShown?: HowShown
  isEndorsed?: boolean
  isRevoked?: boolean
  /** Layer of the badge standard; the word in the language of the page. */
  layer?: { glyph: LayerGlyph; word: string }
  glyph?: StoneGlyph
  /** `data:` address of a raster picture, shown instead of the glyph. */
  picture?: string
}

const rasterPicture = /^data:image\/(png|jpeg|webp|gif);base64,[a-z0-9+/=]+$/i

/** Whether a picture may stand on a stone: a raster `data:` address, so nothing is fetched and nothing runs. */
export function isStonePicture(text: string): boolean {
  return rasterPicture.test(text)
}

/** A hue that is always the same for the same text, for badges that name none. */
export function hueFor(text: string): StoneHue {
  const sum = [...text].reduce(
    (total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973,
    7,
  )
  return stoneHues[sum % stoneHues.length] ?? 'sea'
}
