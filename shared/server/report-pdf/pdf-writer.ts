import type PDFDocument from 'pdfkit'
import { type FontStyle, type Run, runsOf } from './pdf-fonts.ts'

export const page = { width: 595.28, height: 841.89, left: 48, right: 48, top: 52, bottom: 56 }
export const innerWidth = page.width - page.left - page.right

export const colours = {
  ink: '#14213d',
  stone: '#5b6472',
  rule: '#8a8f98',
  valid: '#2f6b3a',
  unknown: '#8a5a00',
  invalid: '#b3361f',
} as const

export type TextStyle = { style: FontStyle; size: number; colour?: string }

/** Lines of words: a box of text that was broken to its width. */
export type Lines = { lines: string[]; height: number; lineHeight: number }

export type PdfWriter = ReturnType<typeof createPdfWriter>

/** Sets text line by line, so that a page can end between any two of them. */
export function createPdfWriter(doc: PDFDocument) {
  let y = page.top
  /** Drawn anew on each page that goes on in the middle of it. */
  let drawHead: (() => void) | undefined

  const widthOf = (runs: readonly Run[], size: number) =>
    runs.reduce((sum, { font, text }) => sum + doc.font(font).fontSize(size).widthOfString(text), 0)
  const widthOfText = (text: string, { style, size }: TextStyle) =>
    widthOf(runsOf(text, style), size)

  function breakLines(text: string, width: number, style: TextStyle): Lines {
    const lines: string[] = []
    let line = ''
    for (const word of text.split(' ').flatMap((each) => fitting(each, width, style))) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line !== '' && widthOfText(longer, style) > width) {
        lines.push(line)
        line = word
      } else line = longer
    }
    if (line !== '') lines.push(line)
    const lineHeight = style.size * 1.35
    return { lines, lineHeight, height: lines.length * lineHeight }
  }

  /** A word that is longer than a line (an address, an id) is cut. */
  function fitting(word: string, width: number, style: TextStyle): string[] {
    if (widthOfText(word, style) <= width) return [word]
    const parts: string[] = []
    let part = ''
    for (const letter of word) {
      if (part !== '' && widthOfText(part + letter, style) > width) {
        parts.push(part)
        part = letter
      } else part += letter
    }
    return [...parts, part]
  }

  function drawLine(text: string, x: number, at: number, { style, size, colour }: TextStyle): void {
    let left = x
    for (const run of runsOf(text, style)) {
      doc
        .font(run.font)
        .fontSize(size)
        .fillColor(colour ?? colours.ink)
      doc.text(run.text, left, at, { lineBreak: false })
      left += doc.widthOfString(run.text)
    }
  }

  function ensure(height: number): void {
    if (y + height <= page.height - page.bottom) return
    doc.addPage()
    y = page.top
    drawHead?.()
  }

  return {
    get y() {
      return y
    },
    breakLines,
    drawLine,
    ensure,
    skip(height: number) {
      y += height
    },
    repeatHead(draw: (() => void) | undefined) {
      drawHead = draw
    },
    /** Text in its own lines, over as many pages as it takes. */
    write(text: string, style: TextStyle, { x = page.left, width = innerWidth } = {}): void {
      const { lines, lineHeight } = breakLines(text, width, style)
      for (const line of lines) {
        ensure(lineHeight)
        drawLine(line, x, y, style)
        y += lineHeight
      }
    },
    /** Decoration: a program that reads the text skips it. */
    decorate(draw: () => void): void {
      doc.markContent('Artifact', { type: 'Layout' })
      draw()
      doc.endMarkedContent()
    },
  }
}
