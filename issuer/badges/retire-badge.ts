import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { audit } from '../log/audit.ts'
import { unknownBadge } from './achievement-id.ts'
import type { Badge } from './badge.ts'
import { addBadgeEvent } from './badge-event-store.ts'
import { findBadge, retireVersions } from './badge-store.ts'
import type { DraftKey } from './draft-store.ts'

/**
 * From now on the badge is awarded no more. Who has it keeps it, and who was awarded it can still take it. A version
 * that is published later brings it back.
 * @throws AppError badge_unknown
 */
export async function retireBadge(
  tx: Transaction,
  input: DraftKey & { reason: string; actor: Actor; at: string },
): Promise<Badge> {
  const { provider, slug, reason, actor, at } = input
  const badge = await findBadge(tx, { provider, slug })
  if (badge === undefined) throw unknownBadge()
  if (badge.retiredAt !== undefined) return badge
  const { version } = badge
  await retireVersions(tx, { provider, slug, at })
  const event = { provider, badge: slug, version, actor: actor.name, at }
  await addBadgeEvent(tx, { ...event, kind: 'retired', words: reason })
  await audit(tx, {
    provider,
    actor: actor.name,
    action: 'badge.retired',
    subject: slug,
    detail: { version },
    at,
  })
  return { ...badge, retiredAt: at }
}
