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
/** As they end in text that escapes no letters. */
const poisonTexts = [...poisonNames].map((name) => `${name}"`)

const surrogate = /[\uD800-\uDFFF]/
const loneSurrogate = /\p{Surrogate}/u

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** One value, or a list of them, as a list. Array's `flat` does the same many times as slowly. */
export function itemsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value]
}

/**
 * Reads JSON that has one meaning only: what two parsers could read differently is refused (members given
 * twice, numbers that do not fit, ill-formed Unicode), and so is what harms whoever handles it (members that
 * become prototypes, deep nesting). Throws `body_too_large` or `json_malformed`.
 * @see https://www.rfc-editor.org/rfc/rfc7493 (I-JSON)
 */
export function parseJsonStrict(text: string, limits: JsonLimits = {}): unknown {
  const maxBytes = limits.maxBytes ?? defaults.maxBytes
  const maxDepth = limits.maxDepth ?? defaults.maxDepth
  const maxValues = limits.maxValues ?? defaults.maxValues
  if (isLongerThan(text, maxBytes)) {
    throw new AppError('body_too_large', `JSON of more than ${maxBytes} bytes is not read`)
  }
  assertWellFormed(text)
  // before the engine, which would build whatever number of values stands there
  const { names, hasLongNumber } = scan(text, maxDepth, maxValues)
  const value = parse(text)
  const isEscaped = text.includes('\\u')
  // most texts show by themselves that none of their parts is to be looked at
  const isPlain = !isEscaped && !hasLongNumber && !poisonTexts.some((name) => text.includes(name))
  const seen = isPlain ? countNames(value) : assertParts(value, { maxDepth, maxValues, isEscaped })
  // of members with one name the engine keeps the last
  if (seen !== names) throw malformed('gives a member twice')
  return value
}

/** The same rules for a value that was parsed elsewhere, as far as a value still shows them. */
export function assertJsonStrict(value: unknown, limits: Omit<JsonLimits, 'maxBytes'> = {}): void {
  const { maxDepth, maxValues } = { ...defaults, ...limits }
  assertParts(value, { maxDepth, maxValues, isEscaped: true })
}

/**
 * @param isEscaped strings may be ill-formed though their text is not
 * @returns how many members the objects in it have
 */
function assertParts(
  value: unknown,
  {
    maxDepth,
    maxValues,
    isEscaped,
  }: Required<Omit<JsonLimits, 'maxBytes'>> & { isEscaped: boolean },
): number {
  let values = 0
  let names = 0
  visit(value, maxDepth)
  return names

  function visit(part: unknown, depth: number): void {
    values += 1
    if (values > maxValues) throw malformed('has too many parts')
    if (typeof part === 'string') {
      if (isEscaped) assertWellFormed(part)
    } else if (typeof part === 'number') assertFits(part)
    else if (typeof part === 'object' && part !== null) visitInner(part, depth)
  }

  function visitInner(part: object, depth: number): void {
    if (depth <= 0) throw malformed('is nested too deeply')
    if (Array.isArray(part)) {
      for (const item of part) visit(item, depth - 1)
      return
    }
    for (const name of Object.keys(part)) {
      names += 1
      if (poisonNames.has(name)) throw malformed('has a member whose name is reserved')
      if (isEscaped) assertWellFormed(name)
      // sound: a member of an object that is no array
      visit((part as JsonObject)[name], depth - 1)
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // the engine's message quotes the input
    throw ungrammatical()
  }
}

/** Any number of so few digits is a safe integer, or a fraction of one. */
const maxPlainDigits = 15

const quote = 0x22
const comma = 0x2c
const point = 0x2e
const zero = 0x30
const nine = 0x39
const colon = 0x3a
const openBracket = 0x5b
const backslash = 0x5c
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/**
 * Of text that follows the grammar: how many names its objects give, each as often as it is given, and whether any
 * number has an exponent or more digits than every reader can hold. Of any text: that it is neither too deep nor of too
 * many parts.
 */
function scan(
  text: string,
  maxDepth: number,
  maxValues: number,
): { names: number; hasLongNumber: boolean } {
  let values = 1
  let names = 0
  let depth = 0
  let digits = 0
  let hasLongNumber = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (code === colon) names += 1
    else if (code === comma) values += 1
    else if (code === openBrace || code === openBracket) {
      values += 1
      depth += 1
      if (depth > maxDepth) throw malformed('is nested too deeply')
    } else if (code === closeBrace || code === closeBracket) depth -= 1
    else if (isDigit(code)) {
      digits += 1
      if (digits > maxPlainDigits) hasLongNumber = true
      continue
    } else if (digits > 0 && isExponent(code)) hasLongNumber = true
    digits = code === point ? digits : 0
    if (values > maxValues) throw malformed('has too many parts')
  }
  return { names, hasLongNumber }
}

function isDigit(code: number): boolean {
  return code >= zero && code <= nine
}

/** Only in a number: the other words of JSON begin with another letter. */
function isExponent(code: number): boolean {
  return code === 0x65 || code === 0x45
}

/** How many members the objects in a value have, whose depth is known to be bounded. */
function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let names = 0
  if (Array.isArray(value)) {
    for (const item of value) names += countNames(item)
    return names
  }
  // sound: an object that is no array
  const members = value as JsonObject
  for (const name in members) names += 1 + countNames(members[name])
  return names
}

function assertFits(value: number): void {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return
  throw malformed('holds a number that not every reader can hold')
}

function assertWellFormed(text: string): void {
  // the first is many times as fast
  if (surrogate.test(text) && loneSurrogate.test(text)) {
    throw malformed('is not well-formed Unicode')
  }
}

function endOfString(text: string, start: number): number {
  let at = text.indexOf('"', start + 1)
  while (text.charCodeAt(at - 1) === backslash && isEscaped(text, at))
    at = text.indexOf('"', at + 1)
  if (at === -1) throw ungrammatical()
  return at
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text.charCodeAt(at - 1 - backslashes) === backslash) backslashes++
  return backslashes % 2 === 1
}

function isLongerThan(text: string, maxBytes: number): boolean {
  if (text.length > maxBytes) return true
  return text.length * 3 > maxBytes && new TextEncoder().encode(text).length > maxBytes
}

function ungrammatical(): AppError {
  return malformed('does not follow the grammar of RFC 8259')
}

function malformed(problem: string): AppError {
  return new AppError('json_malformed', `The JSON ${problem}`)
}
