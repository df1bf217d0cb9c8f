import { isJsonObject, itemsOf, type JsonObject } from '../../json/json.ts'
import { credentialsV1Url, credentialsV2Url } from '../context-urls.ts'
import { gaveUp, initialContext } from './active-context.ts'
import { addLiteral, addStatement, languageValueIn, resourceOf } from './literals.ts'
import { noStatements, type Statements } from './statements.ts'
import type { Member, RootTable, TermTable } from './term-tables.ts'

/** Deeper or larger documents are not worth the compiled form. */
const maxDepth = 24
const maxValues = 8_000
const maxNodes = 8_000
const maxContexts = 6

const typePredicate = ' <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> '
const firstPredicate = ' <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> '
const restPredicate = ' <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> '
const nil = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>'

export type Walked = { statements: Statements; nodes: number }

/**
 * The statements of a document, and how many objects and arrays it has. Every member says something or the whole walk
 * throws gaveUp: nothing is left out, so nothing stays unsigned.
 */
export function walk(document: JsonObject, rootTable: RootTable): Walked {
  const statements = noStatements()
  let nodes = 0
  let values = 0

  walkNode(document, rootTable(contextsOf(document, false)), -1, maxDepth)
  return { statements, nodes }

  /** @returns the node's subject */
  function walkNode(node: JsonObject, table: TermTable, graph: number, depth: number) {
    nodes += 1
    if (depth <= 0 || nodes > maxNodes) throw gaveUp
    const types = typesOf(node)
    const inside = types.length === 0 ? table : table.typed(types)
    const subject = subjectOf(node, inside)
    for (const type of types) {
      const iri = table.active.terms.get(type)?.iri
      if (iri === undefined || iri.startsWith('@')) throw gaveUp
      addStatement(statements, subject, typePredicate, `<${iri}>`, graph, 'type')
    }
    for (const name of Object.keys(node)) {
      if (name === 'id' || name === 'type' || name === '@context') continue
      walkMember(subject, inside.member(name), node[name], graph, depth - 1)
    }
    return subject
  }

  function walkMember(
    subject: string | number,
    member: Member,
    value: unknown,
    graph: number,
    depth: number,
  ): void {
    const { container } = member.term
    if (!Array.isArray(value)) {
      if (container === '@list') walkList(subject, member, [value], graph)
      else walkValue(subject, member, value, graph, depth)
      return
    }
    nodes += 1
    if (depth <= 0) throw gaveUp
    if (container === '@list') {
      walkList(subject, member, value, graph)
      return
    }
    if (value.length === 0) throw gaveUp
    for (const item of value) walkValue(subject, member, item, graph, depth - 1)
  }

  function walkValue(
    subject: string | number,
    member: Member,
    value: unknown,
    graph: number,
    depth: number,
  ): void {
    values += 1
    if (values > maxValues) throw gaveUp
    if (!isJsonObject(value)) {
      if (member.term.container === '@graph') throw gaveUp
      addLiteral(statements, subject, member, value, graph)
      return
    }
    if (Object.hasOwn(value, '@value')) {
      if (depth <= 0 || member.term.container === '@graph') throw gaveUp
      nodes += 1
      const object = languageValueIn(value)
      addStatement(statements, subject, member.predicate, object, graph, 'string')
    } else if (member.term.container === '@graph') {
      walkGraph(subject, member, value, graph, depth)
    } else {
      walkObject(subject, member, value, graph, depth)
    }
  }

  function walkObject(
    subject: string | number,
    member: Member,
    value: JsonObject,
    graph: number,
    depth: number,
  ): void {
    const table = tableIn(member, value)
    const place = statements.subjects.length
    addStatement(statements, subject, member.predicate, 0, graph, 'iri')
    statements.objects[place] = walkNode(value, table, graph, depth)
  }

  /** A graph of its own around the node. One that says nothing would be left out. */
  function walkGraph(
    subject: string | number,
    member: Member,
    value: JsonObject,
    graph: number,
    depth: number,
  ): void {
    const table = tableIn(member, value)
    const name = statements.blankNodes
    statements.blankNodes += 1
    addStatement(statements, subject, member.predicate, name, graph, 'iri')
    const before = statements.subjects.length
    walkNode(value, table, name, depth)
    if (statements.subjects.length === before) throw gaveUp
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

  function walkList(
    subject: string | number,
    member: Member,
    items: readonly unknown[],
    graph: number,
  ): void {
    let [holder, predicate]: [string | number, string] = [subject, member.predicate]
    for (const item of items) {
      values += 1
      if (values > maxValues || typeof item === 'object') throw gaveUp
      const cell = statements.blankNodes
      statements.blankNodes += 1
      addStatement(statements, holder, predicate, cell, graph, 'list')
      addLiteral(statements, cell, { ...member, predicate: firstPredicate }, item, graph)
      ;[holder, predicate] = [cell, restPredicate]
    }
    addStatement(statements, holder, predicate, nil, graph, 'list')
  }

  function subjectOf(node: JsonObject, table: TermTable): string | number {
    if (Object.hasOwn(node, 'id')) {
      if (table.active.terms.get('id')?.iri !== '@id') throw gaveUp
      return resourceOf(node.id, table)
    }
    const subject = statements.blankNodes
    statements.blankNodes += 1
    return subject
  }

  function typesOf(node: JsonObject): string[] {
    if (!Object.hasOwn(node, 'type')) return []
    const types: unknown[] = Array.isArray(node.type) ? node.type : [node.type]
    nodes += types === node.type ? 1 : 0
    values += types.length
    if (types.length === 0 || values > maxValues) throw gaveUp
    if (!types.every((type) => typeof type === 'string')) throw gaveUp
    return types
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
