import { type Node, nameOf, type Statement } from './statements.ts'

/** `isRepeated`: a line stands in it more than once. */
export type SortedText = { text: string; isRepeated: boolean }

/** More are sorted by the engine, which takes a while to begin. */
const few = 16

/**
 * The statements of nodes as lines of N-Quads, as if whole lines were sorted by UTF-16 unit. By their parts that is done
 * several times as fast: no subject, predicate or object is the beginning of another that goes on with a character
 * before the space which ends it, and the full stop of no graph comes before every name of one.
 */
export function sortedText(nodes: readonly Node[]): SortedText {
  const inOrder = sort([...nodes], byName)
  let text = ''
  let isRepeated = false
  for (let from = 0; from < inOrder.length; ) {
    const to = endOfName(inOrder, from)
    const own = inOrder[from]?.statements ?? []
    const statements = to === from + 1 ? own : statementsOf(inOrder, from, to)
    text += linesOf(statements)
    isRepeated ||= hasRepeats(statements)
    from = to
  }
  return { text, isRepeated }
}

/** Of statements of one subject, which are in order from then on. */
export function linesOf(statements: Statement[]): string {
  let text = ''
  for (const statement of sort(statements, byLine)) text += lineOf(statement)
  return text
}

export function lineOf({ subject: { name, graph }, predicate, object }: Statement): string {
  const end = graph === undefined ? ' .\n' : ` ${graph.name} .\n`
  return name + predicate.text + nameOf(object) + end
}

/** Where the nodes end that are called as the one at `from`: an IRI can stand at several places. */
function endOfName(inOrder: readonly Node[], from: number): number {
  const name = inOrder[from]?.name
  let to = from + 1
  while (to < inOrder.length && inOrder[to]?.name === name) to += 1
  return to
}

function statementsOf(nodes: readonly Node[], from: number, to: number): Statement[] {
  const all: Statement[] = []
  for (let at = from; at < to; at += 1) all.push(...(nodes[at]?.statements ?? []))
  return all
}

function hasRepeats(inOrder: readonly Statement[]): boolean {
  for (let at = 1; at < inOrder.length; at += 1) {
    const [one, other] = [inOrder[at - 1], inOrder[at]]
    if (one && other && byLine(one, other) === 0) return true
  }
  return false
}

function byName({ name: one }: Node, { name: other }: Node): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** Of the lines of one subject, by what follows it. */
function byLine(one: Statement, other: Statement): number {
  if (one.predicate !== other.predicate) return one.predicate.rank - other.predicate.rank
  const object = nameOf(one.object)
  const otherObject = nameOf(other.object)
  if (object !== otherObject) return object < otherObject ? -1 : 1
  const graph = one.subject.graph?.name ?? ''
  const otherGraph = other.subject.graph?.name ?? ''
  if (graph === otherGraph) return 0
  return graph < otherGraph ? -1 : 1
}

function sort<Item extends object>(
  items: Item[],
  compare: (one: Item, other: Item) => number,
): Item[] {
  if (items.length > few) return items.sort(compare)
  for (let end = 1; end < items.length; end += 1) {
    const moving = items[end]
    let at = end
    for (; at > 0 && moving; at -= 1) {
      const before = items[at - 1]
      if (before === undefined || compare(before, moving) <= 0) break
      items[at] = before
    }
    if (moving) items[at] = moving
  }
  return items
}
