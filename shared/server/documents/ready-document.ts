import { gzipSync } from 'node:zlib'
import { remembering } from '../../cache/remembering.ts'
import { credentialType, jsonTypeFor, readNames, tokenType } from './accepted-types.ts'
import { entityTagOf } from './entity-tag.ts'

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
export type Transport = Readonly<Record<string, string>>

export type Representation = {
  body: Buffer
  etag: string
  lines: HeaderLines
  /** Where the client has it already. */
  unchangedLines: HeaderLines
  /** As it was last sent: with the headers of the transport. */
  sent?: { transport: Transport; lines: string[]; unchangedLines: string[] }
}
export type ReadyDocument = Representation & {
  /** Absent where nothing is gained by it. */
  encoded?: (encoding: Encoding) => Representation | undefined
  /** Of a credential: the same bytes under the type of JSON that a client asks for who knows of no credentials. */
  asJson?: (accept: string | undefined) => Representation | undefined
}

/** Text of this size is worth the time to unpack it. */
const worthPackingBytes = 1_024
const packable = /^(text\/|application\/([\w.-]+\+)?(json|jwt)\b)/

/** The document with its headers and tag worked out, for as many as ask for it. */
export function makeReady(document: PublicDocument): ReadyDocument {
  const { body, contentType, compressed } = document
  const common = headersOf(document)
  const represent = (
    bytes: string | Uint8Array,
    more: Record<string, string>,
    type = contentType,
  ): Representation => {
    const buffer = Buffer.from(bytes)
    const named = type === contentType ? buffer : Buffer.concat([buffer, Buffer.from(type)])
    const etag = entityTagOf(named)
    const shared = { ...common, ...more, ETag: etag }
    const lines = Object.entries({
      'Content-Type': type,
      'Content-Length': String(buffer.length),
      ...shared,
    }).flat()
    return { body: buffer, etag, lines, unchangedLines: Object.entries(shared).flat() }
  }
  const isPackable = packable.test(contentType) && body.length >= worthPackingBytes
  if (contentType === credentialType) {
    const vary = varyOf(['Accept'])
    const asked = new Map<string, Representation>()
    return {
      ...represent(body, vary),
      asJson(accept) {
        const type = accept === undefined ? undefined : jsonTypeFor(accept)
        if (type === undefined) return undefined
        const made = asked.get(type) ?? represent(body, vary, type)
        asked.set(type, made)
        return made
      },
    }
  }
  const byType = document.isByType || contentType === tokenType ? ['Accept'] : []
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
export function representationFor(
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

const readEncodings = remembering(readNames)
