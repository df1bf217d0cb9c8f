import type PDFDocument from 'pdfkit'
import type { PdfStructure } from 'pdfkit'
import type { BadgeRow } from '../../report/badge-row.ts'
import type { ReportWords } from '../../report/report-words.ts'
import type { CheckResult } from '../../verify/check-names.ts'
import type { Verdict } from '../../verify/report.ts'
import { colours, innerWidth, type PdfWriter, page, type TextStyle } from './pdf-writer.ts'

export type PdfPage = { doc: PDFDocument; writer: PdfWriter; words: ReportWords }

const small: TextStyle = { style: 'text', size: 9 }
const second: TextStyle = { ...small, colour: colours.stone }
const strong: TextStyle = { style: 'strong', size: 9.5 }
const gap = 10

const shares = [0.22, 0.23, 0.2, 0.14, 0.21]
const columns = shares.map((share, index) => ({
  x: page.left + innerWidth * shares.slice(0, index).reduce((sum, each) => sum + each, 0),
  width: innerWidth * share - gap,
}))

type CellLine = TextStyle & { text: string; mark?: Verdict }

/** What the columns are called; on each page that goes on with the table, as decoration. */
export function tableHead({ doc, writer, words }: PdfPage, parent?: PdfStructure): void {
  const names = (['badge', 'awarder', 'how-shown', 'date', 'result'] as const).map((name) =>
    words.say(`report.${name}`),
  )
  const at = writer.y
  const drawCell = (text: string, index: number) =>
    writer.drawLine(text, columns[index]?.x ?? page.left, at, { ...strong, size: 8.5 })
  if (parent === undefined) {
    writer.decorate(() => names.forEach(drawCell))
  } else {
    const row = doc.struct('TR')
    parent.add(row)
    names.forEach((text, index) => {
      row.add(doc.struct('TH', { scope: 'Column' }).add(() => drawCell(text, index)))
    })
    row.end()
  }
  writer.skip(14)
  rule(doc, writer)
  writer.skip(6)
}

export function rule(doc: PDFDocument, writer: PdfWriter): void {
  writer.decorate(() => {
    doc.lineWidth(0.5).strokeColor(colours.rule)
    doc
      .moveTo(page.left, writer.y)
      .lineTo(page.width - page.right, writer.y)
      .stroke()
  })
}

/** One badge: a row of the table, and below it the answers to what a reader asks. */
export function badgeBlock(at: PdfPage, parent: PdfStructure, row: BadgeRow & { weaker?: string }) {
  const { doc, writer } = at
  const cells = cellsOf(row).map((lines, index) => {
    const width = columns[index]?.width ?? 0
    return lines.flatMap((line) =>
      writer
        .breakLines(line.text, line.mark === undefined ? width : width - 14, line)
        .lines.map((text, place) => ({ ...line, text, isFirst: place === 0 })),
    )
  })
  const heightOf = (lines: readonly CellLine[]) =>
    lines.reduce((sum, { size }) => sum + size * 1.35, 0)
  const height = Math.max(...cells.map(heightOf))
  writer.ensure(height + 40)
  const top = writer.y
  const tr = doc.struct('TR')
  parent.add(tr)
  cells.forEach((lines, index) => {
    const x = columns[index]?.x ?? page.left
    const draw = () => {
      let y = top
      for (const line of lines) {
        writer.drawLine(line.text, line.mark === undefined ? x : x + 14, y, line)
        y += line.size * 1.35
      }
    }
    tr.add(doc.struct(index === 0 ? 'TH' : 'TD', index === 0 ? { scope: 'Row' } : {}).add(draw))
    const mark = lines.find((line) => line.mark !== undefined)?.mark
    if (mark !== undefined) writer.decorate(() => drawMark(doc, mark, x + 5, top + 6))
  })
  tr.end()
  writer.skip(height + 4)
  answers(at, parent, row)
  rule(doc, writer)
  writer.skip(8)
}

function cellsOf(row: BadgeRow & { weaker?: string }): CellLine[][] {
  const { awarder, before } = row
  const colour = colours[row.result]
  const lines = (style: TextStyle, ...texts: (string | undefined)[]): CellLine[] =>
    texts.flatMap((text) => (text === undefined || text === '' ? [] : [{ ...style, text }]))
  return [
    [...lines(strong, row.name), ...lines({ ...strong, size: 9 }, row.caution)],
    [
      ...lines(small, awarder.name),
      ...lines({ style: 'code', size: 8 }, awarder.domain),
      ...lines(second, awarder.vouched),
      ...lines({ ...strong, size: 9 }, awarder.warning),
    ],
    [...lines(small, row.howShown), ...lines(second, row.layer), ...lines(strong, row.weaker)],
    [...lines(small, row.date), ...lines(second, row.until)],
    [
      { ...strong, colour, text: row.resultWord, mark: row.result },
      ...lines(second, row.reason.replaceAll('\u00a0', ' '), before?.sentence),
    ],
  ]
}

function answers({ doc, writer }: PdfPage, parent: PdfStructure, row: BadgeRow): void {
  const tr = doc.struct('TR')
  parent.add(tr)
  const cell = doc.struct('TD')
  tr.add(cell)
  const questionWidth = 150
  for (const { question, answer } of row.answers) {
    const left = page.left + 12
    const x = left + questionWidth
    const width = page.width - page.right - x
    // here and not while it is drawn: the repeated head is no part of this cell
    writer.ensure(writer.breakLines(answer, width, small).height)
    cell.add(() => writer.drawLine(question, left, writer.y, second))
    cell.add(() => writer.write(answer, small, { x, width }))
  }
  tr.end()
  writer.skip(6)
}

/** The three shapes of the report, beside their words. */
export function drawMark(doc: PDFDocument, result: Verdict | CheckResult, x: number, y: number) {
  if (result === 'valid' || result === 'pass') {
    doc.circle(x, y, 4.2).fill(colours.valid)
  } else if (result === 'unknown') {
    doc.lineWidth(1.6).strokeColor(colours.unknown).dash(4, { space: 2.2 })
    doc.circle(x, y, 3.6).stroke().undash()
  } else if (result === 'invalid' || result === 'fail') {
    doc.rect(x - 4, y - 4, 8, 8).fill(colours.invalid)
    doc.rect(x - 2.6, y - 0.9, 5.2, 1.8).fill('#ffffff')
  } else {
    doc.rect(x - 3.5, y - 0.6, 7, 1.2).fill(colours.stone)
  }
}
