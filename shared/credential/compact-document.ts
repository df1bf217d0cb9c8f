import { AppError } from '../errors/app-error.ts'
import { isJsonObject, type JsonObject } from '../json/json.ts'
import { credentialsV1Url, credentialsV2Url } from './context-urls.ts'

/**
 * What a Data Integrity proof signs is the RDF of a document, and one RDF graph can be written as many JSON
 * documents: `credentialStatus` spelled as its full IRI is signed all the same, but whoever looks for the
 * member `credentialStatus` finds no status. VCDM 2.0 therefore takes compacted documents only. This refuses
 * the ways to write a member, a type or an identifier so that JSON and RDF disagree.
 * @see https://www.w3.org/TR/vc-data-model-2.0/#getting-started (conforming documents are compacted JSON-LD)
 * @see https://www.w3.org/TR/vc-data-integrity/#validating-contexts
 */
export type CompactRules = {
  contexts: ReadonlyMap<string, object>
  takesInlineContexts?: boolean
  maxDepth: number
  maxNodes: number
  terms: ContextTerms
}

/** Read off the contexts once: see readContextTerms. */
export type ContextTerms = {
  /** IRIs that have a term: as a `type`, only the term is taken. */
  iris: ReadonlySet<string>
  /** Members whose value is any JSON at all, so that the rules end there. */
  jsonMembers: ReadonlySet<string>
  /** Every term that is defined anywhere in them. */
  names: ReadonlySet<string>
  /** Each term with each IRI that it stands for, a blank between them. */
  meanings: ReadonlySet<string>
}

const valueKeywords: ReadonlySet<string> = new Set(['@value', '@language', '@direction'])
const credentialContexts: readonly unknown[] = [credentialsV2Url, credentialsV1Url]

/** How many objects and arrays it has. Throws `context_unknown` or `canonicalization_failed`. */
export function countCompactDocument(document: object, rules: CompactRules): number {
  let nodes = 0
  if (Array.isArray(document)) throw refused('is a list')
  visit(document, rules.maxDepth)
  return nodes

  function visit(value: unknown, depth: number): void {
    if (typeof value !== 'object' || value === null) return
    if (depth <= 0) throw refused('is nested too deeply')
    nodes += 1
    if (nodes > rules.maxNodes) throw refused('has too many parts')
    if (Array.isArray(value)) {
      for (const item of value) visit(item, depth - 1)
      return
    }
    // sound: an object that is not an array
    visitNode(value as JsonObject, depth)
  }

  function visitNode(node: JsonObject, depth: number): void {
    for (const [name, value] of Object.entries(node)) {
      if (name === '@context') assertContext(value, rules, node === document)
      else {
        assertName(name)
        if (name === 'type') assertTypes(value, rules.terms.iris)
        if (name === 'id') assertIdentifier(value)
        if (!rules.terms.jsonMembers.has(name)) visit(value, depth - 1)
      }
    }
  }
}

/** Every term of the contexts, scoped ones too. */
export function readContextTerms(contexts: Iterable<object>): ContextTerms {
  const iris = new Set<string>()
  const jsonMembers = new Set<string>()
  const names = new Set<string>()
  const meanings = new Set<string>()
  for (const context of contexts) collect(context)
  return { iris, jsonMembers, names, meanings }

  function collect(value: unknown): void {
    if (Array.isArray(value)) for (const item of value) collect(item)
    if (!isJsonObject(value)) return
    for (const [term, definition] of Object.entries(value)) {
      if (!term.startsWith('@')) names.add(term)
      const iri = isJsonObject(definition) ? definition['@id'] : definition
      if (isIri(iri)) {
        iris.add(iri)
        meanings.add(`${term} ${iri}`)
      }
      if (!isJsonObject(definition)) continue
      if (definition['@type'] === '@json') jsonMembers.add(term)
      collect(definition['@context'] ?? (term === '@context' ? definition : undefined))
    }
  }
}

/** A term may also be defined by another term or a keyword. */
function isIri(definition: unknown): definition is string {
  return typeof definition === 'string' && definition.includes(':')
}

function assertName(name: string): void {
  // libraries take it for the object's prototype, so it would stay unsigned
  if (name === '__proto__') throw refused('has a member whose name is reserved')
  if (name.startsWith('@') && !valueKeywords.has(name))
    throw refused('uses a JSON-LD keyword as a member')
  if (name.includes(':')) throw refused('spells a member as an IRI')
}

function assertTypes(value: unknown, iris: ReadonlySet<string>): void {
  const isSpelledOut = [value].flat().some((type) => typeof type === 'string' && iris.has(type))
  if (isSpelledOut) throw refused('spells a type as an IRI that has a term')
}

function assertIdentifier(value: unknown): void {
  if (typeof value === 'string' && value.startsWith('_:')) throw refused('names a blank node')
}

/** Inside a document only an embedded credential or presentation has contexts of its own. */
function assertContext(value: unknown, rules: CompactRules, isRoot: boolean): void {
  const items: unknown[] = [value].flat()
  const isKnown = (item: unknown) =>
    typeof item === 'string'
      ? rules.contexts.has(item)
      : rules.takesInlineContexts === true && isJsonObject(item)
  if (!items.every(isKnown) || items.length === 0) {
    throw new AppError('context_unknown', 'A JSON-LD context is not one that Waymark knows')
  }
  if (!isRoot && !credentialContexts.includes(items[0]))
    throw refused('changes its context on the way')
  const own = items.filter(isJsonObject)
  if (own.length === 0) return
  const given = items.flatMap((item) =>
    typeof item === 'string' ? (rules.contexts.get(item) ?? []) : [],
  )
  const { names } = readContextTerms(given)
  for (const context of own) assertOwnTerms(context, { ...rules, names }, rules.maxDepth)
}

/**
 * A second name for a member, a type or a keyword, or a second meaning for a name, would let JSON and RDF disagree;
 * the name that it has anyway, in contexts that the document does without, is none. JSON-LD itself minds the second meaning only where a protected term is in force.
 */
function assertOwnTerms(
  context: JsonObject,
  rules: CompactRules & { names: ReadonlySet<string> },
  depth: number,
): void {
  if (depth <= 0) throw refused('is nested too deeply')
  for (const [term, definition] of Object.entries(context)) {
    if (rules.names.has(term)) throw refused('defines a term anew')
    const names = isJsonObject(definition)
      ? [definition['@id'], definition['@reverse']]
      : [definition]
    const isTaken = names.some(
      (name) =>
        typeof name === 'string' &&
        (name.startsWith('@') || rules.terms.iris.has(name)) &&
        !rules.terms.meanings.has(`${term} ${name}`),
    )
    if (isTaken) throw refused('gives a second name to what has one')
    for (const inner of [definition].flat()) {
      if (isJsonObject(inner)) assertOwnTerms(inner, rules, depth - 1)
    }
  }
}

function refused(problem: string): AppError {
  return new AppError('canonicalization_failed', `The document ${problem}`)
}
