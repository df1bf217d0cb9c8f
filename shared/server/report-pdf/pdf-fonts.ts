import { readFileSync } from 'node:fs'

const fontStyles = {
  heading: 'bricolage-grotesque-650',
  text: 'atkinson-hyperlegible-next-400',
  strong: 'atkinson-hyperlegible-next-600',
  code: 'atkinson-hyperlegible-mono-400',
} as const

export type FontStyle = keyof typeof fontStyles

const subsets = ['latin', 'latin-ext'] as const

export type FontFile = { name: string; bytes: Buffer }

let files: readonly FontFile[] | undefined

/** Read once: they are parts of the application. */
export function fontFiles(): readonly FontFile[] {
  files ??= Object.values(fontStyles).flatMap((style) =>
    subsets.map((subset) => ({
      name: `${style}-${subset}`,
      bytes: readFileSync(new URL(`../fonts/${style}-${subset}.ttf`, import.meta.url)),
    })),
  )
  return files
}

/** A stretch of text that one font file has all letters of. */
export type Run = { font: string; text: string }

// what shared/server/fonts/subset-fonts.js puts into the files
const latin =
  /[\u0020-\u007e\u00a0-\u00ff\u0152\u0153\u2018-\u201a\u201c-\u201e\u2013\u2014\u2026\u2022\u2039\u203a\u20ac\u2122\u2011]/
const latinExtended = /[\u0100-\u017f\u1e80-\u1e85\u1ef2\u1ef3]/
/** Stands for a letter that no file has. */
const missing = '?'

export function runsOf(text: string, style: FontStyle): Run[] {
  const runs: Run[] = []
  for (const letter of text.normalize('NFC')) {
    const isExtended = latinExtended.test(letter)
    const font = `${fontStyles[style]}-${isExtended ? 'latin-ext' : 'latin'}`
    const printed = isExtended || latin.test(letter) ? letter : missing
    const last = runs.at(-1)
    if (last?.font === font) last.text += printed
    else runs.push({ font, text: printed })
  }
  return runs
}

/** Whether every letter can be printed. */
export function isPrintable(text: string): boolean {
  return [...text.normalize('NFC')].every(
    (letter) => latin.test(letter) || latinExtended.test(letter),
  )
}
