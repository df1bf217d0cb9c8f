/** One line of a file that opens in a spreadsheet without running anything. @see RFC 4180 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** Spreadsheets take a file for UTF-8 by its mark. */
export function csvHead(cells: readonly string[]): string {
  return `\uFEFF${csvLine(cells)}`
}

/** An apostrophe before what a spreadsheet would run makes text of it. */
function csvCell(text: string): string {
  const safe = isFormula(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A spreadsheet would run it when somebody opens a list that holds it. @see OWASP, CSV injection */
export function isFormula(cell: string): boolean {
  return /^[=+\-@\t\r]/.test(cell)
}
