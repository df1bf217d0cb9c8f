import { readSecured } from '../../../shared/credential/secured.ts'
import { didWebDocumentUrl } from '../../../shared/did/did-web.ts'
import { parseUrl } from '../../../shared/did/url.ts'
import { isAppError } from '../../../shared/errors/app-error.ts'
import { isJsonObject, type JsonObject } from '../../../shared/json/json.ts'
import { idOf, objectsOf } from '../../../shared/verify/values.ts'
import type { HeldBadge } from '../held-badge.ts'

/**
 * The hosts that a check of this badge asks, as origins, as the badge names them: its awarder's, and that of the list
 * of badges taken back. Its owner says yes to them before the first time.
 */
export function hostsToAsk({ summary, text }: Pick<HeldBadge, 'summary' | 'text'>): string[] {
  const [status = {}] = objectsOf(documentOf(text).credentialStatus)
  const list = idOf(status.statusListCredential)
  const addresses = [didAddress(summary.issuer.id), list]
  return [...new Set(addresses.flatMap((address) => originOf(address) ?? []))]
}

function documentOf(text: string): JsonObject {
  try {
    const { document } = readSecured(text)
    return isJsonObject(document) ? document : {}
  } catch (error) {
    if (isAppError(error)) return {}
    throw error
  }
}

/** Where the document of a did:web is; nothing for an identifier of another kind. */
export function didAddress(did: string): string | undefined {
  try {
    // only named here; whether it is asked, the fetch decides
    return didWebDocumentUrl(did, { allowLoopbackHttp: true }).href
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

function originOf(address: string | undefined): string | undefined {
  const url = address === undefined ? undefined : parseUrl(address)
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.origin : undefined
}
