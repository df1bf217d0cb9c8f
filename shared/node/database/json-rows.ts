import { AppError } from '../../errors/app-error.ts'

type Cell = string | number | boolean | null

/** Rows of one table, written as JSON by another thread than the one that inserts them. */
export type JsonRows = {
  /** What all rows have alike, by property. */
  shared: Readonly<Record<string, Cell>>
  /** The other properties, in the order in which `bytes` has them. */
  own: readonly string[]
  /** An array with an array of each row's own values, in UTF-8. */
  bytes: Uint8Array<ArrayBuffer>
  /**
   * One more property, of texts that are too long to be taken out of JSON: they stand one behind another in UTF-8. Behind
   * its own values a row has where its text begins there, from 0, and how many bytes it has.
   */
  long?: { property: string; bytes: Uint8Array<ArrayBuffer> }
}

/**
 * @returns nothing where there is no row
 * @throws AppError request_malformed for text that no database of ours keeps
 */
export function jsonRowsOf<Row extends Readonly<Record<string, Cell>>>(
  rows: readonly Row[],
): JsonRows[] {
  const [first] = rows
  if (first === undefined) return []
  const names = Object.keys(first)
  const isOwn = (name: string) => rows.some((row) => row[name] !== first[name])
  const own = names.filter(isOwn)
  const shared = Object.fromEntries(
    names.filter((name) => !own.includes(name)).map((name) => [name, first[name] ?? null]),
  )
  const text = JSON.stringify(rows.map((row) => own.map((name) => row[name] ?? null)))
  if (text.includes('\\u0000') || JSON.stringify(shared).includes('\\u0000')) {
    rows.forEach(refuseNul)
  }
  return [{ shared, own, bytes: new TextEncoder().encode(text) }]
}

/** The rows again. */
export function readJsonRows({ shared, own, bytes }: JsonRows): Record<string, Cell>[] {
  // sound: written by jsonRowsOf
  const rows = JSON.parse(new TextDecoder().decode(bytes)) as Cell[][]
  return rows.map((cells) => ({
    ...shared,
    ...Object.fromEntries(own.map((name, place) => [name, cells[place] ?? null])),
  }))
}

/** PostgreSQL has no text with U+0000: so SQLite takes none either. */
function refuseNul(row: Readonly<Record<string, Cell>>): void {
  if (Object.values(row).some((cell) => typeof cell === 'string' && cell.includes('\0'))) {
    throw new AppError('request_malformed', 'Text to be kept cannot hold the character U+0000')
  }
}
