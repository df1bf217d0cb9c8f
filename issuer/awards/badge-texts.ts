import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { assertCredential } from '../../shared/credential/model-issues.ts'
import { credentialJwtPayload } from '../../shared/credential/vc-jwt.ts'
import type { AwardRow } from './award-store.ts'
import type { BadgeBuilder } from './build-badge.ts'
import { recipientIdentifiers } from './recipient.ts'

/** A badge's text, cut where one award differs from another: at odd places what stands there, by its number. */
type Template = readonly (string | number)[]

/**
 * Writes the payloads of many awards as vc+jwt. Awards that are alike but for their ids, hashes and places in the
 * status list share one text: it is built as every badge is, and looked at, from an award that holds marks where they
 * differ.
 * @throws AppError credential_malformed
 */
export function createBadgeWriter(build: BadgeBuilder): (award: AwardRow) => string {
  const templates = new Map<string, Template>()
  return (award) => {
    const sort = sortOf(award)
    const template = templates.get(sort) ?? makeTemplate(award, build)
    templates.set(sort, template)
    const values = valuesOf(award)
    let text = ''
    for (const part of template) text += typeof part === 'string' ? part : (values[part] ?? '')
    return text
  }
}

function sortOf(award: AwardRow): string {
  const { awardedAt, validUntil, evidence, statusList, recipientEmail, recipientName } = award
  const isKnown = [recipientEmail !== '', recipientName !== null]
  return JSON.stringify([awardedAt, validUntil, evidence, statusList, ...isKnown])
}

/** What differs. None of it needs escaping in JSON. */
function valuesOf(award: AwardRow): string[] {
  const hashes = recipientIdentifiers(award).map(({ identityHash }) => identityHash)
  return [award.credentialId, award.recipientSalt, String(award.statusIndex), ...hashes]
}

function makeTemplate(award: AwardRow, build: BadgeBuilder): Template {
  const marked: AwardRow = {
    ...award,
    credentialId: `urn:uuid:${randomUUID()}`,
    recipientSalt: randomBytes(16).toString('base64url'),
    // longer than any place, and than what else has digits
    statusIndex: randomInt(2 ** 47, 2 ** 48 - 1),
  }
  const badge = build(marked)
  assertCredential(badge)
  const marks = valuesOf(marked)
  const parts = JSON.stringify(credentialJwtPayload(badge)).split(
    new RegExp(`(${marks.map(escaped).join('|')})`),
  )
  const template = parts.map((part, place) => (place % 2 === 0 ? part : marks.indexOf(part)))
  const isWhole = marks.every((_, number) => template.includes(number))
  if (!isWhole) throw new Error('a badge does not say what differs between awards')
  return template
}

function escaped(text: string): string {
  return text.replaceAll('$', '\\$')
}
