import { z } from 'zod'
import { isPlainUrl } from './model-parts.ts'

/** True only for what the schema surely takes. False says nothing: then the schema itself has to be asked. */
export type SurelyValid = (value: unknown) => boolean

type Schema = z.core.$ZodType

/**
 * A schema read once into functions that say yes or leave it open, several times as fast as the schema where a document
 * is good, as nearly all are. No copy of the document is made and no code is made from text. Strings, numbers and other
 * parts with rules that are not known here are asked of the schema itself; what changes a value on the way is left open.
 */
export function compileSurelyValid(schema: z.ZodType): SurelyValid {
  return compile(schema, new Map())
}

const leftOpen: SurelyValid = () => false

/** As safeParse, but gives back a value that is surely valid as it is: for schemas that change nothing. */
export function readerOf<T extends z.ZodType>(
  schema: T,
): (value: unknown) => z.ZodSafeParseResult<z.output<T>> {
  const isSurelyValid = compileSurelyValid(schema)
  return (value) =>
    // sound: what the schema takes and does not change is what it makes of it
    isSurelyValid(value) ? { success: true, data: value as z.output<T> } : schema.safeParse(value)
}

function compile(schema: Schema, known: Map<Schema, SurelyValid>): SurelyValid {
  const earlier = known.get(schema)
  if (earlier) return earlier
  // a schema may hold itself: what is inside asks for it when it is needed
  let made: SurelyValid = leftOpen
  known.set(schema, (value) => made(value))
  const tests = (schema._zod.def.checks ?? []).map((check) => testOf(check._zod.def))
  if (isSimple(schema, tests)) made = withTests(kindOf(schema, known), tests)
  else
    made = isAnyUrl(schema, tests)
      ? some([withTests(isPlainUrl, tests), askOf(schema)])
      : askOf(schema)
  known.set(schema, made)
  return made
}

/** Are all its rules known here? */
function isSimple({ _zod: { def } }: Schema, tests: readonly (SurelyValid | undefined)[]): boolean {
  return tests.every((test) => test !== undefined) && !('coerce' in def) && !('format' in def)
}

/** Any URL will do: what is a plain one need not be asked about. */
function isAnyUrl({ _zod: { def } }: Schema, tests: readonly (SurelyValid | undefined)[]): boolean {
  const isUrl = 'format' in def && def.format === 'url'
  const isAny = !('hostname' in def) && !('protocol' in def) && !('normalize' in def)
  return isUrl && isAny && tests.every((test) => test !== undefined)
}

/** Of one value without parts, where the schema gives back what it was given. */
function askOf(schema: Schema): SurelyValid {
  const isPart = ['string', 'number'].includes(schema._zod.def.type)
  return isPart
    ? (value) => {
        const { success, data } = z.safeParse(schema, value)
        return success && data === value
      }
    : leftOpen
}

function kindOf(schema: Schema, known: Map<Schema, SurelyValid>): SurelyValid {
  // sound: `type` tells which definition it is, for all schemas that zod itself makes
  const { def } = schema._zod as z.core.$ZodTypes['_zod']
  const inner = (part: Schema) => compile(part, known)
  switch (def.type) {
    case 'string':
      return (value) => typeof value === 'string'
    case 'number':
      return Number.isFinite
    case 'boolean':
      return (value) => typeof value === 'boolean'
    case 'unknown':
      return () => true
    case 'literal':
      return oneOf(def.values)
    case 'enum':
      return oneOf(Object.values(def.entries))
    case 'optional':
      // one that may lack but not be undefined is a subclass of this
      return schema._zod.traits.has('$ZodExactOptional')
        ? inner(def.innerType)
        : optional(inner(def.innerType))
    case 'array':
      return every(inner(def.element))
    case 'union':
      return some(def.options.map(inner))
    case 'intersection':
      return both(inner(def.left), inner(def.right))
    case 'object':
      return object(def, inner)
    default:
      return leftOpen
  }
}

function oneOf(values: readonly unknown[]): SurelyValid {
  const [only] = values
  if (values.length === 1) return (value) => value === only
  const all = new Set(values)
  return (value) => all.has(value)
}

function optional(takes: SurelyValid): SurelyValid {
  return (value) => value === undefined || takes(value)
}

function both(left: SurelyValid, right: SurelyValid): SurelyValid {
  return (value) => left(value) && right(value)
}

function every(takes: SurelyValid): SurelyValid {
  return (value) => {
    if (!Array.isArray(value)) return false
    for (let at = 0; at < value.length; at++) if (!takes(value[at])) return false
    return true
  }
}

function some(options: readonly SurelyValid[]): SurelyValid {
  return (value) => {
    for (const takes of options) if (takes(value)) return true
    return false
  }
}

/** By the members that are there, of which a document has far fewer than a schema knows. */
function object(def: z.core.$ZodObjectDef, inner: (part: Schema) => SurelyValid): SurelyValid {
  const members = new Map<string, { takes: SurelyValid; isRequired: boolean }>()
  let required = 0
  for (const [name, part] of Object.entries(def.shape)) {
    const isRequired = part._zod.def.type !== 'optional'
    if (isRequired) required += 1
    members.set(name, { takes: inner(part), isRequired })
  }
  // strict and stripping objects take no others, or leave them out
  const isLoose = def.catchall?._zod.def.type === 'unknown'
  return (value) => {
    if (!isPlain(value)) return false
    let found = 0
    for (const name of Object.keys(value)) {
      const member = members.get(name)
      if (member === undefined) {
        if (!isLoose || name === '__proto__') return false
        continue
      }
      if (!member.takes(value[name])) return false
      if (member.isRequired) found += 1
    }
    return found === required
  }
}

/** What JSON holds: nothing inherited, no accessors of a class. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.getPrototypeOf(value) === Object.prototype
}

function withTests(takes: SurelyValid, tests: readonly (SurelyValid | undefined)[]): SurelyValid {
  const all = tests.filter((test) => test !== undefined)
  const [only] = all
  if (only === undefined) return takes
  if (all.length === 1) return (value) => takes(value) && only(value)
  return (value) => takes(value) && all.every((test) => test(value))
}

/** A check that zod makes of a value whose type it knows already. Undefined for one that is not known here. */
function testOf(given: z.core.$ZodCheckDef): SurelyValid | undefined {
  // sound: `check` tells which definition it is, for all checks that zod itself makes
  const def = given as z.core.$ZodChecks['_zod']['def'] | z.core.$ZodCustomDef
  if (def.check === 'min_length') return (value) => lengthOf(value) >= def.minimum
  if (def.check === 'max_length') return (value) => lengthOf(value) <= def.maximum
  if (def.check === 'string_format' && def.format === 'regex' && def.pattern) {
    const { pattern } = def
    return (value) => typeof value === 'string' && matches(pattern, value)
  }
  const isTest = def.check === 'custom' && typeof def.fn === 'function' && def.when === undefined
  return isTest ? (value) => def.fn(value) === true : undefined
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : Number.NaN
}

function matches(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0
  return pattern.test(text)
}
