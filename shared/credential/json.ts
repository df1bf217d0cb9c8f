import { AppError } from '../errors/app-error.ts'

export type JsonObject = { [member: string]: unknown }

export type JsonLimits = {
  maxBytes?: number
  maxDepth?: number
  /** Values at all depths: work on a document grows with them, and small ones are many in few bytes. */
  maxValues?: number
}

const defaults = { maxBytes: 1_048_576, maxDepth: 64, maxValues: 50_000 } as const

/** Own members of these names turn into prototypes as soon as any code copies the object by assignment. */
const poisonNames: ReadonlySet<string> = new Set(['__proto__', 'constructor'])

const numberToken = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const loneSurrogate = /\p{Surrogate}/u

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Reads JSON that has one meaning only: what two parsers could read differently is refused (members given
 * twice, numbers that do not fit, ill-formed Unicode), and so is what harms whoever handles it (members that
 * become prototypes, deep nesting). Throws `body_too_large` or `json_malformed`.
 * @see https://www.rfc-editor.org/rfc/rfc7493 (I-JSON)
 */
export function parseJsonStrict(text: string, limits: JsonLimits = {}): unknown {
  const { maxBytes, maxDepth, maxValues } = { ...defaults, ...limits }
  if (isLongerThan(text, maxBytes)) {
    throw new AppError('body_too_large', `JSON of more than ${maxBytes} bytes is not read`)
  }
  assertWellFormed(text)
  const value = parse(text)
  checkTokens(text, maxDepth, maxValues)
  return value
}

/** The same rules for a value that was parsed elsewhere, as far as a value still shows them. */
export function assertJsonStrict(value: unknown, limits: Omit<JsonLimits, 'maxBytes'> = {}): void {
  const { maxDepth, maxValues } = { ...defaults, ...limits }
  let values = 0
  visit(value, maxDepth)

  function visit(part: unknown, depth: number): void {
    values += 1
    if (values > maxValues) throw malformed('has too many parts')
    if (typeof part === 'string') assertWellFormed(part)
    if (typeof part === 'number') assertFits(part)
    if (typeof part !== 'object' || part === null) return
    if (depth <= 0) throw malformed('is nested too deeply')
    if (!Array.isArray(part)) Object.keys(part).forEach(assertName)
    for (const inner of Object.values(part)) visit(inner, depth - 1)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // the engine's message quotes the input
    throw malformed('does not follow the grammar of RFC 8259')
  }
}

/** Walks over text that is known to follow the grammar. Keeps no more than the open objects' names. */
function checkTokens(text: string, maxDepth: number, maxValues: number): void {
  const open: (Set<string> | undefined)[] = []
  let values = 1
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if ('{[,'.includes(character)) values += 1
    if (values > maxValues) throw malformed('has too many parts')
    if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : undefined)
      if (open.length > maxDepth) throw malformed('is nested too deeply')
    } else if (character === '}' || character === ']') {
      open.pop()
    } else if (character === '"') {
      const end = endOfString(text, at)
      checkString(text, at, end, open.at(-1))
      at = end
    } else if (character === '-' || (character >= '0' && character <= '9')) {
      at = checkNumber(text, at)
    }
  }
}

function checkString(
  text: string,
  start: number,
  end: number,
  names: Set<string> | undefined,
): void {
  const isName = text.charAt(skipSpace(text, end + 1)) === ':'
  const token = text.slice(start, end + 1)
  if (!isName && !token.includes('\\u')) return
  const value: string = token.includes('\\') ? JSON.parse(token) : token.slice(1, -1)
  assertWellFormed(value)
  if (!isName) return
  assertName(value)
  if (names?.has(value)) throw malformed('gives a member twice')
  names?.add(value)
}

/** Index of the last character of the number that starts at `at`. */
function checkNumber(text: string, at: number): number {
  numberToken.lastIndex = at
  const [token] = numberToken.exec(text) ?? ['0']
  assertFits(Number(token))
  return at + token.length - 1
}

function assertFits(value: number): void {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return
  throw malformed('holds a number that not every reader can hold')
}

function assertName(name: string): void {
  if (poisonNames.has(name)) throw malformed('has a member whose name is reserved')
  assertWellFormed(name)
}

function assertWellFormed(text: string): void {
  if (loneSurrogate.test(text)) throw malformed('is not well-formed Unicode')
}

function endOfString(text: string, start: number): number {
  let at = text.indexOf('"', start + 1)
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1)
  return at
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text.charAt(at - 1 - backslashes) === '\\') backslashes++
  return backslashes % 2 === 1
}

function skipSpace(text: string, start: number): number {
  let at = start
  while (' \t\n\r'.includes(text.charAt(at)) && at < text.length) at++
  return at
}

function isLongerThan(text: string, maxBytes: number): boolean {
  if (text.length > maxBytes) return true
  return text.length * 3 > maxBytes && new TextEncoder().encode(text).length > maxBytes
}

function malformed(problem: string): AppError {
  return new AppError('json_malformed', `The JSON ${problem}`)
}
