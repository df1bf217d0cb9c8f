import { hash } from 'node:crypto'
import type { IdentityObject } from '../../shared/credential/open-badge.ts'
import type { AwardRow } from './award-store.ts'

/**
 * Whom the badge was awarded to, hashed: whoever knows the address or the name can check it, nobody can read it
 * from the badge.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#identityobject
 */
export function recipientIdentifiers(
  award: Pick<AwardRow, 'recipientEmail' | 'recipientName' | 'recipientSalt'>,
): IdentityObject[] {
  const { recipientEmail, recipientName, recipientSalt: salt } = award
  const known = [
    // who has no address, and who was forgotten
    ...(recipientEmail === ''
      ? []
      : [{ identityType: 'emailAddress', identity: folded(recipientEmail) }]),
    ...(recipientName === null ? [] : [{ identityType: 'name', identity: recipientName }]),
  ]
  return known.map(({ identityType, identity }) => ({
    type: 'IdentityObject' as const,
    hashed: true,
    // as hashIdentity, which waits for a thread: here there are thousands at a time
    identityHash: `sha256$${hash('sha256', identity + salt)}`,
    identityType,
    salt,
  }))
}

/** One address is written in many ways. A name is hashed as it is written: that is how others check it. */
function folded(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}
