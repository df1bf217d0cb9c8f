import { AppError } from '../errors/app-error.ts'

const loneSurrogate = /\p{Surrogate}/u
const defaultMaxDepth = 64

/**
 * The one text of a JSON value: members in the order of their names' UTF-16 units, numbers and strings as
 * ECMAScript writes them, no spaces. Throws `canonicalization_failed` for what is not JSON (undefined, infinite
 * numbers, ill-formed Unicode) or nested too deeply.
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalizeJson(value: unknown, maxDepth: number = defaultMaxDepth): string {
  if (typeof value === 'string') return textOf(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value !== 'object') throw refused('holds a value that JSON does not have')
  if (maxDepth <= 0) throw refused('is nested too deeply')
  if (Array.isArray(value)) {
    const items = Array.from(value, (item) => canonicalizeJson(item, maxDepth - 1))
    return `[${items.join(',')}]`
  }
  const members = Object.entries(value).sort(([first], [second]) => (first < second ? -1 : 1))
  const texts = members.map(
    ([name, member]) => `${textOf(name)}:${canonicalizeJson(member, maxDepth - 1)}`,
  )
  return `{${texts.join(',')}}`
}

function textOf(text: string): string {
  if (loneSurrogate.test(text)) throw refused('is not well-formed Unicode')
  return JSON.stringify(text)
}

function refused(problem: string): AppError {
  return new AppError('canonicalization_failed', `The document ${problem}`)
}
