import { z } from 'zod'
import { isOpenBadge2Context, readDate } from '../../credential/open-badge-2.ts'
import type { JsonObject } from '../../json/json.ts'
import { listOf } from '../values.ts'

/**
 * The members that Open Badges 2.0 requires, and the types of those that decide something. Version 1 asked for less:
 * neither ids nor types nor an issuer's e-mail.
 * @see https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html#open-badges-vocabulary
 */
export type PartName = 'Assertion' | 'BadgeClass' | 'Issuer'

const text = z.string().min(1)
const reference = z.union([text, z.looseObject({})], { error: 'must be an address or an object' })
const date = z.unknown().refine((value) => readDate(value) !== undefined, {
  error: 'must be a date and time of ISO 8601',
})
// from its beginning: looked for at every T, the end of a megabyte of them would keep the thread for minutes
const zonedDate = z
  .string()
  .regex(/^[\d-]+T[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/, { error: 'must have a time zone' })

const assertion = z.looseObject({
  recipient: z.looseObject({
    type: z.union([text, z.array(text).min(1)]),
    identity: text,
    hashed: z.boolean(),
    salt: z.string().optional(),
  }),
  badge: reference,
  issuedOn: date,
  expires: date.optional(),
  revoked: z.boolean().optional(),
})
const badgeClass = z.looseObject({
  name: text,
  description: z.string(),
  image: reference,
  criteria: reference,
  issuer: reference,
})
const issuer = z.looseObject({ name: text, url: text })

const version1 = { Assertion: assertion, BadgeClass: badgeClass, Issuer: issuer }
const version2 = {
  Assertion: assertion.extend({
    id: text,
    type: typeOf('Assertion'),
    issuedOn: date.and(zonedDate),
    expires: date.and(zonedDate).optional(),
  }),
  BadgeClass: badgeClass.extend({ id: text, type: typeOf('BadgeClass') }),
  Issuer: issuer.extend({ id: text, type: typeOf('Issuer', 'Profile'), email: text }),
}

function typeOf(...names: string[]) {
  return z.unknown().refine((type) => listOf(type).some((each) => names.includes(String(each))), {
    error: `must include ${names.join(' or ')}`,
  })
}

/** The first rule that the part breaks, in words that name no value; undefined where it breaks none. */
export function brokenRule(name: PartName, part: JsonObject, isVersion2: boolean) {
  const model = (isVersion2 ? version2 : version1)[name]
  const [issue] = model.safeParse(part).error?.issues ?? []
  return issue && `${[name, ...issue.path.map(String)].join('.')} ${issue.message}`
}

export function isVersion2(assertion: JsonObject): boolean {
  return listOf(assertion['@context']).some(isOpenBadge2Context)
}
