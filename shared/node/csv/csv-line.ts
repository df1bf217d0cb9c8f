/** One line of a file that opens in a spreadsheet without running anything. @see RFC 4180 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** Spreadsheets take a file for UTF-8 by its mark. */
export function csvHead(cells: readonly string[]): string {
  return `\uFEFF${csvLine(cells)}`
}

/**
 * An apostrophe before what a spreadsheet would run makes text of it. One that parts cells at semicolons or tabs, as in
 * many countries, sees cells inside ours: quotes do not hold them together there.
 */
function csvCell(text: string): string {
  const apart = text.replace(innerFormula, "$1'")
  const safe = isFormula(text) ? `'${apart}` : apart
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Also in the wide forms of East Asia. */
const innerFormula = /([;\t\r\n])(?=[=+\-@＝＋－＠])/g

/** A spreadsheet would run it when somebody opens a list that holds it. @see OWASP, CSV injection */
export function isFormula(cell: string): boolean {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(cell)
}
