/**
 * RDF statements in pieces of N-Quads. A blank node is a number; anything else is text as it is written. The four
 * lists have one entry for each statement: a list of objects costs several times as much.
 */
export type Statements = {
  subjects: (string | number)[]
  /** ` <iri> ` */
  predicates: string[]
  objects: (string | number)[]
  /** The blank node that names the graph, or -1 for the default graph. */
  graphs: number[]
  /** How the JSON said it: the same statement said in two ways is not for the compiled form to tell. */
  sources: StatementSource[]
  blankNodes: number
}

export type StatementSource =
  | 'iri'
  | 'type'
  | 'string'
  | 'typed string'
  | 'number'
  | 'boolean'
  | 'list'

export function noStatements(): Statements {
  return { subjects: [], predicates: [], objects: [], graphs: [], sources: [], blankNodes: 0 }
}

/** Without statements that are said twice in the same way. Undefined where one is said in two ways. */
export function withoutRepeats(statements: Statements): Statements | undefined {
  const { subjects, predicates, objects, graphs, sources, blankNodes } = statements
  const unique: Statements = { ...noStatements(), blankNodes }
  const seen = new Map<string, StatementSource>()
  for (const [at, subject] of subjects.entries()) {
    const source = sources[at] ?? 'list'
    const key = `${subject}${predicates[at]}${objects[at]} ${graphs[at]}`
    const earlier = seen.get(key)
    if (earlier !== undefined && (earlier !== source || source === 'list')) return undefined
    if (earlier !== undefined) continue
    seen.set(key, source)
    unique.subjects.push(subject)
    unique.predicates.push(predicates[at] ?? '')
    unique.objects.push(objects[at] ?? '')
    unique.graphs.push(graphs[at] ?? -1)
    unique.sources.push(source)
  }
  return unique
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

/** @see https://www.w3.org/TR/rdf-canon/#canonical-quads */
export function quoted(text: string): string {
  if (!needsEscape.test(text)) return `"${text}"`
  return `"${text.replace(escaped, escapeOf)}"`
}

function escapeOf(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  return shortEscapes[character] ?? `\\u${code}`
}
