import type { OpenBadge2 } from '../../credential/open-badge-2.ts'
import { isJsonObject } from '../../json/json.ts'
import { check } from '../check.ts'
import type { Check } from '../report.ts'
import { idOf, listOf } from '../values.ts'
import { isWebAddress } from './parts.ts'
import type { OpenBadge2Port } from './port.ts'

/**
 * Does the list that the issuer's profile names hold the badge? By its id, or by the uid that badges had before version
 * 1.1. The list need not say whose it is: the profile does.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#RevocationList
 */
export async function checkRevocationList(
  { assertion, issuer }: OpenBadge2,
  port: OpenBadge2Port,
): Promise<Check> {
  if (assertion.revoked === true) return check('status', 'revoked')
  if (issuer.revocationList === undefined) return check('status', 'none')
  const address = idOf(issuer.revocationList)
  if (!isWebAddress(address)) return check('status', 'list_refused')
  const fetched = await port.fetchPart(address)
  if (fetched.outcome === 'unavailable') return check('status', 'list_unreachable')
  if (fetched.outcome !== 'fetched') return check('status', 'list_refused')
  const { revokedAssertions } = fetched.document
  const entries = listOf(revokedAssertions)
  if (revokedAssertions === undefined || !entries.every(isEntry)) {
    return check('status', 'list_malformed')
  }
  const isNamed = entries.some((entry) => {
    const isId = assertion.id !== undefined && idOf(entry) === assertion.id
    const uid = isJsonObject(entry) ? entry.uid : entry
    return isId || (assertion.uid !== undefined && uid === assertion.uid)
  })
  return check('status', isNamed ? 'revoked' : 'ok')
}

function isEntry(entry: unknown): boolean {
  if (!isJsonObject(entry)) return typeof entry === 'string'
  return typeof entry.id === 'string' || typeof entry.uid === 'string'
}
