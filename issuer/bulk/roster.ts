import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { z } from 'zod'
import type { Language } from '../../shared/i18n/messages.ts'
import { isFormula } from '../../shared/node/csv/csv-line.ts'
import { nextTurn } from '../../shared/node/thread-turns.ts'
import { zOneLine } from '../awards/award.ts'
import {
  type FoundColumns,
  findColumns,
  isWithoutHeader,
  type RosterColumn,
} from './roster-header.ts'

/** One person of a roster, as somebody will be awarded. */
export type RosterRow = {
  /** In the file, from 1. */
  line: number
  email: string
  name?: string
  language?: Language
  /** When the badge ends. */
  validUntil?: string
  evidence?: string
}

/** Why a line is left out. */
export type RowFaultCode =
  | 'email_missing'
  | 'email_malformed'
  | 'name_malformed'
  | 'formula'
  | 'language_unknown'
  | 'date_malformed'
  | 'date_past'
  | 'evidence_malformed'
  | 'twice'

export type RowFault = { line: number; code: RowFaultCode }

/** Why nothing of a file is taken. */
export type FileFaultCode =
  | 'empty'
  | 'too_many_rows'
  | 'not_utf8'
  | 'utf16'
  | 'no_email_column'
  | 'column_twice'
  | 'quote'
  | 'line_too_long'

/** How many people it names, and what is left out. */
export type Roster = { rows: number; faults: RowFault[] }

export type RosterResult = Roster | { refused: FileFaultCode; line?: number }

export const mostRows = 100_000
/** As many as a sheet has, most of them blank. */
const mostLines = 1_048_576
const mostBytesInLine = 16_384
const delimiters = [',', ';', '\t'] as const

const zEmail = z.email().max(254)
const zName = zOneLine.max(200)
const zDate = z.iso.date()
const zEvidence = z.url({ protocol: /^https$/ }).max(2_048)

/**
 * Reads a roster in CSV: with a header or (an address in the first line) without, with commas, semicolons or tabs, with
 * or without a byte order mark. What is wrong with one line is told of that line; what makes the rest doubtful refuses
 * the whole file.
 * @param languages what the badge is there in
 * @param take is given each person as they are read, so that however many there are, few are in memory
 */
export async function readRoster(
  bytes: Buffer,
  { languages, now }: { languages: readonly Language[]; now: Date },
  take: (row: RosterRow) => void,
): Promise<RosterResult> {
  const encoding = encodingFaultOf(bytes)
  if (encoding !== undefined) return { refused: encoding }
  const beginning = bytes.toString('utf8', 0, mostBytesInLine * 2)
  const roster: Roster = { rows: 0, faults: [] }
  const seen = new Set<string>()
  let columns: FoundColumns | undefined
  const records = parse({
    bom: true,
    delimiter: delimiterOf(beginning),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: mostBytesInLine,
    from_line: hasSeparatorLine(beginning) ? 2 : 1,
  })
  Readable.from(chunksOf(bytes)).pipe(records)
  try {
    for await (const entry of records) {
      // sound: what csv-parse yields with `info`
      const { record, info } = entry as { record: string[]; info: { lines: number } }
      if (info.lines > mostLines) return { refused: 'too_many_rows' }
      const cells = record.map((cell) => cell.trim())
      if (cells.every((cell) => cell === '')) continue
      if (columns === undefined) {
        const found = findColumns(cells)
        if ('refused' in found) return found
        columns = found
        if (!isWithoutHeader(cells)) continue
      }
      if (roster.rows + roster.faults.length >= mostRows) return { refused: 'too_many_rows' }
      // a quoted cell may hold line breaks: the record begins where the one before ended
      const row = readLine({ cells, columns, line: info.lines, seen, languages, now })
      if ('code' in row) {
        roster.faults.push(row)
        continue
      }
      roster.rows += 1
      take(row)
    }
  } catch (error) {
    return refusalOf(error)
  }
  return roster.rows + roster.faults.length === 0 ? { refused: 'empty' } : roster
}

