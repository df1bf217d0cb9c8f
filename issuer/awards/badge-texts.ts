import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { assertCredential } from '../../shared/credential/model-issues.ts'
import { credentialJwtPayload } from '../../shared/credential/vc-jwt.ts'
import type { AwardRow } from './award-store.ts'
import { type BadgeTemplate, valuesOf } from './badge-template.ts'
import type { BadgeBuilder } from './build-badge.ts'

/**
 * Makes the texts of the payloads of many awards as vc+jwt. Awards that are alike but for their ids, hashes and places
 * in the status list share one text: it is built as every badge is, and looked at, from an award that holds marks where
 * they differ.
 * @throws AppError credential_malformed
 */
export function createBadgeTexts(build: BadgeBuilder): (award: AwardRow) => BadgeTemplate {
  const templates = new Map<string, BadgeTemplate>()
  return (award) => {
    const sort = sortOf(award)
    const template = templates.get(sort) ?? makeTemplate(award, build)
    templates.set(sort, template)
    return template
  }
}

function sortOf(award: AwardRow): string {
  const { awardedAt, validUntil, evidence, statusList, recipientEmail, recipientName } = award
  const isKnown = [recipientEmail !== '', recipientName !== null]
  return JSON.stringify([awardedAt, validUntil, evidence, statusList, ...isKnown])
}

function makeTemplate(award: AwardRow, build: BadgeBuilder): BadgeTemplate {
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
