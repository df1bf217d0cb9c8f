import { hexColour } from './colour-contrast.ts'
import { contrastOfHue, leastContrast } from './hue-theme.ts'

/** Waymark's own. */
export const defaultHue = '#0b6e6e'

export type ChosenHue =
  /** Undefined: Waymark's own. */
  | { outcome: 'good'; hue: string | undefined }
  | { outcome: 'malformed' }
  /** People could not read words on it. */
  | { outcome: 'light'; contrast: string; least: string }

/** The hue that somebody typed. */
export function readHue(text: string): ChosenHue {
  const hue = text.trim().toLowerCase()
  if (hue === '' || hue === defaultHue) return { outcome: 'good', hue: undefined }
  if (!hexColour.test(hue)) return { outcome: 'malformed' }
  const contrast = contrastOfHue(hue)
  if (contrast >= leastContrast) return { outcome: 'good', hue }
  return { outcome: 'light', contrast: contrast.toFixed(1), least: String(leastContrast) }
}
