import { randomUUID } from 'node:crypto'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate } from '../../shared/i18n/dates.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { type AwardRow, findAward } from '../awards/award-store.ts'
import { type MakeAwardPorts, makeAward } from '../awards/make-award.ts'
import { plainOrder } from '../awards/settle-award.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { languagesOf } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { audit } from '../log/audit.ts'
import { hashSecret } from '../oid4vci/claim-secrets.ts'
import { unknownActivity } from '../registers/activity.ts'
import { type ActivityKey, getActivity, getRegister } from '../registers/activity-store.ts'
import {
  type NewWallCode,
  unknownWallCode,
  type WallKey,
  type WallSecrets,
  type WallState,
  wallStateOf,
} from './wall-code.ts'
import {
  findWallUse,
  getWallCode,
  type WallCodeRow,
  wallCodeEntity,
  wallUseEntity,
} from './wall-store.ts'

export type WallPorts = MakeAwardPorts & { wallSecrets: WallSecrets }

/**
 * A code for one session. What takes many sessions to earn cannot be had off the wall of one.
 * @throws AppError not_found, request_malformed, badge_unknown, conflict
 */
export async function makeWallCode(
  tx: Transaction,
  input: { key: ActivityKey; day: string; asked: NewWallCode; actor: Actor },
  { wallSecrets, clock }: Pick<WallPorts, 'wallSecrets' | 'clock'>,
): Promise<WallCodeRow> {
  const { key, day, asked, actor } = input
  const { activity, days } = await getRegister(tx, key)
  if (!days.includes(day)) throw unknownActivity()
  const { provider } = activity
  const badge = asked.badge ?? activity.badge
  if (badge === activity.badge && activity.needed > 1) {
    throw new AppError('conflict', 'This badge takes more than one session. Choose another')
  }
  if ((await findBadge(tx, { provider, slug: badge })) === undefined) throw unknownBadge()
  const now = clock()
  if (new Date(asked.closesAt) <= now) {
    throw new AppError('request_malformed', 'closesAt must be in the future')
  }
  const id = randomUUID()
  const at = now.toISOString()
  const wall: WallCodeRow = {
    provider,
    id,
    activityId: activity.id,
    day,
    badge,
    kind: asked.kind,
    codeHash: hashSecret(wallSecrets.codeOf({ provider, id })),
    opensAt: new Date(asked.opensAt).toISOString(),
    closesAt: new Date(asked.closesAt).toISOString(),
    cap: asked.cap,
    uses: 0,
    createdAt: at,
  }
  await tx.insert(wallCodeEntity, wall)
  await audit(tx, {
    provider,
    actor: actor.name,
    action: 'wall-code.made',
    subject: id,
    detail: { badge, kind: asked.kind, cap: asked.cap },
    at,
  })
  return wall
}

/** The code stops at once. @throws AppError not_found */
export async function endWallCode(
  tx: Transaction,
  input: { key: WallKey & { activityId: string }; actor: Actor },
  { clock }: Pick<WallPorts, 'clock'>,
): Promise<void> {
  const { provider, id, closesAt } = await getWallCode(tx, input.key)
  const at = clock().toISOString()
  if (closesAt <= at) return
  await tx.update(wallCodeEntity, { provider, id }, { closesAt: at })
  await audit(tx, { provider, actor: input.actor.name, action: 'wall-code.ended', subject: id, at })
}

export type Taken = { kind: 'taken'; award: AwardRow } | { kind: Exclude<WallState, 'open'> }

/**
 * Awards the badge of the wall to whoever stands before it: counted and capped, and once for each `use`.
 * @throws AppError not_found, badge_unknown, provider_inactive
 */
export async function takeBadge(
  tx: Transaction,
  input: { wall: WallKey; use: string; name?: string | undefined; language: Language },
  ports: WallPorts,
): Promise<Taken> {
  const { provider, id } = input.wall
  const wall = await tx.findOneBy(wallCodeEntity, { provider, id })
  if (wall === null) throw unknownWallCode()
  const taken = await findWallUse(tx, input.wall, input.use)
  if (taken !== undefined) {
    const award = await findAward(tx, { provider, id: taken.awardId })
    if (award === undefined) throw unknownWallCode()
    return { kind: 'taken', award }
  }
  const now = ports.clock()
  const state = wallStateOf(wall, now)
  if (state !== 'open') return { kind: state }
  const award = await awardOf(tx, { ...input, wall }, ports)
  await tx.increment(wallCodeEntity, { provider, id }, 'uses', 1)
  await tx.insert(wallUseEntity, {
    provider,
    wallId: id,
    id: input.use,
    name: input.name ?? null,
    awardId: award.id,
    usedAt: now.toISOString(),
  })
  return { kind: 'taken', award }
}

async function awardOf(
  tx: Transaction,
  input: { wall: WallCodeRow; name?: string | undefined; language: Language },
  ports: WallPorts,
): Promise<AwardRow> {
  const { wall, name } = input
  const { provider } = wall
  const activity = await getActivity(tx, { provider, id: wall.activityId })
  const badge = await findBadge(tx, { provider, slug: wall.badge })
  if (badge === undefined) throw unknownBadge()
  const spoken = languagesOf(badge.design)
  const language = spoken.includes(input.language) ? input.language : badge.design.mainLanguage
  return makeAward(
    tx,
    {
      request: {
        ...plainOrder,
        badge: `${provider}/${wall.badge}`,
        language,
        recipient: { kind: 'person', ...(name !== undefined && { name }) },
        evidence: [
          {
            name: activity.name,
            narrative: translate(language, 'issuer.wall.evidence', {
              day: formatDate(wall.day, language, 'UTC'),
            }),
          },
        ],
      },
      actor: { name: `wall-code:${wall.id}`, provider },
    },
    ports,
  )
}
