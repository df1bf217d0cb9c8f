import type { JsonObject } from '../../json/json.ts'
import type { Node, Statements } from './statements.ts'
import type { TermTable } from './term-tables.ts'

/** What one object inside a graph says, read under one meaning of its members. */
type WalkedPart = {
  table: TermTable
  graph: Node
  subject: Node
  found: Statements
  /** Objects and arrays, and values, that were counted on the way. */
  nodes: number
  values: number
}

/**
 * What was read of embedded credentials with the presentation that holds them, for when each is looked at by itself.
 * Known by the object itself: for one piece of work, in which no document changes.
 */
export type WalkedParts = Map<JsonObject, WalkedPart>

/** Where a part begins among all that is found. */
export type PartStart = { nodes: number; blankNodes: number; count: number }

export function startPart({ nodes, blankNodes, count }: Statements): PartStart {
  return { nodes: nodes.length, blankNodes: blankNodes.length, count }
}

export function partSince(start: PartStart, { nodes, blankNodes, count }: Statements): Statements {
  return {
    nodes: nodes.slice(start.nodes),
    blankNodes: blankNodes.slice(start.blankNodes),
    count: count - start.count,
  }
}

/**
 * Takes what an object says into the default graph of another document, once: it may stand there twice, and then says
 * as much of two things. Undefined where it was not read, or as something else.
 */
export function takePart(
  parts: WalkedParts,
  { object, table }: { object: JsonObject; table: TermTable },
  statements: Statements,
): WalkedPart | undefined {
  const part = parts.get(object)
  if (part === undefined || part.table !== table) return undefined
  parts.delete(object)
  const { found, graph } = part
  for (const node of found.nodes) {
    if (node.graph === graph) node.graph = undefined
    statements.nodes.push(node)
  }
  statements.blankNodes.push(...found.blankNodes)
  statements.count += found.count
  return part
}
