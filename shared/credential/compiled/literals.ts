import type { JsonObject } from '../../json/json.ts'
import { gaveUp } from './active-context.ts'
import { addStatement, type Node, quoted, type Statements } from './statements.ts'
import { isPlainIri } from './term.ts'
import type { Member, TermTable } from './term-tables.ts'

const xsd = 'http://www.w3.org/2001/XMLSchema#'
const xsdString = `${xsd}string`
const plainNumber = /^-?\d{1,15}(?:\.\d{1,15})?$/
const languageTag = /^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$/

/** A string, number or boolean as its term says. Throws gaveUp for anything else. */
export function addLiteral(
  statements: Statements,
  subject: Node,
  { predicate, valueTerm, valueTable }: Pick<Member, 'predicate' | 'valueTerm' | 'valueTable'>,
  value: unknown,
): void {
  if (valueTerm === undefined) throw gaveUp
  const { coercion } = valueTerm
  const isResource = coercion === '@id' || coercion === '@vocab'
  if (typeof value === 'string' && isResource) {
    const object = coercion === '@id' ? resourceOf(value, valueTable) : wordOf(value, valueTable)
    addStatement(statements, subject, predicate, object, 'iri')
  } else if (typeof value === 'string') {
    const object = coercion === undefined ? quoted(value) : typed(value, coercion)
    const source = coercion === undefined ? 'string' : 'typed string'
    addStatement(statements, subject, predicate, object, source)
  } else if (isResource) {
    throw gaveUp
  } else if (typeof value === 'boolean') {
    const object = typed(String(value), coercion ?? `${xsd}boolean`)
    addStatement(statements, subject, predicate, object, 'boolean')
  } else if (typeof value === 'number') {
    const object = typed(numberText(value), coercion ?? numberType(value))
    addStatement(statements, subject, predicate, object, 'number')
  } else {
    throw gaveUp
  }
}

/** `{"@value": …, "@language": …}` */
export function languageValueIn(value: JsonObject): string {
  const { '@value': text, '@language': language } = value
  const names = Object.keys(value).length
  if (typeof text !== 'string') throw gaveUp
  if (names === 1) return quoted(text)
  if (names !== 2 || typeof language !== 'string' || !languageTag.test(language)) throw gaveUp
  return `${quoted(text)}@${language.toLowerCase()}`
}

/** An absolute IRI, never one that a prefix makes longer. */
export function resourceOf(value: unknown, { active }: TermTable): string {
  if (typeof value !== 'string' || !isPlainIri(value)) throw gaveUp
  if (active.prefixes.size > 0) {
    const colon = value.indexOf(':')
    if (!value.startsWith('//', colon + 1) && active.prefixes.has(value.slice(0, colon))) {
      throw gaveUp
    }
  }
  return `<${value}>`
}

function wordOf(value: string, table: TermTable): string {
  const term = table.active.terms.get(value)
  if (term === undefined) return resourceOf(value, table)
  if (term.iri.startsWith('@')) throw gaveUp
  return `<${term.iri}>`
}

function typed(text: string, datatype: string): string {
  return datatype === xsdString ? quoted(text) : quoted(text, `"^^<${datatype}>`)
}

function numberType(value: number): string {
  return Number.isInteger(value) ? `${xsd}integer` : `${xsd}double`
}

/** @see https://www.w3.org/TR/json-ld11-api/#data-round-tripping */
function numberText(value: number): string {
  const text = String(value)
  if (!plainNumber.test(text) || Object.is(value, -0)) throw gaveUp
  return Number.isInteger(value) ? text : value.toExponential(15).replace(/(\d)0*e\+?/, '$1E')
}
