import type { Predicate } from './statements.ts'

/** The predicate of an IRI, always the same one. */
export type PredicateOf = (iri: string) => Predicate

/** Kept for good: there are no more of them than contexts define. */
export function createPredicates(): PredicateOf {
  const predicates = new Map<string, Predicate>()
  return (iri) => {
    const known = predicates.get(iri)
    if (known) return known
    const predicate = { text: ` <${iri}> `, rank: 0 }
    predicates.set(iri, predicate)
    const inOrder = [...predicates.values()].sort((one, other) => (one.text < other.text ? -1 : 1))
    for (const [rank, each] of inOrder.entries()) each.rank = rank
    return predicate
  }
}
