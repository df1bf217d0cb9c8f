import { parseUrl } from '../../did/url.ts'
import { isJsonObject, type JsonObject } from '../../json/json.ts'
import { idOf, listOf } from '../values.ts'

/**
 * Is the address one at which the issuer says that its badges stand? Without a word from the issuer that is its own
 * host. Where it names both the beginnings of addresses and hosts, both must fit.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#VerificationObject
 */
export function isWithinScope(address: string, issuer: JsonObject): boolean {
  const { verification } = issuer
  const policy = isJsonObject(verification) ? verification : {}
  const beginnings = listOf(policy.startsWith)
  // as it is asked for, without the dots that lead out of a folder
  const asked = parseUrl(address)?.href ?? ''
  const hasBeginning = beginnings.some(
    (beginning) => typeof beginning === 'string' && asked.startsWith(beginning),
  )
  return (beginnings.length === 0 || hasBeginning) && isOnHostOf(address, issuer)
}

/** On one of the hosts that the issuer allows, else on its own. */
export function isOnHostOf(address: string, issuer: JsonObject): boolean {
  const { verification } = issuer
  const url = parseUrl(address)
  if (url === undefined || url.username + url.password !== '') return false
  const allowed = isJsonObject(verification) ? listOf(verification.allowedOrigins) : []
  const own = parseUrl(idOf(issuer.id) ?? '')?.host
  if (allowed.length === 0) return own === url.host
  return allowed.some(
    (origin) =>
      origin === url.host || origin === url.hostname || parseUrl(String(origin))?.host === url.host,
  )
}
