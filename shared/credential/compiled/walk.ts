import { isJsonObject, itemsOf, type JsonObject } from '../../json/json.ts'
import { credentialsV1Url, credentialsV2Url } from '../context-urls.ts'
import { gaveUp, initialContext } from './active-context.ts'
import { addLiteral, languageValueIn, resourceOf } from './literals.ts'
import { addNode, addStatement, type Node, noStatements, type Statements } from './statements.ts'
import type { Member, RootTable, TermTable } from './term-tables.ts'
import { partSince, startPart, takePart, type WalkedParts } from './walked-parts.ts'

/** Deeper or larger documents are not worth the compiled form. */
const maxDepth = 24
const maxValues = 8_000
const maxNodes = 8_000
const maxContexts = 6

const nil = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>'

export type Walked = { statements: Statements; nodes: number }

/**
 * The statements of a document, and how many objects and arrays it has. Every member says something or the whole walk
 * throws gaveUp: nothing is left out, so nothing stays unsigned.
 * @param parts what graphs hold is put here, and is not read again where it is found here
 */
export function walk(document: JsonObject, rootTable: RootTable, parts?: WalkedParts): Walked {
  const statements = noStatements()
  const { typePredicate, firstPredicate, restPredicate } = rootTable
  let nodes = 0
  let values = 0
  let isInPart = parts === undefined

  walkNode(document, rootTable(contextsOf(document, false)), undefined, maxDepth)
  return { statements, nodes }

  function walkNode(
    node: JsonObject,
    table: TermTable,
    graph: Node | undefined,
    depth: number,
  ): Node {
    nodes += 1
    if (depth <= 0 || nodes > maxNodes) throw gaveUp
    const types = typesOf(node)
    const inside = types.length === 0 ? table : table.typed(types)
    const subject = addNode(statements, graph, iriOf(node, inside))
    for (const type of types) {
      addStatement(statements, subject, typePredicate, table.type(type), 'type')
    }
    for (const name of Object.keys(node)) {
      if (name === 'id' || name === 'type' || name === '@context') continue
      walkMember(subject, inside.member(name), node[name], depth - 1)
    }
    return subject
  }

  function walkMember(subject: Node, member: Member, value: unknown, depth: number): void {
    const { container } = member.term
    if (!Array.isArray(value)) {
      if (container === '@list') walkList(subject, member, [value])
      else walkValue(subject, member, value, depth)
      return
    }
    nodes += 1
    if (depth <= 0) throw gaveUp
    if (container === '@list') {
      walkList(subject, member, value)
      return
    }
    if (value.length === 0) throw gaveUp
    for (const item of value) walkValue(subject, member, item, depth - 1)
  }

  function walkValue(subject: Node, member: Member, value: unknown, depth: number): void {
    values += 1
    if (values > maxValues) throw gaveUp
    if (!isJsonObject(value)) {
      if (member.term.container === '@graph') throw gaveUp
      addLiteral(statements, subject, member, value)
      return
    }
    if (Object.hasOwn(value, '@value')) {
      if (depth <= 0 || member.term.container === '@graph') throw gaveUp
      nodes += 1
      addStatement(statements, subject, member.predicate, languageValueIn(value), 'string')
    } else if (member.term.container === '@graph') {
      walkGraph(subject, member, value, depth)
    } else {
      walkObject(subject, member, value, depth)
    }
  }

  function walkObject(subject: Node, member: Member, value: JsonObject, depth: number): void {
    const table = tableIn(member, value)
    const object = isInPart
      ? walkNode(value, table, subject.graph, depth)
      : walkPart(value, table, subject.graph, depth)
    addStatement(statements, subject, member.predicate, object, 'iri')
  }

  function walkPart(
    object: JsonObject,
    table: TermTable,
    graph: Node | undefined,
    depth: number,
  ): Node {
    if (graph === undefined) {
      const part = parts && takePart(parts, { object, table }, statements)
      nodes += part?.nodes ?? 0
      values += part?.values ?? 0
      return part?.subject ?? walkNode(object, table, graph, depth)
    }
    isInPart = true
    const start = startPart(statements)
    const before = { nodes, values }
    const subject = walkNode(object, table, graph, depth)
    const found = partSince(start, statements)
    const counted = { nodes: nodes - before.nodes, values: values - before.values }
    parts?.set(object, { table, graph, subject, found, ...counted })
    isInPart = false
    return subject
  }

  /** A graph of its own around the node. One that says nothing would be left out. */
  function walkGraph(subject: Node, member: Member, value: JsonObject, depth: number): void {
    const table = tableIn(member, value)
    const name = addNode(statements, subject.graph)
    name.held = []
    addStatement(statements, subject, member.predicate, name, 'iri')
    const before = statements.count
    walkNode(value, table, name, depth)
    if (statements.count === before) throw gaveUp
  }

  /** What holds in the node: its own contexts, as an embedded credential has them, or what its place brings. */
  function tableIn(member: Member, node: JsonObject): TermTable {
    const names = Object.keys(node).length
    if (names === 0) throw gaveUp
    const isReference = names === 1 && Object.hasOwn(node, 'id')
    const table = isReference ? member.referenceTable : member.nodeTable
    if (!Object.hasOwn(node, '@context')) return table
    if (table.active !== initialContext) throw gaveUp
    return rootTable(contextsOf(node, true))
  }

  function walkList(subject: Node, member: Member, items: readonly unknown[]): void {
    let [holder, predicate] = [subject, member.predicate]
    for (const item of items) {
      values += 1
      if (values > maxValues || typeof item === 'object') throw gaveUp
      const cell = addNode(statements, subject.graph)
      addStatement(statements, holder, predicate, cell, 'list')
      addLiteral(statements, cell, { ...member, predicate: firstPredicate }, item)
      ;[holder, predicate] = [cell, restPredicate]
    }
    addStatement(statements, holder, predicate, nil, 'list')
  }

  function iriOf(node: JsonObject, table: TermTable): string | undefined {
    if (!Object.hasOwn(node, 'id')) return undefined
    if (table.active.terms.get('id')?.iri !== '@id') throw gaveUp
    return resourceOf(node.id, table)
  }

  function typesOf(node: JsonObject): string[] {
    if (!Object.hasOwn(node, 'type')) return []
    const types: unknown[] = Array.isArray(node.type) ? node.type : [node.type]
    nodes += types === node.type ? 1 : 0
    values += types.length
    if (types.length === 0 || values > maxValues) throw gaveUp
    for (const type of types) if (typeof type !== 'string') throw gaveUp
    // sound: each was looked at
    return types as string[]
  }
}

function contextsOf(node: JsonObject, isEmbedded: boolean): readonly unknown[] {
  if (!Object.hasOwn(node, '@context')) throw gaveUp
  const contexts = itemsOf(node['@context'])
  if (contexts.length === 0 || contexts.length > maxContexts) throw gaveUp
  // anywhere else a change of contexts is refused
  if (isEmbedded && contexts[0] !== credentialsV2Url && contexts[0] !== credentialsV1Url) {
    throw gaveUp
  }
  return contexts
}
