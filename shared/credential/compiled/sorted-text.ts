import type { Statements } from './statements.ts'

/** `isRepeated`: a line stands in it more than once. */
export type SortedText = { text: string; isRepeated: boolean }

type NameOf = (blankNode: number) => string

/** More are sorted by the engine, which takes a while to begin. */
const fewPlaces = 16

/**
 * The statements at some places as lines of N-Quads, as if whole lines were sorted by UTF-16 unit. By their parts that
 * is done several times as fast: no subject, predicate or object is the beginning of another that goes on with a
 * character before the space which ends it, and the full stop of no graph comes before every name of one.
 */
export function sortedText(
  statements: Statements,
  places: Iterable<number>,
  nameOf: NameOf,
): SortedText {
  const { predicates, objects, graphs } = statements
  const bySubject = placesBySubject(statements, places, nameOf)
  const compare = comparison(statements, nameOf)
  let text = ''
  let isRepeated = false
  for (const from of [...bySubject.keys()].sort()) {
    const own = bySubject.get(from) ?? []
    if (own.length > fewPlaces) own.sort(compare)
    else sortFew(own, compare)
    let before = -1
    for (const at of own) {
      const object = objects[at] ?? ''
      const graph = graphs[at] ?? -1
      const to = typeof object === 'number' ? nameOf(object) : object
      text += from + predicates[at] + to + (graph === -1 ? ' .\n' : ` ${nameOf(graph)} .\n`)
      isRepeated ||= before !== -1 && compare(before, at) === 0
      before = at
    }
  }
  return { text, isRepeated }
}

function placesBySubject(
  { subjects }: Statements,
  places: Iterable<number>,
  nameOf: NameOf,
): Map<string, number[]> {
  const bySubject = new Map<string, number[]>()
  let last: string | undefined
  let own: number[] = []
  for (const at of places) {
    const subject = subjects[at] ?? ''
    const from = typeof subject === 'number' ? nameOf(subject) : subject
    // statements of one subject mostly follow one another
    if (from !== last) {
      own = bySubject.get(from) ?? []
      if (own.length === 0) bySubject.set(from, own)
      last = from
    }
    own.push(at)
  }
  return bySubject
}

/** Of the lines of one subject, by what follows it. */
function comparison(
  { predicates, objects, graphs }: Statements,
  nameOf: NameOf,
): (one: number, other: number) => number {
  const objectAt = (at: number) => {
    const object = objects[at] ?? ''
    return typeof object === 'number' ? nameOf(object) : object
  }
  const graphAt = (at: number) => {
    const graph = graphs[at] ?? -1
    return graph === -1 ? '' : nameOf(graph)
  }
  return (one, other) => {
    const predicate = predicates[one] ?? ''
    const otherPredicate = predicates[other] ?? ''
    if (predicate !== otherPredicate) return predicate < otherPredicate ? -1 : 1
    const object = objectAt(one)
    const otherObject = objectAt(other)
    if (object !== otherObject) return object < otherObject ? -1 : 1
    const graph = graphAt(one)
    const otherGraph = graphAt(other)
    if (graph === otherGraph) return 0
    return graph < otherGraph ? -1 : 1
  }
}

function sortFew(places: number[], compare: (one: number, other: number) => number): void {
  for (let end = 1; end < places.length; end++) {
    const moving = places[end] ?? 0
    let at = end - 1
    for (; at >= 0 && compare(places[at] ?? 0, moving) > 0; at--) places[at + 1] = places[at] ?? 0
    places[at + 1] = moving
  }
}
