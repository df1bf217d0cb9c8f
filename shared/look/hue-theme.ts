import { contrastOf, mixColours } from './colour-contrast.ts'

const white = '#ffffff'
const black = '#000000'
const paper = '#fbf7f0'
const darkGround = '#0f1726'
const darkCard = '#1a2438'

/** What text needs on its ground. @see https://www.w3.org/TR/WCAG22/#contrast-minimum */
export const leastContrast = 4.5
const leastContrastInDark = 7

/** How well a hue reads: as a link on paper, and under the white words of a button. The worse of the two. */
export function contrastOfHue(hue: string): number {
  return Math.min(contrastOf(hue, paper), contrastOf(hue, white))
}

/** The stylesheet that puts a city's hue in place of Sea, with a lighter one of its kind for dark screens. */
export function hueStylesheet(hue: string): string {
  const light = rules({ sea: hue, strong: mixColours(hue, black, 0.25), on: white })
  const inDark = lighten(hue)
  const dark = rules({ sea: inDark, strong: mixColours(inDark, white, 0.4), on: darkGround })
  return `:root{${light}}@media screen and (prefers-color-scheme:dark){:root{${dark}}}`
}

function rules({ sea, strong, on }: { sea: string; strong: string; on: string }): string {
  return `--sea:${sea};--sea-strong:${strong};--on-sea:${on}`
}

/** With every step nearer to white, so that it ends. */
function lighten(hue: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const colour = mixColours(hue, white, share)
    if (contrastOf(colour, darkCard) >= leastContrastInDark) return colour
  }
  return white
}
