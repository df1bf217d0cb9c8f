import { randomBytes } from 'node:crypto'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { achievementIdsOf } from '../badges/achievement.ts'
import { type ClaimSecrets, hashSecret } from '../oid4vci/claim-secrets.ts'
import { assertActive } from '../providers/provider-store.ts'
import type { StatusPlace } from '../status/status-entry-store.ts'
import { allocateStatus } from '../status/status-store.ts'
import type { AwardRow } from './award-store.ts'
import { uuidAt } from './award-uuid.ts'
import { keepAwards } from './keep-awards.ts'
import { prepareAwards } from './prepare-awards.ts'
import {
  type AwardOrder,
  type BadgeLookup,
  createBadgeLookup,
  type NewAward,
  settleAward,
} from './settle-award.ts'

export type MakeAwardPorts = { publicUrl: string; secrets: ClaimSecrets; clock: () => Date }

/**
 * Awards a badge: the award with its credential's id and issue time, its place in a status list, a leaf of the
 * log for each language and a line of the audit, all in the given unit. Nothing is signed before the claim.
 * @throws AppError badge_unknown, forbidden, provider_inactive, request_malformed
 */
export async function makeAward(
  tx: Transaction,
  input: { request: AwardOrder; actor: Actor },
  ports: MakeAwardPorts,
): Promise<AwardRow> {
  const badges = createBadgeLookup(tx)
  const [award] = await placeSettled(tx, [await settleAward(input, badges, ports)], {
    ...ports,
    badges,
  })
  if (award === undefined) throw new Error('an award was not made')
  return award
}

/** As makeAward, once it is settled what is awarded and to whom. @throws AppError provider_inactive */
export async function placeAward(
  tx: Transaction,
  settled: NewAward,
  ports: MakeAwardPorts,
): Promise<AwardRow> {
  // what was awarded before can still be put right
  if (settled.replaces !== null) await assertActive(tx, settled.badge.provider)
  const [award] = await placeSettled(tx, [settled], { ...ports, badges: createBadgeLookup(tx) })
  if (award === undefined) throw new Error('an award was not made')
  return award
}

/** Awards what is settled, of whatever providers and badges, in a few statements. */
export async function placeSettled(
  tx: Transaction,
  settled: readonly NewAward[],
  {
    publicUrl,
    secrets,
    clock,
    badges,
  }: MakeAwardPorts & { badges: Pick<BadgeLookup, 'openLists'> },
): Promise<AwardRow[]> {
  const now = clock()
  const at = now.toISOString()
  const random = randomSource(settled.length * randomOfAward)
  const newUuid = () => uuidAt(now.getTime(), random(10))
  const orders = new Map(settled.map((order) => [order.id ?? newUuid(), order]))
  const places = await allocateAll(tx, orders, { at, badges })
  const awards = [...orders].map(([id, order]): AwardRow => {
    const { badge, actor, isSent = false, holder = null, id: _, ...said } = order
    const { provider } = badge
    const place = places.get(id)
    if (place === undefined) throw new Error('an award has no place in a status list')
    const offerGeneration = 1
    return {
      provider,
      id,
      badge: badge.slug,
      badgeVersion: badge.version,
      credentialId: `urn:uuid:${newUuid()}`,
      recipientSalt: random(16).toString('base64url'),
      awardedAt: at,
      statusList: place.list,
      statusIndex: place.index,
      status: 'active',
      statusReason: null,
      statusAt: null,
      offerGeneration,
      claimHash: hashSecret(secrets.claimIdOf({ provider, id, offerGeneration })),
      wrongTxCodes: 0,
      holder,
      isHolderNamed: holder !== null,
      claimedAt: null,
      replacedBy: null,
      sentAt: isSent ? at : null,
      ...said,
    }
  })
  const orderOf = ({ id }: AwardRow) => {
    const order = orders.get(id)
    if (order === undefined) throw new Error('an award that nobody ordered')
    return order
  }
  const idsOf = (award: AwardRow) => achievementIdsOf(orderOf(award).badge, publicUrl)
  await keepAwards(tx, prepareAwards(awards, idsOf), (award) => orderOf(award).actor.name)
  return awards
}

/** Two ids and a salt. */
const randomOfAward = 36

/** Hands out random bytes of one draw: many small draws take longer. */
function randomSource(size: number): (length: number) => Buffer {
  const drawn = randomBytes(size)
  let used = 0
  return (length) => {
    used += length
    if (used > size) throw new RangeError('more random bytes are asked for than were drawn')
    return drawn.subarray(used - length, used)
  }
}

/** A list of each provider and purpose. */
async function allocateAll(
  tx: Transaction,
  orders: ReadonlyMap<string, NewAward>,
  { at, badges }: { at: string; badges: Pick<BadgeLookup, 'openLists'> },
): Promise<ReadonlyMap<string, StatusPlace>> {
  const lists = new Map<string, { wanted: Parameters<typeof allocateStatus>[1]; ids: string[] }>()
  for (const [id, { badge }] of orders) {
    const wanted = { provider: badge.provider, purpose: badge.design.statusPurpose, at }
    const name = `${wanted.provider} ${wanted.purpose}`
    const list = lists.get(name) ?? { wanted, ids: [] }
    list.ids.push(id)
    lists.set(name, list)
  }
  const places = new Map<string, StatusPlace>()
  for (const { wanted, ids } of lists.values()) {
    const open = await badges.openLists(wanted.provider)
    for (const [id, place] of await allocateStatus(tx, wanted, ids, open)) places.set(id, place)
  }
  return places
}
