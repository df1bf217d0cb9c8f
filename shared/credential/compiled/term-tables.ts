import { isJsonObject, type JsonObject } from '../../json/json.ts'
import { type ActiveContext, applyContext, gaveUp, initialContext } from './active-context.ts'
import { createPredicates, type PredicateOf } from './predicates.ts'
import type { Predicate } from './statements.ts'
import { assertCompilable, type Term } from './term.ts'

/** Where a member of a node stands: what it means, and what holds inside its value. */
export type Member = {
  term: Term
  predicate: Predicate
  /** Under it values that are no objects are read; undefined where the term has no meaning of its own inside. */
  valueTerm: Term | undefined
  valueTable: TermTable
  /** Under it a node is read; one that has nothing but an id, under the other. */
  nodeTable: TermTable
  referenceTable: TermTable
}

/** An active context with what follows from it, worked out when it is first needed. */
export type TermTable = {
  readonly active: ActiveContext
  /** Throws gaveUp for a member that has no meaning here. */
  member(name: string): Member
  /** The type as it is written. Throws gaveUp for one that has no meaning here. */
  type(name: string): string
  /** What holds in a node of these types. */
  typed(types: readonly string[]): TermTable
}

/** Throws gaveUp for contexts that are not compiled. */
export type RootTable = {
  (urls: readonly unknown[]): TermTable
  typePredicate: Predicate
  firstPredicate: Predicate
  restPredicate: Predicate
}

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'

/** Combinations of types and contexts that are kept. Honest documents have some dozens. */
const maxTables = 500

/** Throws TypeError for a context that uses a feature of JSON-LD that is not compiled. */
export function compileContexts(contexts: ReadonlyMap<string, object>): RootTable {
  const locals = new Map<string, JsonObject>()
  for (const [url, document] of contexts) {
    const local: unknown = isJsonObject(document) ? document['@context'] : undefined
    assertCompilable(local)
    // every scope of it must be definable, too
    applyContext(initialContext, local, 'root')
    locals.set(url, local)
  }
  const predicateOf = createPredicates()
  let roots = new Map<string, TermTable>()
  let tables = 0

  function counted(active: ActiveContext): TermTable {
    tables += 1
    return tableOf(active, { make: counted, predicateOf })
  }

  const rootTable = (urls: readonly unknown[]) => {
    if (tables > maxTables) {
      roots = new Map()
      tables = 0
    }
    if (!urls.every((url) => typeof url === 'string' && locals.has(url))) throw gaveUp
    const key = urls.join(' ')
    const known = roots.get(key)
    if (known) return known
    const table = counted(urls.reduce(applyUrl, initialContext))
    roots.set(key, table)
    return table
  }
  return Object.assign(rootTable, {
    typePredicate: predicateOf(`${rdf}type`),
    firstPredicate: predicateOf(`${rdf}first`),
    restPredicate: predicateOf(`${rdf}rest`),
  })

  function applyUrl(active: ActiveContext, url: unknown): ActiveContext {
    const local = typeof url === 'string' ? locals.get(url) : undefined
    if (local === undefined) throw gaveUp
    return applyContext(active, local, 'root')
  }
}

type Making = { make: (active: ActiveContext) => TermTable; predicateOf: PredicateOf }

function tableOf(active: ActiveContext, making: Making): TermTable {
  const members = new Map<string, Member>()
  const types = new Map<string, string>()
  const byTypes = new Map<string, TermTable>()
  const table: TermTable = {
    active,
    member(name) {
      const known = members.get(name)
      if (known) return known
      const member = memberOf(name, table, making)
      members.set(name, member)
      return member
    },
    type(name) {
      const known = types.get(name)
      if (known !== undefined) return known
      const iri = active.terms.get(name)?.iri
      if (iri === undefined || iri.startsWith('@')) throw gaveUp
      types.set(name, `<${iri}>`)
      return `<${iri}>`
    },
    typed(types) {
      const scoped: string[] = []
      for (const type of types) {
        if (active.terms.get(type)?.scope !== undefined) scoped.push(type)
      }
      if (scoped.length === 0) return table
      const key = scoped.length === 1 ? (scoped[0] ?? '') : scoped.sort().join(' ')
      const known = byTypes.get(key)
      if (known) return known
      const typed = making.make(
        scoped.reduce((inner, type) => {
          const scope = active.terms.get(type)?.scope
          if (!scope) throw gaveUp
          return applyContext(inner, scope, 'type')
        }, active),
      )
      byTypes.set(key, typed)
      return typed
    },
  }
  return table
}

function memberOf(name: string, table: TermTable, { make, predicateOf }: Making): Member {
  const { active } = table
  const term = active.terms.get(name)
  if (term === undefined || term.iri.startsWith('@') || term.coercion === '@json') throw gaveUp
  const inValue = term.scope === undefined ? active : applyContext(active, term.scope, 'property')
  const valueTerm = inValue.terms.get(name)
  const asNode = (around: ActiveContext) =>
    valueTerm?.scope === undefined ? around : applyContext(around, valueTerm.scope, 'property')
  const tableFor = (inner: ActiveContext) => (inner === active ? table : make(inner))
  const inNode = asNode(inValue.previous ?? inValue)
  const inReference = asNode(inValue)
  return {
    term,
    predicate: predicateOf(term.iri),
    valueTerm,
    valueTable: tableFor(inValue),
    nodeTable: tableFor(inNode),
    referenceTable: tableFor(inReference),
  }
}
