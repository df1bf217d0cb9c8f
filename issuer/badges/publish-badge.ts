import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { audit } from '../log/audit.ts'
import { assertActive, getProvider } from '../providers/provider-store.ts'
import { type ProviderPorts, publishProvider } from '../providers/publish-provider.ts'
import { readQualityRule } from '../quality/quality-rule.ts'
import { listBadgeStandards } from '../standards/badge-standard-store.ts'
import { publishTrustList, type TrustListPorts } from '../trust/publish-trust-list.ts'
import { noteTrustChange } from '../trust/trust-version.ts'
import { type Badge, parseBadgeDesign } from './badge.ts'
import { finishDesign } from './badge-draft.ts'
import { addBadgeEvent } from './badge-event-store.ts'
import { addBadgeVersion, findBadge } from './badge-store.ts'
import { type DraftKey, deleteDraft, getDraft } from './draft-store.ts'

export type PublishBadgePorts = ProviderPorts & TrustListPorts

/**
 * Makes the next version of a badge out of its draft, which is gone then. Awards of earlier versions stay as they are.
 * The city's trust list changes only where an accreditation covers the badge by its name, layer or skills.
 * @throws AppError not_found, conflict, provider_inactive, request_malformed
 */
export async function publishBadge(
  { provider, slug, actor }: DraftKey & { actor: Actor },
  ports: PublishBadgePorts,
): Promise<Badge> {
  const at = ports.clock().toISOString()
  const badge = await ports.database.transact((tx) => addVersion(tx, { provider, slug, actor, at }))
  await publishProvider(await getProvider(ports.database.reader, provider), ports)
  await publishTrustList(ports)
  return badge
}

async function addVersion(
  tx: Transaction,
  { provider, slug, actor, at }: DraftKey & { actor: Actor; at: string },
): Promise<Badge> {
  const draft = await getDraft(tx, { provider, slug })
  await assertActive(tx, provider)
  const { needsCheck } = await readQualityRule(tx)
  if (needsCheck && draft.state !== 'approved') {
    throw new AppError('conflict', 'The city asks for a check before a badge is published')
  }
  const finished = finishDesign(draft.design, await listBadgeStandards(tx))
  if ('faults' in finished) {
    throw new AppError(
      'request_malformed',
      `The draft is not finished: ${finished.faults.join(', ')}`,
    )
  }
  const newest = await findBadge(tx, { provider, slug })
  const version = (newest?.version ?? 0) + 1
  const design = parseBadgeDesign(finished.design)
  const badge: Badge = { provider, slug, version, design, createdAt: at }
  await addBadgeVersion(tx, badge)
  await deleteDraft(tx, { provider, slug })
  const event = { provider, badge: slug, version, actor: actor.name, at }
  await addBadgeEvent(tx, { ...event, kind: 'published' })
  await audit(tx, {
    provider,
    actor: actor.name,
    action: 'badge.published',
    subject: slug,
    detail: { version },
    at,
  })
  await noteTrustChange(tx)
  return badge
}
