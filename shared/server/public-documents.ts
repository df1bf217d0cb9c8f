import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { remembering } from '../cache/remembering.ts'
import { entityTagOf, isUnchanged } from './entity-tag.ts'

/** A document that is the same for everyone, ready to be sent. */
export type PublicDocument = {
  body: string | Uint8Array
  contentType: string
  /** How long a cache may keep it without asking again, in seconds. */
  maxAgeSeconds: number
  /** The address changes with the content, so a cache need never ask again. */
  isImmutable?: boolean
  /** The same bytes, compressed ahead; sent to who takes them. */
  compressed?: Partial<Record<Encoding, Uint8Array>>
  /** Headers in the place of those that open a document to every website, for what our own pages load. */
  headers?: Readonly<Record<string, string>>
  /** The same address says other things to who asks for another type. */
  isByType?: boolean
}

const encodings = ['br', 'gzip'] as const
type Encoding = (typeof encodings)[number]

/** Names and values of headers by turns, as node:http sends them without looking them up. */
type HeaderLines = readonly string[]

/** Headers that depend on where the application is reached, the same object at each request. */
type Transport = Readonly<Record<string, string>>

type Representation = {
  body: Buffer
  etag: string
  lines: HeaderLines
  /** Where the client has it already. */
  unchangedLines: HeaderLines
  /** As it was last sent: with the headers of the transport. */
  sent?: { transport: Transport; lines: string[]; unchangedLines: string[] }
}
type ReadyDocument = Representation & {
  /** Absent where nothing is gained by it. */
  encoded?: (encoding: Encoding) => Representation | undefined
}

/** Documents by path (`/providers/x/did.json`), answered before Express and its parsers. */
export type PublicDocuments = {
  /** @param document or what makes it, when it is first asked for */
  set(path: string, document: PublicDocument | (() => PublicDocument)): void
  delete(path: string): void
  has(path: string): boolean
  /**
   * Answers the same to who asks for the same address in the same words within the next seconds: for what a route has
   * just made for everybody.
   */
  pass(request: Pick<IncomingMessage, 'url' | 'headers'>, document: PublicDocument): void
  /** Answers the request and returns true, or leaves it alone and returns false. */
  answer(request: IncomingMessage, response: ServerResponse, transport?: Transport): boolean
}

export function createPublicDocuments(): PublicDocuments {
  const ready = new Map<string, ReadyDocument | (() => PublicDocument)>()
  const find = (path: string): ReadyDocument | undefined => {
    const found = ready.get(path)
    if (typeof found !== 'function') return found
    const made = makeReady(found())
    ready.set(path, made)
    return made
  }
  const passing = new Map<string, ReadyDocument>()
  return {
    set: (path, document) =>
      void ready.set(path, typeof document === 'function' ? document : makeReady(document)),
    delete: (path) => void ready.delete(path),
    has: (path) => ready.has(path),
    pass(request, document) {
      const key = questionOf(request)
      if (passing.size >= maxPassing || key.length > maxQuestionLength) return
      passing.set(key, makeReady(document))
      setTimeout(() => passing.delete(key), passingMilliseconds).unref()
    },
    answer(request, response, transport = noHeaders) {
      const document =
        find(pathOf(request)) ?? (passing.size > 0 ? passing.get(questionOf(request)) : undefined)
      if (document === undefined) return false
      const chosen = representationFor(document, request.headers['accept-encoding'])
      return answerReady(chosen, request, response, transport)
    },
  }
}

const noHeaders = {}
function sentWith(document: Representation, transport: Transport) {
  if (document.sent?.transport === transport) return document.sent
  const more = Object.entries(transport).flat()
  const { lines, unchangedLines } = document
  document.sent = {
    transport,
    lines: [...lines, ...more],
    unchangedLines: [...unchangedLines, ...more],
  }
  return document.sent
}

