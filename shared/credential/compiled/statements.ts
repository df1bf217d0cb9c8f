/** ` <iri> `, as it stands in N-Quads, and its place among all predicates as they sort. */
export type Predicate = { readonly text: string; rank: number }

/** A node, or anything else as it is written. */
export type RdfObject = string | Node

export type Statement = {
  subject: Node
  predicate: Predicate
  object: RdfObject
  /** How the JSON said it: the same statement said in two ways is not for the compiled form to tell. */
  source: StatementSource
}

export type StatementSource =
  | 'iri'
  | 'type'
  | 'string'
  | 'typed string'
  | 'number'
  | 'boolean'
  | 'list'

/** What a document says of one thing at one place. Of what has an IRI it can say more at others. */
export type Node = {
  /** `<iri>`, or what a blank node is called by whoever writes statements just now. */
  name: string
  /** The blank node that names the graph; undefined for the default graph. */
  graph: Node | undefined
  statements: Statement[]
  /** The one statement that it is the object of, if it is of any: documents are trees. */
  mention: Statement | undefined
  /** The nodes in the graph that it names. */
  held: Node[] | undefined
}

/** Written by their nodes, as they sort: looking for the statements of each subject would take longer. */
export type Statements = { nodes: Node[]; blankNodes: Node[]; count: number }

export function noStatements(): Statements {
  return { nodes: [], blankNodes: [], count: 0 }
}

/** @param iri as it is written; without one it is a blank node */
export function addNode(statements: Statements, graph?: Node, iri?: string): Node {
  const name = iri ?? ''
  const node: Node = { name, graph, statements: [], mention: undefined, held: undefined }
  if (iri === undefined) statements.blankNodes.push(node)
  statements.nodes.push(node)
  graph?.held?.push(node)
  return node
}

export function addStatement(
  statements: Statements,
  subject: Node,
  predicate: Predicate,
  object: RdfObject,
  source: StatementSource,
): void {
  const statement = { subject, predicate, object, source }
  subject.statements.push(statement)
  if (typeof object !== 'string') object.mention = statement
  statements.count += 1
}

/**
 * Takes away what is said twice in the same way, and says whether anything was. Undefined where one statement is said
 * in two ways.
 */
export function dropRepeats({ nodes, blankNodes }: Statements): boolean | undefined {
  for (const [place, node] of blankNodes.entries()) node.name = `_:${place}`
  const seen = new Map<string, StatementSource>()
  let hasDropped = false
  for (const node of nodes) {
    const kept: Statement[] = []
    for (const statement of node.statements) {
      const { predicate, object, source } = statement
      const key = `${node.name}${predicate.text}${nameOf(object)} ${node.graph?.name}`
      const earlier = seen.get(key)
      if (earlier === undefined) kept.push(statement)
      else if (earlier !== source || source === 'list') return undefined
      seen.set(key, source)
    }
    hasDropped ||= kept.length < node.statements.length
    node.statements = kept
  }
  return hasDropped
}

export function nameOf(object: RdfObject): string {
  return typeof object === 'string' ? object : object.name
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what RDFC-1.0 escapes
const escaped = /[\u0000-\u001F\u007F"\\]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const needsEscape = /[\u0000-\u001F\u007F"\\]/

const shortEscapes: Record<string, string> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
}

/**
 * @param end of the literal, with what it is of
 * @see https://www.w3.org/TR/rdf-canon/#canonical-quads
 */
export function quoted(text: string, end = '"'): string {
  return needsEscape.test(text) ? `"${text.replace(escaped, escapeOf)}${end}` : `"${text}${end}`
}

function escapeOf(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  return shortEscapes[character] ?? `\\u${code}`
}
