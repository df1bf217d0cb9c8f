import type { IdentityObject } from '../../shared/credential/open-badge.ts'
import { hashIdentity } from '../../shared/verify/recipient-check.ts'
import type { AwardRow } from './award-store.ts'

/**
 * Whom the badge was awarded to, hashed: whoever knows the address or the name can check it, nobody can read it
 * from the badge.
 * @see https://www.imsglobal.org/spec/ob/v3p0/#identityobject
 */
export async function recipientIdentifiers(
  award: Pick<AwardRow, 'recipientEmail' | 'recipientName' | 'recipientSalt'>,
): Promise<IdentityObject[]> {
  const { recipientEmail, recipientName, recipientSalt: salt } = award
  const known = [
    // who has no address, and who was forgotten
    ...(recipientEmail === ''
      ? []
      : [{ identityType: 'emailAddress', identity: folded(recipientEmail) }]),
    ...(recipientName === null ? [] : [{ identityType: 'name', identity: recipientName }]),
  ]
  return Promise.all(
    known.map(async ({ identityType, identity }) => ({
      type: 'IdentityObject' as const,
      hashed: true,
      identityHash: await hashIdentity(identity, salt),
      identityType,
      salt,
    })),
  )
}

/** One address is written in many ways. A name is hashed as it is written: that is how others check it. */
function folded(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}
