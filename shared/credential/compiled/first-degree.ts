import type { Statements } from './statements.ts'

/** A SHA-256 in lower case hexadecimal. */
export type HashText = (text: string) => string

/** `isRepeated`: a statement stands in it more than once. */
export type CanonicalForm = { text: string; isRepeated: boolean }

/**
 * RDFC-1.0 as far as first-degree hashes tell all blank nodes apart; undefined where two are alike.
 * @see https://www.w3.org/TR/rdf-canon/#hash-1d-quads
 */
export function canonicalForm(statements: Statements, hash: HashText): CanonicalForm | undefined {
  const labels = labelsOf(statements, hash)
  if (labels === undefined) return undefined
  const { subjects } = statements
  const bySubject = new Map<string, number[]>()
  let last: string | undefined
  let places: number[] = []
  for (let at = 0; at < subjects.length; at++) {
    const subject = subjects[at] ?? ''
    const from = typeof subject === 'number' ? (labels[subject] ?? '') : subject
    // statements of one subject mostly follow one another
    if (from !== last) {
      places = bySubject.get(from) ?? []
      if (places.length === 0) bySubject.set(from, places)
      last = from
    }
    places.push(at)
  }
  return inOrder(bySubject, statements, labels)
}

/** More are sorted by the engine, which takes a while to begin. */
const fewPlaces = 16

/** As if whole lines were sorted: no subject holds a character that sorts before the space that ends it. */
function inOrder(
  bySubject: ReadonlyMap<string, number[]>,
  statements: Statements,
  labels: readonly string[],
): CanonicalForm {
  const { predicates, objects, graphs } = statements
  const compare = comparison(statements, labels)
  let text = ''
  let isRepeated = false
  for (const from of [...bySubject.keys()].sort()) {
    const places = bySubject.get(from) ?? []
    if (places.length > fewPlaces) places.sort(compare)
    else sortFew(places, compare)
    let before = -1
    for (const at of places) {
      const object = objects[at] ?? ''
      const graph = graphs[at] ?? -1
      const to = typeof object === 'number' ? labels[object] : object
      text += from + predicates[at] + to + (graph === -1 ? ' .\n' : ` ${labels[graph]} .\n`)
      isRepeated ||= before !== -1 && compare(before, at) === 0
      before = at
    }
  }
  return { text, isRepeated }
}

/**
 * Of the lines of one subject, by what follows it. Part by part is as whole: no predicate or object is the beginning of
 * another that goes on with a character before the space, and the full stop of no graph comes before any label.
 */
function comparison(
  { predicates, objects, graphs }: Statements,
  labels: readonly string[],
): (one: number, other: number) => number {
  const objectAt = (at: number) => {
    const object = objects[at] ?? ''
    return typeof object === 'number' ? (labels[object] ?? '') : object
  }
  const graphAt = (at: number) => labels[graphs[at] ?? -1] ?? ''
  return (one, other) => {
    const predicate = predicates[one] ?? ''
    const otherPredicate = predicates[other] ?? ''
    if (predicate !== otherPredicate) return predicate < otherPredicate ? -1 : 1
    const object = objectAt(one)
    const otherObject = objectAt(other)
    if (object !== otherObject) return object < otherObject ? -1 : 1
    if (graphs[one] === graphs[other]) return 0
    return graphAt(one) < graphAt(other) ? -1 : 1
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

/** `_:c14n0` and so on, by blank node, in the order of their hashes. */
function labelsOf(statements: Statements, hash: HashText): string[] | undefined {
  const byHash = new Map<string, number>()
  for (const [node, lines] of firstDegreeLines(statements).entries()) {
    byHash.set(hash(lines.sort().join('')), node)
  }
  if (byHash.size < statements.blankNodes) return undefined
  const labels: string[] = []
  for (const [place, key] of [...byHash.keys()].sort().entries()) {
    labels[byHash.get(key) ?? -1] = `_:c14n${place}`
  }
  return labels
}

/** Of each blank node the statements that mention it: itself as `_:a`, others as `_:z`. Alike lines all count. */
function firstDegreeLines(statements: Statements): string[][] {
  const { subjects, objects, graphs, blankNodes } = statements
  const lines: string[][] = Array.from({ length: blankNodes }, () => [])
  for (let at = 0; at < subjects.length; at++) {
    const subject = subjects[at] ?? ''
    const object = objects[at] ?? ''
    const graph = graphs[at] ?? -1
    if (typeof subject === 'number') lines[subject]?.push(lineOf(statements, at, subject))
    if (typeof object === 'number' && object !== subject) {
      lines[object]?.push(lineOf(statements, at, object))
    }
    if (graph !== -1 && graph !== subject && graph !== object) {
      lines[graph]?.push(lineOf(statements, at, graph))
    }
  }
  return lines
}

function lineOf(
  { subjects, predicates, objects, graphs }: Statements,
  at: number,
  own: number,
): string {
  const subject = subjects[at] ?? ''
  const object = objects[at] ?? ''
  const graph = graphs[at] ?? -1
  const from = typeof subject === 'number' ? nameOf(subject, own) : subject
  const to = typeof object === 'number' ? nameOf(object, own) : object
  return from + predicates[at] + to + (graph === -1 ? ' .\n' : ` ${nameOf(graph, own)} .\n`)
}

function nameOf(node: number, own: number): string {
  return node === own ? '_:a' : '_:z'
}
