import type { HashText } from './first-degree.ts'

/** Text cut where documents differ: what stands there, by its place in `values` and then the labels of blank nodes. */
type Pattern = readonly (string | number)[]

/**
 * The canonical N-Quads of documents that differ in a few values alone. What no value changes is worked out; for each
 * document it is told which blank node comes first and where lines stand. Plain data, for threads.
 */
export type CanonicalTemplate = {
  values: number
  /** Of each blank node its hash, or the lines that its hash is made of. */
  nodes: readonly (string | readonly Pattern[])[]
  /** Subjects whose lines are always the same, with these. */
  settled: readonly Block[]
  groups: readonly { subject: Pattern; lines: readonly Pattern[]; isInOrder: boolean }[]
}

type Block = readonly [subject: string, lines: string]

const iri = '<[^<>"\\s]*>'
const blank = '_:c14n\\d+'
const literal = `"(?:[^"\\\\\\n]|\\\\.)*"(?:\\^\\^${iri}|@[A-Za-z0-9-]+)?`
const statement = new RegExp(
  `^(${iri}|${blank}) (${iri}) (${iri}|${blank}|${literal})(?: (${iri}|${blank}))? \\.$`,
)

/** Subject, predicate, object, and the graph where it has a name. */
type Quad = readonly string[]

/**
 * Takes the canonical form of one document apart.
 * @param marks stand in it where others have other values. They are found nowhere else, and need no escapes
 * @returns undefined where that cannot be told, or blank nodes take more than hashes of the first degree
 */
export function canonicalTemplateOf(
  text: string,
  marks: readonly string[],
  hash: HashText,
): CanonicalTemplate | undefined {
  const lines = text.trimEnd().split('\n')
  if (new Set(lines).size < lines.length) return undefined
  const quads = lines.map(quadOf)
  const labels = [...new Set(quads.flat().filter(isBlank))]
  const cut = cutter(marks, labels)
  const nodes = labels.map((label) => {
    const mentions = quads.filter((quad) => quad.includes(label))
    const named = mentions.map((quad) => cut(lineOf(quad.map((term) => nameIn(term, label)))))
    return named.some(differs) ? named : hash(sortedText(named.map(String)))
  })
  const template = { values: marks.length, nodes, ...subjectsOf(quads, cut) }
  const again = labelsOf(nodes.map((node) => hashOf(node, marks, hash)))
  if (again.some((label, node) => label !== labels[node])) return undefined
  return createTemplateWriter(template, hash)(marks) === text ? template : undefined
}

/** @returns writes the canonical form of the document with those values. It throws where two blank nodes are alike */
export function createTemplateWriter(
  { values: count, nodes, settled, groups }: CanonicalTemplate,
  hash: HashText,
): (values: readonly string[]) => string {
  return (values) => {
    if (values.length !== count) throw new TypeError('A document has a value for each mark')
    const labels = labelsOf(nodes.map((node) => hashOf(node, values, hash)))
    if (new Set(labels).size < nodes.length) throw new Error('Two blank nodes are alike')
    const slots = [...values, ...labels]
    const blocks = groups.map(({ subject, lines, isInOrder }): Block => {
      const from = fill(subject, slots)
      const filled = lines.map((line) => from + fill(line, slots))
      return [from, (isInOrder ? filled : filled.sort()).join('')]
    })
    // as if whole lines were sorted: no subject holds a character that sorts before the space that ends it
    const inOrder = [...settled, ...blocks].sort(([one], [other]) => (one < other ? -1 : 1))
    return inOrder.map(([, lines]) => lines).join('')
  }
}

/** Not a statement that is read: no text, of which the whole is never made again. */
function quadOf(line: string): Quad {
  return (statement.exec(line) ?? []).slice(1).filter((term) => term !== undefined)
}

function lineOf(terms: Quad): Quad {
  return terms.flatMap((term) => [term, ' ']).concat('.\n')
}

function isBlank(term: string): boolean {
  return term.startsWith('_:')
}

/** @see https://www.w3.org/TR/rdf-canon/#hash-1d-quads */
function nameIn(term: string, own: string): string {
  if (!isBlank(term)) return term
  return term === own ? '_:a' : '_:z'
}

type Cut = (terms: Quad) => Pattern

function cutter(marks: readonly string[], labels: readonly string[]): Cut {
  const places = new Map([...marks, ...labels].map((text, place) => [text, place]))
  const anyMark = new RegExp(`(${marks.map((mark) => mark.replaceAll('$', '\\$')).join('|')})`)
  const cutTerm = (term: string): Pattern => {
    if (isBlank(term)) return [places.get(term) ?? term]
    return term.split(anyMark).map((text, at) => (at % 2 === 0 ? text : (places.get(text) ?? text)))
  }
  return (terms) => {
    const pieces: (string | number)[] = []
    for (const piece of terms.flatMap(cutTerm)) {
      const last = pieces.at(-1)
      if (typeof piece === 'string' && typeof last === 'string') pieces.splice(-1, 1, last + piece)
      else if (piece !== '') pieces.push(piece)
    }
    return pieces
  }
}

function differs(pattern: Pattern): boolean {
  return pattern.some((piece) => typeof piece === 'number')
}

function subjectsOf(quads: readonly Quad[], cut: Cut) {
  const bySubject = new Map<string, Quad[]>()
  for (const [subject = '', ...rest] of quads) {
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), [' ', ...lineOf(rest)]])
  }
  const groups = [...bySubject].map(([name, rests]) => {
    const lines = rests.map(cut)
    return { name, subject: cut([name]), lines, isInOrder: !lines.some(differs) }
  })
  const isSettled = ({ subject, isInOrder }: (typeof groups)[number]) =>
    isInOrder && !differs(subject)
  return {
    settled: groups
      .filter(isSettled)
      .map(({ name, lines }): Block => [name, lines.map((line) => name + line.join('')).join('')]),
    groups: groups
      .filter((group) => !isSettled(group))
      .map(({ subject, lines, isInOrder }) => ({ subject, lines, isInOrder })),
  }
}

function hashOf(
  node: string | readonly Pattern[],
  values: readonly string[],
  hash: HashText,
): string {
  if (typeof node === 'string') return node
  return hash(sortedText(node.map((line) => fill(line, values))))
}

function sortedText(lines: string[]): string {
  return lines.sort().join('')
}

/** By blank node, in the order of their hashes. */
function labelsOf(hashes: readonly string[]): string[] {
  const places = new Map([...hashes].sort().map((hash, place) => [hash, place]))
  return hashes.map((hash) => `_:c14n${places.get(hash)}`)
}

function fill(pattern: Pattern, slots: readonly string[]): string {
  let text = ''
  for (const piece of pattern) text += typeof piece === 'number' ? slots[piece] : piece
  return text
}
