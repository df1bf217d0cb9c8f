import { lineOf, linesOf, type SortedText, sortedText } from './sorted-text.ts'
import type { Node, Statement, Statements } from './statements.ts'

/** A SHA-256 in lower case hexadecimal. */
export type HashText = (text: string) => string

/**
 * RDFC-1.0 as far as first-degree hashes tell all blank nodes apart; undefined where two are alike.
 * @see https://www.w3.org/TR/rdf-canon/#hash-1d-quads
 */
export function canonicalForm(statements: Statements, hash: HashText): SortedText | undefined {
  return hasLabels(statements, hash) ? sortedText(statements.nodes) : undefined
}

/** Calls blank nodes `_:c14n0` and so on, in the order of their hashes, if these tell them apart. */
function hasLabels({ blankNodes }: Statements, hash: HashText): boolean {
  for (const node of blankNodes) node.name = '_:z'
  const byHash = new Map<string, Node>()
  for (const node of blankNodes) byHash.set(hash(firstDegreeText(node)), node)
  if (byHash.size < blankNodes.length) return false
  const inOrder = [...byHash.keys()].sort()
  for (const [place, key] of inOrder.entries()) {
    const node = byHash.get(key)
    if (node) node.name = `_:c14n${place}`
  }
  return true
}

/** The statements that mention a blank node: itself as `_:a`, others as `_:z`. Alike lines all count. */
function firstDegreeText(node: Node): string {
  const { mention, held, statements } = node
  node.name = '_:a'
  // a node is either the subject of statements or names a graph
  const own = held ? textAround(held, mention) : textWith(statements, mention)
  node.name = '_:z'
  return own
}

function textWith(own: Statement[], mention: Statement | undefined): string {
  if (mention === undefined) return linesOf(own)
  const isFirst = mention.subject.name < '_:a'
  return isFirst ? lineOf(mention) + linesOf(own) : linesOf(own) + lineOf(mention)
}

function textAround(held: readonly Node[], mention: Statement | undefined): string {
  const mentioning = mention ? [{ ...mention.subject, statements: [mention] }] : []
  return sortedText([...held, ...mentioning]).text
}
