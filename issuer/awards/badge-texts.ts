import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { OpenBadgeCredential } from '../../shared/credential/open-badge.ts'
import type { AwardRow } from './award-store.ts'
import { type BadgeTemplate, valuesOf } from './badge-template.ts'
import type { BadgeBuilder } from './build-badge.ts'

/** A badge that holds marks where others of its sort hold their ids, hashes and places in the status list. */
export type MarkedBadge = { badge: OpenBadgeCredential; marks: readonly string[] }

/** Awards that are alike but for these share one text, built as every badge is. */
export function markBadge(award: AwardRow, build: BadgeBuilder): MarkedBadge {
  const marked: AwardRow = {
    ...award,
    credentialId: `urn:uuid:${randomUUID()}`,
    recipientSalt: randomBytes(16).toString('base64url'),
    // longer than any place, and than what else has digits
    statusIndex: randomInt(2 ** 47, 2 ** 48 - 1),
  }
  return { badge: build(marked), marks: valuesOf(marked) }
}

/** Cuts a text of a marked badge at its marks. */
export function cutText(text: string, marks: readonly string[]): BadgeTemplate {
  const parts = text.split(new RegExp(`(${marks.map(escaped).join('|')})`))
  const template = parts.map((part, place) => (place % 2 === 0 ? part : marks.indexOf(part)))
  const isWhole = marks.every((_, number) => template.includes(number))
  if (!isWhole) throw new Error('a badge does not say what differs between awards')
  return template
}

function escaped(text: string): string {
  return text.replaceAll('$', '\\$')
}
