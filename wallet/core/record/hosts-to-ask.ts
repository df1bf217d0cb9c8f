import {
  type OpenBadge2,
  readOpenBadge2,
  verificationOf,
} from '../../../shared/credential/open-badge-2.ts'
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
export function hostsToAsk({
  summary,
  text,
  report,
}: Pick<HeldBadge, 'summary' | 'text' | 'report'>): string[] {
  const old = readOpenBadge2(text)
  const addresses = old ? partsToAsk(old, report) : [summary.issuer.id, ...listsOf(text)]
  return [...new Set(addresses.flatMap((address) => originOf(address) ?? []))]
}

function listsOf(text: string): (string | undefined)[] {
  return objectsOf(documentOf(text).credentialStatus).map(
    ({ id, statusListCredential }) => idOf(statusListCredential) ?? idOf(id),
  )
}

/** An Open Badge 2.0 is put together from its parts, and the last check may have found where the next ones stand. */
function partsToAsk(
  { securing, id, assertion, badgeClass, issuer }: OpenBadge2,
  { credential }: HeldBadge['report'],
): (string | undefined)[] {
  return [
    securing === 'hosted' ? id : idOf(verificationOf(assertion).creator),
    idOf(badgeClass.id),
    idOf(issuer.id),
    credential?.issuer.id,
  ]
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
  const url = address === undefined ? undefined : parseUrl(didAddress(address) ?? address)
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.origin : undefined
}
