import { Buffer } from 'node:buffer'
import type { AwardRow } from './award-store.ts'
import { recipientIdentifiers } from './recipient.ts'

/** A badge's text, cut where one award differs from another: at odd places what stands there, by its number. */
export type BadgeTemplate = readonly (string | number)[]

/** What differs. None of it needs escaping in JSON, nor in N-Quads. */
export function valuesOf(award: AwardRow): string[] {
  const hashes = recipientIdentifiers(award).map(({ identityHash }) => identityHash)
  return [award.credentialId, award.recipientSalt, String(award.statusIndex), ...hashes]
}

/** Writes a badge's text in UTF-8 into `target`, which is long enough. @returns where it ends */
export type WriteBadge = (values: readonly string[], target: Buffer, start?: number) => number

export function createBadgeWriter(template: BadgeTemplate): WriteBadge {
  const parts = template.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))
  return (values, target, start = 0) => {
    let end = start
    for (const part of parts) {
      if (typeof part === 'number') end += target.write(values[part] ?? '', end, 'latin1')
      else end += part.copy(target, end)
    }
    return end
  }
}

/** No badge of the template is longer: what differs are ids, hashes, signatures and numbers. */
export function mostBytesOfBadge(template: BadgeTemplate): number {
  const texts = template.map((part) => (typeof part === 'string' ? Buffer.byteLength(part) : 128))
  return texts.reduce((sum, length) => sum + length, 0)
}
