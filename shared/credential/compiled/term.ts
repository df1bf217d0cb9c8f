import { isJsonObject, type JsonObject } from '../../json/json.ts'

/** What a member or type means under a context, of the features that are compiled. */
export type Term = {
  /** Or `@id` or `@type`, where the term stands for one of them. */
  iri: string
  /** `@id`, `@vocab`, `@json`, or the IRI of a datatype. */
  coercion?: string
  container?: '@set' | '@list' | '@graph'
  /** Holds inside: of what the term's value says, or of a node of this type. Null: nothing is defined inside. */
  scope?: JsonObject | null
  /** `term:more` is short for its IRI and more. */
  isPrefix: boolean
  isProtected: boolean
}

/**
 * IRIs that are written into N-Quads as they are. Narrower than what JSON-LD takes, so that nothing needs escapes or
 * is taken for relative by any library.
 */
const plainIri = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\p{Cc}<>"{}|\\^`]*$/u

export function isPlainIri(text: string): boolean {
  return plainIri.test(text)
}

const contextKeywords = new Set(['@version', '@protected'])
const termKeywords = new Set(['@id', '@type', '@container', '@context'])
const containers = new Set(['@set', '@list', '@graph'])
const keywordCoercions = new Set(['@id', '@vocab', '@json'])
/** Values of these are not written as they stand. */
const strangeDatatypes = new Set([
  'http://www.w3.org/2001/XMLSchema#double',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON',
])

/** Throws for a context with any feature that is not compiled, in it or in what is scoped by its terms. */
export function assertCompilable(context: unknown): asserts context is JsonObject {
  if (!isJsonObject(context)) throw unknownFeature('is not one object')
  for (const [name, definition] of Object.entries(context)) {
    if (name.startsWith('@')) assertKeyword(name, definition)
    else assertTerm(name, definition)
  }
}

function assertKeyword(name: string, value: unknown): void {
  if (!contextKeywords.has(name)) throw unknownFeature(`uses ${name}`)
  if (value !== (name === '@version' ? 1.1 : true)) throw unknownFeature(`uses ${name} otherwise`)
}

function assertTerm(term: string, definition: unknown): void {
  if (term === '' || /[:/]/.test(term)) throw unknownFeature(`defines ${term}`)
  const isShort = typeof definition === 'string'
  const members = isShort ? { '@id': definition } : definition
  if (!isJsonObject(members)) throw unknownFeature(`takes ${term} away`)
  const stranger = Object.keys(members).find((name) => !termKeywords.has(name))
  if (stranger !== undefined) throw unknownFeature(`uses ${stranger} for ${term}`)
  assertMeaning(term, members)
  const { '@context': scope } = members
  if (Object.hasOwn(members, '@context') && scope !== null) assertCompilable(scope)
}

function assertMeaning(term: string, members: JsonObject): void {
  const { '@id': id, '@type': type, '@container': container } = members
  if (typeof id !== 'string' || id === term) throw unknownFeature(`gives no IRI for ${term}`)
  // the walk looks for these two members by name
  const isAlias = id.startsWith('@')
  if (isAlias && !(id === '@id' && term === 'id') && !(id === '@type' && term === 'type')) {
    throw unknownFeature(`makes ${term} stand for ${id}`)
  }
  if (isAlias && Object.keys(members).length > 1) throw unknownFeature(`says more of ${term}`)
  if (container !== undefined && !containers.has(String(container))) {
    throw unknownFeature(`uses a container for ${term}`)
  }
  if (type === undefined) return
  if (typeof type !== 'string' || strangeDatatypes.has(type)) {
    throw unknownFeature(`types ${term} otherwise`)
  }
  if (type.startsWith('@') && !keywordCoercions.has(type)) {
    throw unknownFeature(`uses ${type} for ${term}`)
  }
}

function unknownFeature(problem: string): TypeError {
  return new TypeError(`A context cannot be compiled: it ${problem}`)
}
