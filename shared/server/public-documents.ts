import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
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
}

const encodings = ['br', 'gzip'] as const
type Encoding = (typeof encodings)[number]

type Representation = { body: Buffer; etag: string; headers: Record<string, string> }
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
   * Answers the request and returns true, or leaves it alone and returns false.
   * @param transport headers that depend on where the application is reached
   */
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    transport?: Record<string, string>,
  ): boolean
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
  return {
    set: (path, document) =>
      void ready.set(path, typeof document === 'function' ? document : makeReady(document)),
    delete: (path) => void ready.delete(path),
    has: (path) => ready.has(path),
    answer(request, response, transport = {}) {
      const document = find(pathOf(request))
      if (document === undefined) return false
      const chosen = representationFor(document, request.headers['accept-encoding'])
      const headers = { ...chosen.headers, ...transport }
      return answerReady({ ...chosen, headers }, request, response)
    },
  }
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
    const headers = { ...common, ...more, 'Content-Length': String(buffer.length), ETag: etag }
    return { body: buffer, etag, headers }
  }
  const isPackable = packable.test(contentType) && body.length >= worthPackingBytes
  if (compressed === undefined && !isPackable) return represent(body, {})
  const vary = { Vary: 'Accept-Encoding' }
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
    'Content-Type': document.contentType,
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
  const taken = String(acceptEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(\.0+)?$/.test(part))
    .map((part) => part.replace(/\s*;.*$/, ''))
  for (const encoding of encodings) {
    const found = taken.includes(encoding) ? encoded(encoding) : undefined
    if (found !== undefined) return found
  }
  return document
}

function answerReady(
  document: Representation,
  request: IncomingMessage,
  response: ServerResponse,
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
  if (isUnchanged(request.headers['if-none-match'], document.etag)) {
    const { 'Content-Length': _, 'Content-Type': __, ...headers } = document.headers
    response.writeHead(304, headers)
    response.end()
    return true
  }
  response.writeHead(200, document.headers)
  response.end(request.method === 'HEAD' ? undefined : document.body)
  return true
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? ''
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}
