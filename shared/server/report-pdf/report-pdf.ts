import type { PdfStructure } from 'pdfkit'
import type { ReportView } from '../../report/candidate-report-view.ts'
import type { ReportWords } from '../../report/report-words.ts'
import { fontFiles, isPrintable } from './pdf-fonts.ts'
import { badgeBlock, drawMark, type PdfPage, rule, tableHead } from './pdf-parts.ts'
import { colours, createPdfWriter, innerWidth, page, type TextStyle } from './pdf-writer.ts'

export type ReportPdfInput = {
  view: ReportView
  words: ReportWords
  /** Who had the badges checked. */
  madeBy: string
  /** When they were checked: the file of one report is the same each time. */
  at: Date
}

const body: TextStyle = { style: 'text', size: 10.5 }
const second: TextStyle = { ...body, size: 9, colour: colours.stone }

/** The report as a document on A4: tagged, in its language, with our letters in it. */
export async function reportPdf({ view, words, madeBy, at }: ReportPdfInput): Promise<Buffer> {
  // what draws pages is large, and few processes ever need it
  const { default: PDFDocument } = await import('pdfkit')
  const title = words.say('report.title')
  const doc = new PDFDocument({
    size: 'A4',
    // lines are placed one by one, so nothing may break pages by itself
    margins: { top: 0, bottom: 0, left: page.left, right: page.right },
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: words.language === 'cy' ? 'cy-GB' : 'en-GB',
    bufferPages: true,
    info: { Title: title, Author: madeBy, Creator: 'Waymark', CreationDate: at, ModDate: at },
  })
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
  for (const { name, bytes } of fontFiles()) doc.registerFont(name, bytes)
  const root = doc.struct('Document')
  doc.addStructure(root)
  writeReport({ doc, writer: createPdfWriter(doc), words }, root, { view, madeBy })
  root.end()
  numberPages({ doc, writer: createPdfWriter(doc), words }, title)
  doc.end()
  return done
}

function writeReport(
  at: PdfPage,
  root: PdfStructure,
  { view, madeBy }: Pick<ReportPdfInput, 'view' | 'madeBy'>,
): void {
  const { doc, writer, words } = at
  const part = (tag: string, text: string | undefined, style: TextStyle) => {
    if (text === undefined || text === '') return
    root.add(doc.struct(tag).add(() => writer.write(text, style)))
    writer.skip(style.size * 0.5)
  }
  part('P', [madeBy, view.asOf, view.checkedBefore].filter(Boolean).join(' · '), second)
  part('H1', view.sentence, { style: 'heading', size: 20 })
  part('P', view.needsSentence, { ...body, size: 12 })
  const { person } = view
  part('P', person?.statedName, body)
  part('P', person && `${person.sentence} ${person.next}`, { ...body, style: 'strong' })
  for (const note of view.notes) part('P', note, body)
  writer.skip(6)
  writeTable(at, root, view)
  for (const sent of view.sent) {
    part('H2', words.say('report.sent-title'), { style: 'heading', size: 13 })
    writeChecks(at, root, sent.checks)
  }
  writeSelf(at, view, part)
  part('H2', words.say('report.every-check'), { style: 'heading', size: 15 })
  for (const row of view.rows) {
    part('H3', row.name, { style: 'strong', size: 10.5 })
    writeChecks(at, root, row.checks)
    for (const { label, value } of row.facts)
      part('P', `${label}: ${value}`, { style: 'code', size: 7.5 })
  }
  if (!isPrintable(textsOf(view))) part('P', words.say('report.letters-missing'), second)
}

function writeTable(at: PdfPage, root: PdfStructure, view: ReportView): void {
  const { doc, writer } = at
  const groups = view.groups ?? [
    { label: '', rows: view.rows.map((row, place) => ({ ...row, place })) },
  ]
  if (groups.every(({ rows, label }) => rows.length === 0 && label === '')) return
  const table = doc.struct('Table')
  root.add(table)
  writer.ensure(80)
  tableHead(at, table)
  writer.repeatHead(() => tableHead(at))
  for (const group of groups) {
    if (group.label !== '') groupHead(at, table, group)
    for (const row of group.rows) badgeBlock(at, table, row)
  }
  writer.repeatHead(undefined)
  table.end()
}

type Group = NonNullable<ReportView['groups']>[number]

function groupHead({ doc, writer }: PdfPage, table: PdfStructure, group: Group): void {
  const { label, asked, nothing } = group
  writer.ensure(nothing === undefined ? 110 : 40)
  const tr = doc.struct('TR')
  table.add(tr)
  tr.add(
    doc.struct('TH', { scope: 'Row' }).add(() => {
      writer.write(label, { style: 'strong', size: 11 })
      if (asked !== undefined) writer.write(asked, second)
      if (nothing !== undefined) writer.write(`– ${nothing}`, body)
    }),
  )
  tr.end()
  writer.skip(4)
  if (nothing !== undefined) rule(doc, writer)
  writer.skip(4)
}

function writeChecks(
  { doc, writer }: PdfPage,
  root: PdfStructure,
  checks: ReportView['rows'][number]['checks'],
): void {
  const list = doc.struct('L')
  root.add(list)
  for (const { title, result, word, sentence } of checks) {
    writer.ensure(14)
    const top = writer.y
    writer.decorate(() => drawMark(doc, result, page.left + 5, top + 6))
    list.add(
      doc
        .struct('LI')
        .add(() =>
          writer.write(
            `${title}: ${word}. ${sentence}`,
            { style: 'text', size: 9 },
            { x: page.left + 16, width: innerWidth - 16 },
          ),
        ),
    )
  }
  list.end()
  writer.skip(8)
}

function writeSelf(
  { doc, writer, words }: PdfPage,
  { selfStated, said, plainFiles }: ReportView,
  part: (tag: string, text: string | undefined, style: TextStyle) => void,
): void {
  if (selfStated.length + said.length + plainFiles.length === 0) return
  writer.ensure(90)
  writer.skip(6)
  writer.decorate(() => {
    doc.lineWidth(1).strokeColor(colours.rule).dash(4, { space: 3 })
    doc
      .moveTo(page.left, writer.y)
      .lineTo(page.width - page.right, writer.y)
      .stroke()
      .undash()
  })
  writer.skip(10)
  part('H2', words.say('report.self-title'), { style: 'heading', size: 15 })
  if (selfStated.length + said.length > 0) part('P', words.say('report.self-text'), body)
  if (said.length === 0) for (const { name } of selfStated) part('P', name, body)
  for (const { title, lines } of said) {
    part('H3', title, { style: 'strong', size: 10.5 })
    for (const line of lines) part('P', line, body)
  }
  for (const { name, note } of plainFiles) part('P', `${name}. ${note}`, body)
}

function numberPages({ doc, writer, words }: PdfPage, title: string): void {
  const { start, count } = doc.bufferedPageRange()
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(start + index)
    const text = `${title} · ${words.say('report.page-of', { page: index + 1, pages: count })}`
    doc.markContent('Artifact', { type: 'Pagination' })
    writer.drawLine(text, page.left, page.height - 36, { ...second, size: 8 })
    doc.endMarkedContent()
  }
}

/** Everything in it that others wrote. */
function textsOf({ rows, said, plainFiles, person }: ReportView): string {
  return [
    ...rows.flatMap(({ name, awarder }) => [name, awarder.name, awarder.vouched ?? '']),
    ...said.flatMap(({ lines }) => lines),
    ...plainFiles.map(({ name }) => name),
    person?.statedName ?? '',
  ].join('')
}
