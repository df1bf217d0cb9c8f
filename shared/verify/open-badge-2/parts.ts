import {
  asObject,
  type OpenBadge2,
  verificationOf,
  withAssertion,
} from '../../credential/open-badge-2.ts'
import { parseUrl } from '../../did/url.ts'
import { isJsonObject, type JsonObject } from '../../json/json.ts'
import { check } from '../check.ts'
import type { Check } from '../report.ts'
import { idOf, listOf } from '../values.ts'
import { brokenRule, isVersion2 } from './model.ts'
import type { OpenBadge2Port, PartFetch } from './port.ts'

/** A badge with its class and issuer as their own addresses have them; what stood in the way of that. */
export type Whole = { badge: OpenBadge2; problem?: Check }

export type PartOutcome = Exclude<PartFetch, { outcome: 'gone' }>

/**
 * Puts together what an Open Badge 2.0 only names. What has a web address is believed from there alone: a copy in the
 * assertion was written by whoever wrote that. Asks the issuer last, whose word decides.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/examples/index.html#open-badges-in-linked-data-0
 */
export async function readWhole(badge: OpenBadge2, port: OpenBadge2Port): Promise<Whole> {
  const isNew = isVersion2(badge.assertion)
  const broken = brokenRule('Assertion', badge.assertion, isNew)
  if (broken !== undefined) return { badge, problem: check('shape', 'badge_invalid', broken) }

  const badgeClass = await readPart(badge.badgeClass, isNew, port)
  if (badgeClass.outcome === 'unavailable') {
    return { badge, problem: check('issuer-key', 'issuer_unreachable') }
  }
  if (badgeClass.outcome === 'refused') {
    const detail = 'BadgeClass must stand at its address, under that id'
    return { badge, problem: check('shape', 'badge_invalid', detail) }
  }
  const classed = { ...badge, badgeClass: badgeClass.document }
  const brokenClass = brokenRule('BadgeClass', badgeClass.document, isNew)
  if (brokenClass !== undefined) {
    return { badge: classed, problem: check('shape', 'badge_invalid', brokenClass) }
  }

  const named = asObject(badgeClass.document.issuer)
  if (!isWebAddress(named.id)) {
    return {
      badge: { ...classed, issuer: named },
      problem: check('issuer-key', 'issuer_unsupported'),
    }
  }
  const issuer = await readPart(named, isNew, port)
  if (issuer.outcome !== 'fetched') {
    const code = issuer.outcome === 'refused' ? 'issuer_not_found' : 'issuer_unreachable'
    return { badge: { ...classed, issuer: named }, problem: check('issuer-key', code) }
  }
  const whole = { ...classed, issuer: issuer.document }
  const brokenIssuer = brokenRule('Issuer', issuer.document, isNew)
  if (brokenIssuer === undefined) return { badge: whole }
  return { badge: whole, problem: check('shape', 'badge_invalid', brokenIssuer) }
}

/** The part under its address, which must call itself by it; one without an address as it is. */
async function readPart(
  part: JsonObject,
  isNew: boolean,
  port: OpenBadge2Port,
): Promise<PartOutcome> {
  if (!isWebAddress(part.id)) {
    return Object.keys(part).length > 1
      ? { outcome: 'fetched', document: part }
      : { outcome: 'refused' }
  }
  return fetchNamed(part.id, port, isNew)
}

/** What stands at an address, if it calls itself by that; before version 2 it need not call itself anything. */
export async function fetchNamed(
  id: string,
  port: OpenBadge2Port,
  mustSayId: boolean,
): Promise<PartOutcome> {
  const fetched = await port.fetchPart(id)
  if (fetched.outcome === 'gone') return { outcome: 'refused' }
  if (fetched.outcome !== 'fetched') return fetched
  const { document } = fetched
  const said = idOf(document.id)
  if (said === undefined && !mustSayId) return { outcome: 'fetched', document: { ...document, id } }
  return said === id ? fetched : { outcome: 'refused' }
}

export function isWebAddress(value: unknown): value is string {
  return typeof value === 'string' && /^https?:$/.test(parseUrl(value)?.protocol ?? '')
}

const verificationTypes = {
  hosted: ['HostedBadge', 'hosted'],
  signed: ['SignedBadge', 'signed'],
}

/** Does the assertion say of itself that it is proven in this way? */
export function isProvenBy(securing: OpenBadge2['securing'], assertion: JsonObject): boolean {
  const types = listOf(verificationOf(assertion).type)
  return types.some((type) => verificationTypes[securing].includes(String(type)))
}

/** The assertion as its host has it, if that is one. */
export function asHosted(badge: OpenBadge2, document: JsonObject): OpenBadge2 | undefined {
  return isJsonObject(document.recipient) ? withAssertion(badge, document) : undefined
}
