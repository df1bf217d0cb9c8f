import { type SortedText, sortedText } from './sorted-text.ts'
import type { Statements } from './statements.ts'

/** A SHA-256 in lower case hexadecimal. */
export type HashText = (text: string) => string

/**
 * RDFC-1.0 as far as first-degree hashes tell all blank nodes apart; undefined where two are alike.
 * @see https://www.w3.org/TR/rdf-canon/#hash-1d-quads
 */
export function canonicalForm(statements: Statements, hash: HashText): SortedText | undefined {
  const labels = labelsOf(statements, hash)
  if (labels === undefined) return undefined
  return sortedText(statements, statements.subjects.keys(), (node) => labels[node] ?? '')
}

/** `_:c14n0` and so on, by blank node, in the order of their hashes. */
function labelsOf(statements: Statements, hash: HashText): string[] | undefined {
  const byHash = new Map<string, number>()
  for (const [node, places] of mentionsOf(statements).entries()) {
    byHash.set(hash(firstDegreeText(statements, places, node)), node)
  }
  if (byHash.size < statements.blankNodes) return undefined
  const labels: string[] = []
  for (const [place, key] of [...byHash.keys()].sort().entries()) {
    labels[byHash.get(key) ?? -1] = `_:c14n${place}`
  }
  return labels
}

/** The statements that mention a blank node: itself as `_:a`, others as `_:z`. Alike lines all count. */
function firstDegreeText(statements: Statements, places: readonly number[], own: number): string {
  return sortedText(statements, places, (node) => (node === own ? '_:a' : '_:z')).text
}

/** Of each blank node the places of the statements that mention it. */
function mentionsOf({ subjects, objects, graphs, blankNodes }: Statements): number[][] {
  const mentions: number[][] = Array.from({ length: blankNodes }, () => [])
  for (let at = 0; at < subjects.length; at++) {
    const subject = subjects[at] ?? ''
    const object = objects[at] ?? ''
    const graph = graphs[at] ?? -1
    if (typeof subject === 'number') mentions[subject]?.push(at)
    if (typeof object === 'number' && object !== subject) mentions[object]?.push(at)
    if (graph !== -1 && graph !== subject && graph !== object) mentions[graph]?.push(at)
  }
  return mentions
}