/** As long as other nodes may take to hear of a change. */
const passingMilliseconds = 5_000
const maxPassing = 1_000
const maxQuestionLength = 1_000

function questionOf({ url, headers }: Pick<IncomingMessage, 'url' | 'headers'>): string {
  return `${url} ${headers.accept}`
}

/** Text of this size is worth the time to unpack it. */
const worthPackingBytes = 1_024
const packable = /^(text\/|application\/([\w.-]+\+)?(json|jwt)\b)/

function makeReady(document: PublicDocument): ReadyDocument {
  const { body, contentType, compressed } = document
  const common = headersOf(document)
  const represent = (bytes: string | Uint8Array, more: Record<string, string>): Representation => {
    const buffer = Buffer.from(bytes)
    const etag = entityTagOf(buffer)
    const shared = { ...common, ...more, ETag: etag }
    const lines = Object.entries({
      'Content-Type': contentType,
      'Content-Length': String(buffer.length),
      ...shared,
    }).flat()
    return { body: buffer, etag, lines, unchangedLines: Object.entries(shared).flat() }
  }
  const isPackable = packable.test(contentType) && body.length >= worthPackingBytes
  const byType = document.isByType ? ['Accept'] : []
  if (compressed === undefined && !isPackable) return represent(body, varyOf(byType))
  const vary = varyOf([...byType, 'Accept-Encoding'])
  const represented = new Map<Encoding, Representation>()
  return {
    ...represent(body, vary),
    // at the first request for it: most versions of a document that changes are never asked for
    encoded(encoding) {
      const known = represented.get(encoding)
      if (known !== undefined) return known
      const bytes = compressed === undefined ? packed(body, encoding) : compressed[encoding]
      if (bytes === undefined) return undefined
      const made = represent(bytes, { ...vary, 'Content-Encoding': encoding })
      represented.set(encoding, made)
      return made
    },
  }
}

function varyOf(names: readonly string[]): Record<string, string> {
  return names.length > 0 ? { Vary: names.join(', ') } : {}
}

function packed(body: string | Uint8Array, encoding: Encoding): Uint8Array | undefined {
  return encoding === 'gzip' ? gzipSync(body) : undefined
}

const openToEverybody = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
}

function headersOf(document: PublicDocument): Record<string, string> {
  const freshness = `public, max-age=${document.maxAgeSeconds}`
  return {
    'Cache-Control': document.isImmutable ? `${freshness}, immutable` : freshness,
    'X-Content-Type-Options': 'nosniff',
    ...(document.headers ?? openToEverybody),
  }
}

/** The best representation that the client says it takes; one that it weighs with 0 it does not. */
function representationFor(
  document: ReadyDocument,
  acceptEncoding: string | string[] | undefined,
): Representation {
  const { encoded } = document
  if (encoded === undefined) return document
  const taken = acceptEncoding === undefined ? [] : readEncodings(String(acceptEncoding))
  for (const encoding of encodings) {
    const found = taken.includes(encoding) ? encoded(encoding) : undefined
    if (found !== undefined) return found
  }
  return document
}

const readEncodings = remembering((acceptEncoding) =>
  acceptEncoding
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(\.0+)?$/.test(part))
    .map((part) => part.replace(/\s*;.*$/, '')),
)

function answerReady(
  document: Representation,
  request: IncomingMessage,
  response: ServerResponse,
  transport: Transport,
): boolean {
  if (request.method === 'OPTIONS') {
    response.writeHead(204, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
      'Access-Control-Allow-Headers': 'Accept, Content-Type, If-None-Match',
      'Access-Control-Max-Age': '86400',
    })
    response.end()
    return true
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  const { lines, unchangedLines } = sentWith(document, transport)
  if (isUnchanged(request.headers['if-none-match'], document.etag)) {
    response.writeHead(304, unchangedLines)
    response.end()
    return true
  }
  response.writeHead(200, lines)
  response.end(request.method === 'HEAD' ? undefined : document.body)
  return true
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? ''
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}
