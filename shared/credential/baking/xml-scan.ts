import { AppError } from '../../errors/app-error.ts'

/** One attribute as it was written; `start` and `end` are where, with the white space before it. */
export type XmlAttribute = { name: string; value: string; start: number; end: number }

export type XmlElement = {
  kind: 'open'
  name: string
  /** The name without its prefix, and the namespace that the prefix stands for. */
  local: string
  namespace: string
  attributes: XmlAttribute[]
  /** `<a/>`: no close follows. */
  isEmpty: boolean
  /** 0 for the root. */
  depth: number
  start: number
  end: number
}

export type XmlToken =
  | XmlElement
  | { kind: 'close'; name: string; depth: number; start: number; end: number }
  | { kind: 'text'; value: string; start: number; end: number }
  | { kind: 'instruction'; start: number; end: number }

type Open = { name: string; namespaces: Namespaces | undefined }

/** What an element declares, before what those around it do: copied for each, few bytes would be much work. */
type Namespaces = { own: ReadonlyMap<string, string>; around: Namespaces | undefined }

const maxCharacters = 8_388_608
const maxTokens = 200_000
const maxDepth = 200

const namePattern = '[A-Za-z_][\\w.\\-\\u00b7-\\uffff]*(?::[A-Za-z_][\\w.\\-\\u00b7-\\uffff]*)?'
const openTag = new RegExp(`<(${namePattern})`, 'y')
const closeTag = new RegExp(`</(${namePattern})\\s*>`, 'y')
const attribute = new RegExp(`\\s+(${namePattern})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'y')
const endOfTag = /\s*(\/?)>/y
const plainDoctype = /<!DOCTYPE\s+[^[\]<>]*>/iy
const entity = /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));|&/gi
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML allows none of these
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u

/**
 * Reads well-formed XML into its parts. No entities but the five that XML has, and nothing is ever fetched: a DOCTYPE
 * that only names a definition is skipped, one that defines anything is refused. Comments are left out.
 * @throws AppError badge_file_malformed
 * @see https://www.w3.org/TR/xml/ and https://www.w3.org/TR/xml-names/
 */
export function scanXml(text: string): XmlToken[] {
  if (text.length > maxCharacters) throw malformed('is too large')
  if (forbidden.test(text)) throw malformed('holds characters that XML does not allow')
  const tokens: XmlToken[] = []
  const open: Open[] = []
  let hasRoot = false
  let at = text.startsWith('\ufeff') ? 1 : 0

  while (at < text.length) {
    if (tokens.length > maxTokens) throw malformed('has too many parts')
    at = readNext(at)
  }
  if (!hasRoot || open.length > 0) throw malformed('ends too early')
  return tokens

  function readNext(start: number): number {
    if (text.charAt(start) !== '<') return readText(start)
    if (text.startsWith('<!--', start)) return endOf('-->', start + 4)
    if (text.startsWith('<![CDATA[', start)) return readCdata(start)
    if (text.startsWith('<?', start)) return readInstruction(start)
    if (text.startsWith('<!', start)) return skipDoctype(start)
    return text.startsWith('</', start) ? readClose(start) : readOpen(start)
  }

  function readText(start: number): number {
    const next = text.indexOf('<', start)
    const end = next < 0 ? text.length : next
    const raw = text.slice(start, end)
    if (open.length > 0) tokens.push({ kind: 'text', value: decode(raw), start, end })
    else if (raw.trim() !== '') throw malformed('has text outside of its root')
    return end
  }

  function readCdata(start: number): number {
    if (open.length === 0) throw malformed('has text outside of its root')
    const end = endOf(']]>', start)
    tokens.push({ kind: 'text', value: text.slice(start + 9, end - 3), start, end })
    return end
  }

  function readInstruction(start: number): number {
    const end = endOf('?>', start)
    if (!/^<\?xml\s/.test(text.slice(start, start + 6))) {
      tokens.push({ kind: 'instruction', start, end })
    }
    return end
  }

  function skipDoctype(start: number): number {
    plainDoctype.lastIndex = start
    const [doctype] = plainDoctype.exec(text) ?? []
    if (doctype === undefined || hasRoot) throw malformed('defines things of its own (DOCTYPE)')
    return start + doctype.length
  }

  function readClose(start: number): number {
    closeTag.lastIndex = start
    const [tag, name] = closeTag.exec(text) ?? []
    const opened = open.pop()
    if (tag === undefined || name === undefined || opened?.name !== name) throw notWellFormed()
    tokens.push({ kind: 'close', name, depth: open.length, start, end: start + tag.length })
    return start + tag.length
  }

  function readOpen(start: number): number {
    openTag.lastIndex = start
    const [tag, name] = openTag.exec(text) ?? []
    if (tag === undefined || name === undefined) throw notWellFormed()
    if (open.length === 0 && hasRoot) throw malformed('has two roots')
    if (open.length >= maxDepth) throw malformed('is nested too deeply')
    const attributes = readAttributes(start + tag.length)
    endOfTag.lastIndex = attributes.at(-1)?.end ?? start + tag.length
    const [rest, slash] = endOfTag.exec(text) ?? []
    if (rest === undefined) throw notWellFormed()
    const end = endOfTag.lastIndex
    const namespaces = namespacesOf(attributes, open.at(-1)?.namespaces)
    const [prefix, local] = splitName(name)
    const namespace = findNamespace(prefix, namespaces) ?? ''
    if (prefix !== '' && namespace === '') throw malformed('uses a prefix that it does not declare')
    const isEmpty = slash === '/'
    const depth = open.length
    tokens.push({ kind: 'open', name, local, namespace, attributes, isEmpty, depth, start, end })
    if (!isEmpty) open.push({ name, namespaces })
    hasRoot = true
    return end
  }

  function readAttributes(from: number): XmlAttribute[] {
    const attributes: XmlAttribute[] = []
    const names = new Set<string>()
    attribute.lastIndex = from
    let start = from
    for (let match = attribute.exec(text); match !== null; match = attribute.exec(text)) {
      const [whole, name = '', double, single = ''] = match
      if (names.has(name)) throw malformed('gives an attribute twice')
      names.add(name)
      const end = start + whole.length
      attributes.push({ name, value: decode(double ?? single), start, end })
      start = end
    }
    return attributes
  }

  function endOf(mark: string, from: number): number {
    const found = text.indexOf(mark, from)
    if (found < 0) throw malformed('ends too early')
    return found + mark.length
  }
}

/** `['', 'svg']` of `svg`, `['a', 'b']` of `a:b`. */
export function splitName(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':')
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)]
}

function namespacesOf(
  attributes: readonly XmlAttribute[],
  around: Namespaces | undefined,
): Namespaces | undefined {
  const declared = attributes.flatMap(({ name, value }) => {
    const [prefix, local] = splitName(name)
    if (name === 'xmlns') return [['', value] as const]
    return prefix === 'xmlns' ? [[local, value] as const] : []
  })
  return declared.length === 0 ? around : { own: new Map(declared), around }
}

function findNamespace(prefix: string, namespaces: Namespaces | undefined): string | undefined {
  for (let scope = namespaces; scope !== undefined; scope = scope.around) {
    const found = scope.own.get(prefix)
    if (found !== undefined) return found
  }
}

function decode(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replace(entity, (_, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return named[name] ?? notAnEntity()
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    const isCharacter = code > 0 && code <= 0x10ffff
    const character = isCharacter ? String.fromCodePoint(code) : notAnEntity()
    return forbidden.test(character) ? notAnEntity() : character
  })
}

function notAnEntity(): never {
  throw malformed('uses entities that are not its own')
}

function notWellFormed(): AppError {
  return malformed('is not well-formed XML')
}

function malformed(problem: string): AppError {
  return new AppError('badge_file_malformed', `The drawing ${problem}`)
}
