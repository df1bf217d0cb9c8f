import type { Statements } from './statements.ts'

/** A SHA-256 in lower case hexadecimal. */
export type HashText = (text: string) => string

/**
 * RDFC-1.0 as far as first-degree hashes tell all blank nodes apart; undefined where two are alike.
 * @see https://www.w3.org/TR/rdf-canon/#hash-1d-quads
 */
export function canonicalLines(statements: Statements, hash: HashText): string[] | undefined {
  const labels = labelsOf(statements, hash)
  if (labels === undefined) return undefined
  const { subjects, predicates, objects, graphs } = statements
  const bySubject = new Map<string, string[]>()
  for (let at = 0; at < subjects.length; at++) {
    const subject = subjects[at] ?? ''
    const object = objects[at] ?? ''
    const graph = graphs[at] ?? -1
    const from = typeof subject === 'number' ? (labels[subject] ?? '') : subject
    const to = typeof object === 'number' ? labels[object] : object
    const rest = `${predicates[at]}${to}${graph === -1 ? '' : ` ${labels[graph]}`} .\n`
    const known = bySubject.get(from)
    if (known) known.push(rest)
    else bySubject.set(from, [rest])
  }
  return inOrder(bySubject)
}

/** As if whole lines were sorted: no subject holds a character that sorts before the space that ends it. */
function inOrder(bySubject: ReadonlyMap<string, string[]>): string[] {
  const lines: string[] = []
  for (const from of [...bySubject.keys()].sort()) {
    for (const rest of bySubject.get(from)?.sort() ?? []) lines.push(from + rest)
  }
  return lines
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
function firstDegreeLines({
  subjects,
  predicates,
  objects,
  graphs,
  blankNodes,
}: Statements): string[][] {
  const lines: string[][] = Array.from({ length: blankNodes }, () => [])
  for (let at = 0; at < subjects.length; at++) {
    const subject = subjects[at] ?? ''
    const object = objects[at] ?? ''
    const graph = graphs[at] ?? -1
    if (typeof subject !== 'number' && typeof object !== 'number' && graph === -1) continue
    const quad: Quad = [subject, predicates[at] ?? '', object, graph]
    if (typeof subject === 'number') lines[subject]?.push(lineOf(quad, subject))
    if (typeof object === 'number' && object !== subject) lines[object]?.push(lineOf(quad, object))
    if (graph !== -1 && graph !== subject && graph !== object) {
      lines[graph]?.push(lineOf(quad, graph))
    }
  }
  return lines
}

type Quad = readonly [
  subject: string | number,
  predicate: string,
  object: string | number,
  graph: number,
]

function lineOf([subject, predicate, object, graph]: Quad, own: number): string {
  const from = typeof subject === 'number' ? nameOf(subject, own) : subject
  const to = typeof object === 'number' ? nameOf(object, own) : object
  return `${from}${predicate}${to}${graph === -1 ? '' : ` ${nameOf(graph, own)}`} .\n`
}

function nameOf(node: number, own: number): string {
  return node === own ? '_:a' : '_:z'
}
