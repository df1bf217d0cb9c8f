import { type BoundedCache, createBoundedCache } from '../../cache/bounded-cache.ts'
import { type ControllerDocument, parseDidDocument } from '../../did/did-document.ts'
import {
  type FetchDocument,
  fetchDocumentText,
  readDocumentJson,
} from '../../did/did-web-document.ts'
import type { Resolution } from '../../did/resolution.ts'
import { parseUrl } from '../../did/url.ts'
import { isAppError } from '../../errors/app-error.ts'
import { deepFreeze } from '../../json/deep-freeze.ts'
import { isJsonObject, type JsonObject } from '../../json/json.ts'
import { beyondReach } from '../ports.ts'
import { hasType, objectsOf } from '../values.ts'

/** What stands at an https URL: `absent` is for good, `unavailable` for now. */
export type FetchedJson =
  | { outcome: 'fetched'; value: unknown }
  | { outcome: 'absent'; code: string; detail: string }
  | { outcome: 'unavailable'; code: string; detail: string }

export type ControllerDocuments = {
  /** The document of a controller that is named by this URL. */
  resolve(url: string, options?: { fresh?: boolean }): Promise<Resolution>
  /** Any JSON, such as a key alone. */
  read(url: string): Promise<FetchedJson>
}

const maxEntries = 500
const maxCachedBytes = 4_194_304
const bytesOfEntry = 256
const ttlSeconds = { fetched: 300, absent: 30, unavailable: 30 } as const

const accepted = [
  ...['application/cid', 'application/did+ld+json', 'application/did+json'],
  ...[
    'application/json',
    'application/ld+json',
    'application/jwk+json',
    'application/jwk-set+json',
  ],
]

/** Documents at https URLs, under the rules that hold for did:web: bounds, caches, one request for all who ask. */
export function createControllerDocuments({
  fetch,
  clock,
}: {
  fetch: FetchDocument
  clock: () => Date
}): ControllerDocuments {
  const cache = createBoundedCache<FetchedJson>({ maxEntries, maxWeight: maxCachedBytes, clock })
  const running = new Map<string, Promise<FetchedJson>>()

  async function read(url: string, { fresh = false } = {}): Promise<FetchedJson> {
    const cached = fresh ? undefined : cache.find(url)
    if (cached) return cached
    const key = `${url} ${fresh}`
    const started = running.get(key) ?? load(url).finally(() => running.delete(key))
    running.set(key, started)
    return started

    async function load(address: string): Promise<FetchedJson> {
      const at = clock()
      const { answer, bytes } = await ask(address, fetch, fresh)
      keep(cache, address, answer, { bytes, at })
      return answer
    }
  }

  return {
    read,
    async resolve(url, options) {
      const answer = await read(url, options)
      if (answer.outcome === 'absent') return { ...answer, outcome: 'refused' }
      return answer.outcome === 'fetched' ? resolutionOf(answer.value, url) : answer
    },
  }
}

/** The same documents for one check, which may not ask everywhere, and nowhere twice anew. */
export function documentsWithin(
  documents: ControllerDocuments,
  mayAsk: (url: string) => boolean,
): ControllerDocuments {
  const anew = new Map<string, Promise<Resolution>>()
  return {
    read: async (url) => (mayAsk(url) ? documents.read(url) : beyondReach),
    async resolve(url, options) {
      if (!mayAsk(url)) return beyondReach
      if (!options?.fresh) return documents.resolve(url)
      const asked = anew.get(url) ?? documents.resolve(url, options)
      anew.set(url, asked)
      return asked
    },
  }
}

function keep(
  cache: BoundedCache<FetchedJson>,
  url: string,
  answer: FetchedJson,
  { bytes, at }: { bytes: number; at: Date },
): void {
  const hasBetter = answer.outcome === 'unavailable' && cache.find(url) !== undefined
  const options = { ttlSeconds: ttlSeconds[answer.outcome], weight: bytes + bytesOfEntry, at }
  if (!hasBetter) cache.set(url, deepFreeze(answer), options)
}

async function ask(
  address: string,
  fetch: FetchDocument,
  fresh: boolean,
): Promise<{ answer: FetchedJson; bytes: number }> {
  const url = parseUrl(address)
  const isAddress = url !== undefined && /^https?:$/.test(url.protocol) && !url.hash
  if (!isAddress || url.username || url.password) {
    const detail = 'This is no address that is asked'
    return { answer: { outcome: 'absent', code: 'address_forbidden', detail }, bytes: 0 }
  }
  try {
    const text = await fetchDocumentText(url, fetch, { fresh, accepted })
    return { answer: { outcome: 'fetched', value: readDocumentJson(text) }, bytes: text.length }
  } catch (error) {
    if (!isAppError(error)) throw error
    const outcome = error.code === 'fetch_failed' ? 'unavailable' : 'absent'
    return { answer: { outcome, code: error.code, detail: error.message }, bytes: 0 }
  }
}

function resolutionOf(value: unknown, url: string): Resolution {
  try {
    const document = parseDidDocument(isJsonObject(value) ? withProfileKeys(value) : value, url)
    const isOver = isJsonObject(value) && value.deactivated === true
    return isOver ? { outcome: 'deactivated' } : { outcome: 'resolved', document }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { outcome: 'refused', code: error.code, detail: error.message }
  }
}

/** The profile of an issuer has one use for a key: what it awards is signed with it. */
function withProfileKeys(document: JsonObject): JsonObject {
  const { publicKey, ...members } = document
  if (!hasType(document, 'Profile', 'Issuer') || publicKey === undefined) return members
  const keys = objectsOf(publicKey).map((key) => ({ controller: document.id, ...key }))
  return { ...members, assertionMethod: [...listedIn(members), ...keys] }
}

function listedIn({ assertionMethod }: Partial<ControllerDocument> & JsonObject): unknown[] {
  return Array.isArray(assertionMethod) ? assertionMethod : []
}
