import { z } from 'zod'
import { createBoundedCache } from '../../cache/bounded-cache.ts'
import { isAppError } from '../../errors/app-error.ts'
import { parseJsonStrict } from '../../json/json.ts'
import type { CheckCode } from '../check-codes.ts'
import { maxCredentialBytes } from '../limits.ts'
import type { FurtherVerification, VerificationPorts } from '../ports.ts'
import { hasType, idOf } from '../values.ts'

const zEntry = z.looseObject({
  id: z.url({ protocol: /^https?$/ }).max(2048),
  type: z.unknown(),
})

const zRevoked = z.looseObject({ id: z.string(), revoked: z.boolean().optional() })

/** The standard calls the member one way in its text and another in its examples. */
const zRevocationList = z.looseObject({
  id: z.string(),
  issuer: z.union([z.string(), z.looseObject({ id: z.string() })]),
  revokedCredentials: z.array(zRevoked).optional(),
  revokedCredential: z.array(zRevoked).optional(),
})

type RevocationList = { id: string; issuer: string | undefined; revoked: ReadonlySet<string> }
type Reading = RevocationList | CheckCode<'status'>

const maxEntries = 100
const maxCachedBytes = 16 * 1_048_576
/** As long as a status list that does not say how long it may be used. */
const ttlSeconds = 300

export type RevocationLists = {
  /** The same lists, and loads of its own: whoever begins one gives it the bounds that they have. */
  reader(): FurtherVerification['findStatus']
}

/**
 * Reads the status method of 1EdTech: a list of the ids of revoked credentials at the address that the issuer signed. It
 * carries no signature, so it counts as far as that address does, and must be named for itself and its issuer.
 * @see https://www.imsglobal.org/spec/vcrl/v1p0/
 */
export function createRevocationLists(clock: () => Date): RevocationLists {
  const cache = createBoundedCache<RevocationList>({ maxEntries, maxWeight: maxCachedBytes, clock })

  async function load(url: string, ports: ListPorts): Promise<Reading> {
    const at = clock()
    const fetched = await ports.fetchStatusList(url)
    if (fetched.outcome !== 'fetched') {
      return fetched.outcome === 'refused' ? 'list_refused' : 'list_unreachable'
    }
    const list = readList(fetched.body)
    if (list === undefined) return 'list_malformed'
    cache.set(url, list, { ttlSeconds, weight: fetched.body.length, at })
    return list
  }

  return {
    reader() {
      const running = new Map<string, Promise<Reading>>()
      return async (entry, { document, issuer }, ports) => {
        if (!hasType(entry, '1EdTechRevocationList')) return undefined
        const parsed = zEntry.safeParse(entry)
        const id = idOf(document.id)
        if (!parsed.success || id === undefined) return 'entry_malformed'
        const { id: url } = parsed.data
        const list = cache.find(url) ?? (await loadOnce(url, ports))
        if (typeof list === 'string') return list
        if (list.issuer !== issuer) return 'list_of_another_issuer'
        // another list of the same issuer, served here, would answer for other credentials
        if (list.id !== url) return 'list_not_verified'
        return list.revoked.has(id) ? 'revoked' : 'ok'
      }

      function loadOnce(url: string, ports: ListPorts): Promise<Reading> {
        const loading = running.get(url) ?? load(url, ports).finally(() => running.delete(url))
        running.set(url, loading)
        return loading
      }
    },
  }
}

type ListPorts = Pick<VerificationPorts, 'fetchStatusList'>

function readList(body: string): RevocationList | undefined {
  const list = zRevocationList.safeParse(readJson(body))
  if (!list.success) return undefined
  const { id, issuer, revokedCredentials, revokedCredential } = list.data
  const entries = revokedCredentials ?? revokedCredential
  if (entries === undefined) return undefined
  const revoked = entries.filter((entry) => entry.revoked !== false).map((entry) => entry.id)
  return { id, issuer: idOf(issuer), revoked: new Set(revoked) }
}

function readJson(body: string): unknown {
  try {
    return parseJsonStrict(body, { maxBytes: maxCredentialBytes, maxDepth: 8, maxValues: 200_000 })
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
