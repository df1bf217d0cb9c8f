import { isJsonObject, type JsonObject } from '../../json/json.ts'
import { type ActiveContext, applyContext, gaveUp, initialContext } from './active-context.ts'
import { assertCompilable, type Term } from './term.ts'

/** Where a member of a node stands: what it means, and what holds inside its value. */
export type Member = {
  term: Term
  /** ` <iri> `, as it stands in N-Quads. */
  predicate: string
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
  /** What holds in a node of these types. */
  typed(types: readonly string[]): TermTable
}

/** Throws gaveUp for contexts that are not compiled. */
export type RootTable = (urls: readonly unknown[]) => TermTable

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
  let roots = new Map<string, TermTable>()
  let tables = 0

  function counted(active: ActiveContext): TermTable {
    tables += 1
    return tableOf(active, counted)
  }

  return (urls) => {
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

  function applyUrl(active: ActiveContext, url: unknown): ActiveContext {
    const local = typeof url === 'string' ? locals.get(url) : undefined
    if (local === undefined) throw gaveUp
    return applyContext(active, local, 'root')
  }
}

function tableOf(active: ActiveContext, make: (active: ActiveContext) => TermTable): TermTable {
  const members = new Map<string, Member>()
  const byTypes = new Map<string, TermTable>()
  const table: TermTable = {
    active,
    member(name) {
      const known = members.get(name)
      if (known) return known
      const member = memberOf(name, table, make)
      members.set(name, member)
      return member
    },
    typed(types) {
      const scoped = types.filter((type) => active.terms.get(type)?.scope !== undefined)
      if (scoped.length === 0) return table
      const key = scoped.length === 1 ? (scoped[0] ?? '') : scoped.sort().join(' ')
      const known = byTypes.get(key)
      if (known) return known
      const typed = make(
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

function memberOf(
  name: string,
  table: TermTable,
  make: (active: ActiveContext) => TermTable,
): Member {
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
    predicate: ` <${term.iri}> `,
    valueTerm,
    valueTable: tableFor(inValue),
    nodeTable: tableFor(inNode),
    referenceTable: tableFor(inReference),
  }
}
