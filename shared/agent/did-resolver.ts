import { type DIDResolver, Resolver } from 'did-resolver'
import { createBoundedCache } from '../cache/bounded-cache.ts'
import { remembering } from '../cache/remembering.ts'
import { type Did, didMethod, parseDid } from '../did/did.ts'
import { didJwkDocument } from '../did/did-jwk.ts'
import { didKeyDocument } from '../did/did-key.ts'
import { didWebDocumentUrl } from '../did/did-web.ts'
import { type FetchDocument, fetchDidWebDocument } from '../did/did-web-document.ts'
import type { KeyReaders } from '../did/public-key.ts'
import type { DidResolution, ResolveDid } from '../did/resolution.ts'
import { AppError, isAppError } from '../errors/app-error.ts'
import { deepFreeze } from '../json/deep-freeze.ts'
import { didResolutionResult } from './did-resolution-result.ts'

export type DidResolverOptions = {
  fetch: FetchDocument
  clock: () => Date
  /** Resolve did:web:localhost, over http. For development and tests only. */
  allowLoopbackHttp?: boolean
  /** Of keys in did:key and did:jwk. Default: of those that Waymark signs with. */
  keys?: KeyReaders
  /** Documents and failures kept. Default 1000. */
  maxEntries?: number
  /** How long a removed key may go on verifying. Default 300. */
  positiveTtlSeconds?: number
  /** How long a failure is believed. Default 30. */
  negativeTtlSeconds?: number
}

/** What all kept documents may weigh together, in bytes of their text. */
const maxCachedBytes = 8_388_608
const bytesOfEntry = 256

/**
 * Resolves did:web, did:key and did:jwk, for our own code as `resolveDid` and for Veramo as `veramoResolver`. Both
 * stand on one cache: a DID is asked for once however many need it at a time, and again when its time to live
 * has passed. Documents are frozen.
 */
export function createDidResolver(options: DidResolverOptions): {
  resolveDid: ResolveDid
  veramoResolver: Resolver
} {
  const { fetch, clock, allowLoopbackHttp = false, maxEntries = 1000, keys } = options
  const { positiveTtlSeconds = 300, negativeTtlSeconds = 30 } = options
  const limits = { maxEntries, maxWeight: maxCachedBytes, clock }
  const cache = createBoundedCache<DidResolution>(limits)
  const running = new Map<string, Promise<DidResolution>>()
  const unfold = remembering((did) => readOwnDocument(did, keys))

  async function load(did: Did, url: URL, fresh: boolean): Promise<DidResolution> {
    const at = clock()
    const { resolution, bytes } = await fetchDidWebDocument(did, url, fetch, { fresh })
    const isFailure = resolution.outcome === 'refused' || resolution.outcome === 'unavailable'
    const hasBetter = resolution.outcome === 'unavailable' && cache.find(did) !== undefined
    const ttlSeconds = isFailure ? negativeTtlSeconds : positiveTtlSeconds
    const weight = bytes + bytesOfEntry
    if (!hasBetter) cache.set(did, deepFreeze(resolution), { ttlSeconds, weight, at })
    return resolution
  }

  async function loadOnce(did: Did, url: URL, fresh: boolean): Promise<DidResolution> {
    const key = `${did} ${fresh}`
    const started = running.get(key) ?? load(did, url, fresh).finally(() => running.delete(key))
    running.set(key, started)
    return started
  }

  const resolveDid: ResolveDid = async (did, { fresh = false } = {}) => {
    try {
      const kept = fresh ? undefined : cache.find(did)
      if (kept !== undefined) return kept
      const method = didMethod(parseDid(did))
      if (method === 'key' || method === 'jwk') return unfold(did)
      if (method !== 'web') throw unsupported(method)
      return await loadOnce(did, didWebDocumentUrl(did, { allowLoopbackHttp }), fresh)
    } catch (error) {
      if (!isAppError(error)) throw error
      return { outcome: 'refused', code: error.code, detail: error.message }
    }
  }

  const resolveForVeramo: DIDResolver = async (_did, { did }) =>
    // resolveDid parses its input, so a string that is not a Did is refused there
    didResolutionResult(await resolveDid(did as Did))
  const registry = { web: resolveForVeramo, key: resolveForVeramo, jwk: resolveForVeramo }
  return { resolveDid, veramoResolver: new Resolver(registry) }
}

/** The documents that DIDs hold in themselves. */
function readOwnDocument(text: string, keys: KeyReaders | undefined): DidResolution {
  const did = parseDid(text)
  const isKey = didMethod(did) === 'key'
  const document = isKey ? didKeyDocument(did, keys) : didJwkDocument(did, keys)
  return deepFreeze({ outcome: 'resolved', document })
}

function unsupported(method: string): AppError {
  const message = `DIDs of the method ${method} are not supported, only web, key and jwk`
  return new AppError('did_method_unsupported', message)
}
