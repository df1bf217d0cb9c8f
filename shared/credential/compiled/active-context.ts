import { isJsonObject, type JsonObject } from '../../json/json.ts'
import { isPlainIri, type Term } from './term.ts'

/**
 * What every member and type means at one kind of place in a document. Made once for each kind of place and shared
 * by all documents, so never changed.
 */
export type ActiveContext = {
  readonly terms: ReadonlyMap<string, Term>
  /** Terms that can stand before a colon. */
  readonly prefixes: ReadonlySet<string>
  /** What holds again inside the members of a node whose type brought this. */
  readonly previous?: ActiveContext
}

/** Not for the compiled form to say: the full algorithm decides. */
export const gaveUp = new Error('The compiled canonical form cannot be told')

export const initialContext: ActiveContext = { terms: new Map(), prefixes: new Set() }

/**
 * The context that holds where `local` is applied. A protected term that would be defined otherwise is given up,
 * unless a property's own context may override it.
 * @see https://www.w3.org/TR/json-ld11-api/#context-processing-algorithm
 */
export function applyContext(
  active: ActiveContext,
  local: JsonObject | null,
  scope: 'root' | 'property' | 'type',
): ActiveContext {
  if (local === null) return initialContext
  const defining: Defining = {
    local,
    terms: new Map(active.terms),
    states: new Map(),
    mayOverride: scope === 'property',
    isProtected: local['@protected'] === true,
  }
  for (const name of Object.keys(local)) if (!name.startsWith('@')) define(name, defining)
  const { terms } = defining
  const prefixes = new Set([...terms].filter(([, term]) => term.isPrefix).map(([name]) => name))
  const previous = active.previous ?? (scope === 'type' ? active : undefined)
  return { terms, prefixes, ...(previous && { previous }) }
}

type Defining = {
  local: JsonObject
  terms: Map<string, Term>
  states: Map<string, 'begun' | 'done'>
  mayOverride: boolean
  isProtected: boolean
}

function define(name: string, defining: Defining): void {
  const state = defining.states.get(name)
  if (state === 'begun') throw new TypeError(`A context defines ${name} by itself`)
  if (state === 'done') return
  defining.states.set(name, 'begun')
  const earlier = defining.terms.get(name)
  defining.terms.delete(name)
  const made = termOf(defining.local[name], defining)
  const isKept = earlier?.isProtected === true && !defining.mayOverride
  if (isKept && !isSame(earlier, made)) throw gaveUp
  defining.terms.set(name, isKept ? { ...made, isProtected: true } : made)
  defining.states.set(name, 'done')
}

function termOf(definition: unknown, defining: Defining): Term {
  const isShort = typeof definition === 'string'
  const members = isJsonObject(definition) ? definition : { '@id': definition }
  const { '@id': id, '@type': type, '@container': container, '@context': scope } = members
  const iri = expand(String(id), defining)
  return {
    iri,
    isPrefix: isShort && /[:/?#[\]@]$/.test(iri),
    isProtected: defining.isProtected,
    ...(typeof type === 'string' && { coercion: expand(type, defining) }),
    // sound: assertCompilable has let no other containers and scopes through
    ...(container !== undefined && { container: container as NonNullable<Term['container']> }),
    ...(scope !== undefined && { scope: scope as JsonObject | null }),
  }
}

/** A keyword, term, `prefix:suffix` or IRI. @see https://www.w3.org/TR/json-ld11-api/#iri-expansion */
function expand(text: string, defining: Defining): string {
  if (text.startsWith('@')) return text
  if (Object.hasOwn(defining.local, text)) define(text, defining)
  const term = defining.terms.get(text)
  if (term) return term.iri
  const [prefix = '', ...rest] = text.split(':')
  const suffix = rest.join(':')
  if (!suffix.startsWith('//')) {
    if (Object.hasOwn(defining.local, prefix)) define(prefix, defining)
    const short = defining.terms.get(prefix)
    if (short?.isPrefix) return short.iri + suffix
  }
  if (!isPlainIri(text)) throw new TypeError(`A context gives ${text} where an IRI belongs`)
  return text
}

function isSame(one: Term, other: Term): boolean {
  return (
    one.iri === other.iri &&
    one.coercion === other.coercion &&
    one.container === other.container &&
    one.isPrefix === other.isPrefix &&
    JSON.stringify(one.scope) === JSON.stringify(other.scope)
  )
}
