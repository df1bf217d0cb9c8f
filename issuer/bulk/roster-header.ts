export type RosterColumn = 'email' | 'name' | 'given' | 'family' | 'language' | 'end' | 'evidence'

/** Where each column is. */
export type FoundColumns = Partial<Record<RosterColumn, number>>

/** What people and their systems call the columns, folded to letters. Columns with other names are not read. */
const names: Readonly<Record<RosterColumn, readonly string[]>> = {
  email: [
    'email',
    'emailaddress',
    'mail',
    'emails',
    'learneremail',
    'recipientemail',
    'studentemail',
    'ebost',
    'cyfeiriadebost',
  ],
  name: ['name', 'fullname', 'learner', 'learnername', 'student', 'studentname', 'enw', 'enwllawn'],
  given: ['firstname', 'forename', 'givenname', 'first', 'enwcyntaf'],
  family: ['lastname', 'surname', 'familyname', 'last', 'cyfenw'],
  language: ['language', 'lang', 'iaith'],
  end: ['validuntil', 'expires', 'expiry', 'expirydate', 'ends', 'enddate', 'dyddiaddodiben'],
  evidence: ['evidence', 'evidenceurl', 'evidencelink', 'link', 'tystiolaeth'],
}

/** Which column is what, by the first line; without a header by where the address stands. */
export function findColumns(
  cells: readonly string[],
): FoundColumns | { refused: 'no_email_column' | 'column_twice' } {
  if (isWithoutHeader(cells)) {
    const email = cells.findIndex(isAddress)
    const name = cells.findIndex((cell, place) => place !== email && cell !== '')
    return { email, ...(name !== -1 && { name }) }
  }
  const found: FoundColumns = {}
  for (const [place, cell] of cells.entries()) {
    const column = columnOf(cell)
    if (column === undefined) continue
    if (found[column] !== undefined) return { refused: 'column_twice' }
    found[column] = place
  }
  return found.email === undefined ? { refused: 'no_email_column' } : found
}

export function isWithoutHeader(cells: readonly string[]): boolean {
  return cells.some(isAddress) && !cells.some((cell) => columnOf(cell) !== undefined)
}

function columnOf(cell: string): RosterColumn | undefined {
  const word = cell
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  // sound: the keys of the table above
  const columns = Object.keys(names) as RosterColumn[]
  return columns.find((column) => names[column].includes(word))
}

/** @see RFC 5321 section 4.5.3.1.3, and a letter of what is longer would be tried with each other */
const longestAddress = 256

function isAddress(cell: string): boolean {
  return cell.length <= longestAddress && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell)
}
