import { describe, expect, it } from 'vitest'
import { initialContext } from '../../../../shared/credential/compiled/active-context.ts'
import { addNode, noStatements } from '../../../../shared/credential/compiled/statements.ts'
import type { TermTable } from '../../../../shared/credential/compiled/term-tables.ts'
import {
  partSince,
  startPart,
  takePart,
  type WalkedParts,
} from '../../../../shared/credential/compiled/walked-parts.ts'

const newTable = (): TermTable => ({
  active: initialContext,
  member: () => {
    throw new TypeError('nobody asks')
  },
  type: () => '<urn:x>',
  typed: newTable,
})
const object = { name: 'Register' }
const table = newTable()

function openParts() {
  const statements = noStatements()
  const graph = addNode(statements)
  const start = startPart(statements)
  const subject = addNode(statements, graph)
  const found = partSince(start, statements)
  const parts: WalkedParts = new Map([
    [object, { table, graph, subject, found, nodes: 1, values: 1 }],
  ])
  return { parts, subject }
}

describe('takePart', () => {
  it('takes it into the default graph once: an object may stand for two things', () => {
    const { parts, subject } = openParts()
    const statements = noStatements()
    expect(takePart(parts, { object, table }, statements)?.subject).toBe(subject)
    expect(statements).toEqual({ nodes: [subject], blankNodes: [subject], count: 0 })
    expect(subject.graph).toBeUndefined()
    expect(takePart(parts, { object, table }, statements)).toBeUndefined()
    expect(statements.nodes).toHaveLength(1)
  })

  it.each([
    ['another object that says the same', { object: { ...object }, table }],
    ['the same object where its members mean something else', { object, table: newTable() }],
  ])('takes nothing for %s', (_, asked) => {
    const { parts } = openParts()
    const statements = noStatements()
    expect(takePart(parts, asked, statements)).toBeUndefined()
    expect(statements).toEqual(noStatements())
    expect(parts.size).toBe(1)
  })
})