function readLine(given: {
  cells: readonly string[]
  columns: FoundColumns
  line: number
  seen: Set<string>
  languages: readonly Language[]
  now: Date
}): RosterRow | RowFault {
  const { cells, columns, line, seen } = given
  const cellOf = (column: RosterColumn) => {
    const place = columns[column]
    return place === undefined ? '' : (cells[place] ?? '')
  }
  const row = readRow(cellOf, given)
  if (typeof row === 'string') return { line, code: row }
  const address = row.email.toLowerCase()
  if (seen.has(address)) return { line, code: 'twice' }
  seen.add(address)
  return { line, ...row }
}

function readRow(
  cellOf: (column: RosterColumn) => string,
  { languages, now }: { languages: readonly Language[]; now: Date },
): Omit<RosterRow, 'line'> | RowFaultCode {
  const email = cellOf('email')
  const name = cellOf('name') || `${cellOf('given')} ${cellOf('family')}`.trim()
  const [language, validUntil, evidence] = [cellOf('language'), cellOf('end'), cellOf('evidence')]
  if ([email, name, language, validUntil, evidence].some(isFormula)) return 'formula'
  if (email === '') return 'email_missing'
  if (!zEmail.safeParse(email).success) return 'email_malformed'
  if (name !== '' && !zName.safeParse(name).success) return 'name_malformed'
  const chosen = languageOf(language)
  if (language !== '' && !languages.some((one) => one === chosen)) return 'language_unknown'
  if (validUntil !== '' && !zDate.safeParse(validUntil).success) return 'date_malformed'
  const end = validUntil === '' ? undefined : new Date(`${validUntil}T23:59:59Z`)
  if (end !== undefined && end <= now) return 'date_past'
  if (evidence !== '' && !zEvidence.safeParse(evidence).success) return 'evidence_malformed'
  return {
    email,
    ...(name !== '' && { name }),
    ...(chosen !== undefined && { language: chosen }),
    ...(end !== undefined && { validUntil: end.toISOString() }),
    ...(evidence !== '' && { evidence }),
  }
}

function languageOf(cell: string): Language | undefined {
  const word = cell.toLowerCase()
  if (['en', 'english', 'saesneg'].includes(word)) return 'en'
  return ['cy', 'welsh', 'cymraeg'].includes(word) ? 'cy' : undefined
}

function encodingFaultOf(bytes: Buffer): FileFaultCode | undefined {
  const [first, second] = bytes
  const hasMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  // without a mark every other byte of Latin letters is zero
  if (hasMark || (bytes.length > 3 && (bytes[1] === 0 || bytes[0] === 0))) return 'utf16'
  return isUtf8(bytes) ? undefined : 'not_utf8'
}

/** Thousands of lines may be in as many bytes, and all that came are read before anybody else has the thread. */
const bytesInChunk = 2_048

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += bytesInChunk) {
    yield bytes.subarray(start, start + bytesInChunk)
    await nextTurn()
  }
}

/** Some spreadsheets say in a first line what stands between cells: `sep=;`. */
function hasSeparatorLine(text: string): boolean {
  return /^\uFEFF?sep=[,;\t]\r?\n/i.test(text)
}

/** The one that stands most often in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const start = hasSeparatorLine(text) ? text.indexOf('\n') + 1 : 0
  const end = text.slice(start, start + mostBytesInLine).search(/\r|\n/)
  const line = text
    .slice(start, end === -1 ? start + mostBytesInLine : start + end)
    .replace(/"[^"]*"/g, '')
  const counts = delimiters.map((delimiter) => line.split(delimiter).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}

function refusalOf(error: unknown): RosterResult {
  if (!(error instanceof Error) || !('code' in error)) throw error
  const line = 'lines' in error && typeof error.lines === 'number' ? { line: error.lines } : {}
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return { refused: 'quote', ...line }
    case 'CSV_MAX_RECORD_SIZE':
      return { refused: 'line_too_long', ...line }
    default:
      throw error
  }
}
