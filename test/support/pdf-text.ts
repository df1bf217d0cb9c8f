import { inflateSync } from 'node:zlib'

/**
 * The text of a PDF as programs that read CVs get it: the strings of its pages in order, each glyph turned into
 * letters by its font's own table. Enough for what Chromium and pdfkit write.
 * @see ISO 32000-1 sections 9.4 (text objects) and 9.10.3 (ToUnicode)
 */
export function pdfText(pdf: Buffer): string {
  const objects = readObjects(pdf)
  return [...objects.values()]
    .filter(({ head }) => /\/Type\s*\/Page\b/.test(head))
    .map((page) => textOfPage(page, objects))
    .join('\n')
}

type PdfObject = { head: string; stream: string }

function readObjects(pdf: Buffer): Map<string, PdfObject> {
  const source = pdf.toString('latin1')
  const objects = new Map<string, PdfObject>()
  for (const { 1: id = '', index } of source.matchAll(/(?<=^|\n)(\d+) 0 obj\s/g)) {
    const [before = ''] = source.slice(index).split(/stream\r?\n|endobj/, 1)
    const start = index + before.length + 'stream\n'.length
    const length = Number(/\/Length (\d+)/.exec(before)?.[1] ?? 0)
    const bytes = pdf.subarray(start, start + length)
    const isPacked = before.includes('/FlateDecode')
    objects.set(id, {
      head: before,
      stream: (isPacked ? inflateSync(bytes) : bytes).toString('latin1'),
    })
  }
  return objects
}

function textOfPage(page: PdfObject, objects: ReadonlyMap<string, PdfObject>): string {
  const contents = /\/Contents (\d+) 0 R/.exec(page.head)?.[1] ?? ''
  const shared = /\/Resources (\d+) 0 R/.exec(page.head)?.[1] ?? ''
  const dictionary = objects.get(shared)?.head ?? page.head
  const resources = /\/Font\s*<<([\s\S]*?)>>/.exec(dictionary)?.[1] ?? ''
  const fonts = new Map(
    [...resources.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = '', id = '']) => {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1] ?? ''
      return [name, readFont(objects.get(table)?.stream ?? '')]
    }),
  )
  const parts: string[] = []
  let current: Font | undefined
  const operators = /\/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]*)>(?=[^\]]*\]?\s*(?:Tj|TJ))|(Tj|TJ|ET)/g
  for (const [, font, glyphs, end] of (objects.get(contents)?.stream ?? '').matchAll(operators)) {
    if (font !== undefined) current = fonts.get(font)
    if (glyphs !== undefined && current) parts.push(lettersOf(glyphs, current))
    if (end === 'ET') parts.push('\n')
  }
  return parts.join('')
}

/** `digits`: how many hexadecimal digits name a glyph. */
type Font = { letters: ReadonlyMap<number, string>; digits: number }

function lettersOf(glyphs: string, { letters, digits }: Font): string {
  return (glyphs.match(new RegExp(`.{${digits}}`, 'g')) ?? [])
    .map((glyph) => letters.get(Number.parseInt(glyph, 16)) ?? '')
    .join('')
}

function readFont(table: string): Font {
  const digits = /begincodespacerange\s*<(\w+)>/.exec(table)?.[1]?.length ?? 4
  const letters = new Map<number, string>()
  const number = (hex: string) => Number.parseInt(hex, 16)
  for (const [, block = ''] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, from = '', to = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      letters.set(number(from), utf16(to))
    }
  }
  for (const [, block = ''] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', until = '', to = ''] of block.matchAll(
      /<(\w+)>\s*<(\w+)>\s*<(\w+)>/g,
    )) {
      for (let code = number(from); code <= number(until); code += 1) {
        letters.set(code, String.fromCharCode(number(to) + code - number(from)))
      }
    }
  }
  // one letter each, from a first glyph on
  const lists = /<(\w+)>\s*<\w+>\s*\[([^\]]*)\]/g
  for (const [, from = '', list = ''] of table.matchAll(lists)) {
    const each = [...list.matchAll(/<([\w ]+)>/g)]
    each.forEach(([, to = ''], place) => {
      letters.set(number(from) + place, utf16(to.replaceAll(' ', '')))
    })
  }
  return { letters, digits }
}

function utf16(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le')
}
