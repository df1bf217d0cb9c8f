import { AppError, isAppError } from '../errors/app-error.ts'
import { isJsonObject, parseJsonStrict } from '../json/json.ts'
import type { Did } from './did.ts'
import { parseDidDocument } from './did-document.ts'
import type { DidResolution } from './resolution.ts'

/**
 * The part of fetch that reading a document needs. It has to bound its own time; `maxBytes` is for a client that
 * can stop before it has read too much.
 */
export type FetchDocument = (
  url: string,
  init: {
    headers: Record<string, string>
    redirect: 'error'
    maxBytes: number
    /** Caches on the way are to ask again. */
    cache?: 'no-cache'
  },
) => Promise<Response>

/** `bytes` is the size of what was read, 0 where nothing was. */
export type DidWebAnswer = { resolution: DidResolution; bytes: number }

const maxDocumentBytes = 65_536
const maxDocumentDepth = 16

/**
 * What is asked for.
 * @see https://www.w3.org/TR/did-1.0/#representations
 * @see https://www.w3.org/TR/did-1.1/#representations
 */
const mediaTypes = [
  'application/did+ld+json',
  'application/did+json',
  'application/did',
  'application/json',
  'application/ld+json',
]

/** What hosts say of files that they do not know. A page, or a picture that somebody uploaded, is none. */
const untyped = ['text/plain', 'application/octet-stream']

/** Fetches and reads the document of a did:web from its URL. */
export async function fetchDidWebDocument(
  did: Did,
  url: URL,
  fetch: FetchDocument,
  { fresh = false } = {},
): Promise<DidWebAnswer> {
  try {
    const text = await fetchDocumentText(url, fetch, { fresh })
    return { resolution: readResolution(text, did), bytes: text.length }
  } catch (error) {
    if (!isAppError(error)) throw error
    const outcome = error.code === 'fetch_failed' ? 'unavailable' : 'refused'
    return { resolution: { outcome, code: error.code, detail: error.message }, bytes: 0 }
  }
}

/** At most 64 KiB of JSON. Throws `fetch_failed` for what may be had another time, other codes for what will not. */
export async function fetchDocumentText(
  url: URL,
  fetch: FetchDocument,
  { fresh = false, accepted = mediaTypes }: { fresh?: boolean; accepted?: readonly string[] } = {},
): Promise<string> {
  const ask: FetchDocument = (address, init) =>
    fetch(address, {
      ...init,
      headers: { accept: accepted.join(', ') },
      ...(fresh && { cache: 'no-cache' }),
    })
  return readText(await request(url, ask), accepted)
}

/** Development servers on this machine speak http or https: where http leads to nothing, https is tried. */
async function request(url: URL, fetch: FetchDocument): Promise<Response> {
  const isHttp = url.protocol === 'http:'
  try {
    return await requestOnce(url, fetch)
  } catch (error) {
    const mayBeTls = isHttp && isAppError(error) && error.code === 'fetch_failed'
    if (!mayBeTls) throw error
    return await requestOnce(new URL(url.href.replace(/^http:/, 'https:')), fetch)
  }
}

async function requestOnce(url: URL, fetch: FetchDocument): Promise<Response> {
  try {
    return await fetch(url.href, { headers: {}, redirect: 'error', maxBytes: maxDocumentBytes })
  } catch (cause) {
    if (isAppError(cause)) throw cause
    throw new AppError('fetch_failed', 'The host of the DID could not be asked', { cause })
  }
}

async function readText(response: Response, accepted: readonly string[]): Promise<string> {
  if (response.status === 404 || response.status === 410) {
    throw new AppError('did_not_found', 'The host of the DID has no document for it')
  }
  if (response.status !== 200) {
    throw new AppError('fetch_failed', `The host of the DID answers with status ${response.status}`)
  }
  const mediaType = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!accepted.includes(mediaType) && !untyped.includes(mediaType)) {
    throw new AppError('did_document_malformed', 'The DID document is not served as JSON')
  }
  const bytes = await readBytes(response)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('did_document_malformed', 'The DID document is not UTF-8', { cause })
  }
}

async function readBytes(response: Response): Promise<Uint8Array> {
  const reader = response.body?.getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {}
    if (done || value === undefined) break
    length += value.length
    chunks.push(value)
    if (length > maxDocumentBytes) {
      await reader?.cancel()
      throw new AppError('fetch_too_large', `The DID document is over ${maxDocumentBytes} bytes`)
    }
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}

function readResolution(text: string, did: Did): DidResolution {
  const value = readDocumentJson(text)
  const document = isDeactivated(value) ? undefined : parseDidDocument(value, did)
  return document === undefined ? { outcome: 'deactivated' } : { outcome: 'resolved', document }
}

/** Throws `did_document_malformed`. */
export function readDocumentJson(text: string): unknown {
  try {
    return parseJsonStrict(text, { maxBytes: maxDocumentBytes, maxDepth: maxDocumentDepth })
  } catch (cause) {
    throw new AppError('did_document_malformed', 'The DID document is not sound JSON', { cause })
  }
}

/** Said in the document itself, or in the metadata of a resolution result. Either way it verifies nothing. */
function isDeactivated(value: unknown): boolean {
  if (!isJsonObject(value)) return false
  const metadata = value.didDocumentMetadata
  return value.deactivated === true || (isJsonObject(metadata) && metadata.deactivated === true)
}
