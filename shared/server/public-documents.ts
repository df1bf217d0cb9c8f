import type { IncomingMessage, ServerResponse } from 'node:http'
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
  /** Headers in the place of the usual ones, for what our own pages load. */
  headers?: Readonly<Record<string, string>>
}

const encodings = ['br', 'gzip'] as const
type Encoding = (typeof encodings)[number]

type Representation = { body: Buffer; etag: string; headers: Record<string, string> }
type ReadyDocument = Representation & { compressed?: Partial<Record<Encoding, Representation>> }

/** Documents by path (`/providers/x/did.json`), answered before Express and its parsers. */
export type PublicDocuments = {
  set(path: string, document: PublicDocument): void
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
  const ready = new Map<string, ReadyDocument>()
  return {
    set: (path, document) => void ready.set(path, makeReady(document)),
    delete: (path) => void ready.delete(path),
    has: (path) => ready.has(path),
    answer(request, response, transport = {}) {
      const document = ready.get(pathOf(request))
      if (document === undefined) return false
      const chosen = representationFor(document, request.headers['accept-encoding'])
      const headers = { ...chosen.headers, ...transport }
      return answerReady({ ...chosen, headers }, request, response)
    },
  }
}

function makeReady(document: PublicDocument): ReadyDocument {
  const { compressed = {} } = document
  const common = headersOf(document)
  const represent = (bytes: string | Uint8Array, more: Record<string, string>) => {
    const body = Buffer.from(bytes)
    const etag = entityTagOf(body)
    const headers = { ...common, ...more, 'Content-Length': String(body.length), ETag: etag }
    return { body, etag, headers }
  }
  const offered = encodings.flatMap((encoding) => {
    const bytes = compressed[encoding]
    return bytes === undefined ? [] : [{ encoding, bytes }]
  })
  if (offered.length === 0) return represent(document.body, {})
  const vary = { Vary: 'Accept-Encoding' }
  return {
    ...represent(document.body, vary),
    compressed: Object.fromEntries(
      offered.map(({ encoding, bytes }) => [
        encoding,
        represent(bytes, { ...vary, 'Content-Encoding': encoding }),
      ]),
    ),
  }
}

function headersOf(document: PublicDocument): Record<string, string> {
  const freshness = `public, max-age=${document.maxAgeSeconds}`
  return {
    'Content-Type': document.contentType,
    'Cache-Control': document.isImmutable ? `${freshness}, immutable` : freshness,
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    ...document.headers,
  }
}

/** The best representation that the client says it takes; one that it weighs with 0 it does not. */
function representationFor(
  document: ReadyDocument,
  acceptEncoding: string | string[] | undefined,
): Representation {
  const { compressed } = document
  if (compressed === undefined) return document
  const taken = String(acceptEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(\.0+)?$/.test(part))
    .map((part) => part.replace(/\s*;.*$/, ''))
  const encoding = encodings.find((name) => taken.includes(name) && compressed[name])
  return (encoding && compressed[encoding]) ?? document
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
