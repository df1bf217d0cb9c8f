import { EntitySchema } from 'typeorm'
import type { Reader } from '../../shared/node/database/database.ts'
import type { ActivityKey } from '../registers/activity-store.ts'
import { unknownWallCode, type WallKey, type WallKind } from './wall-code.ts'

/** A code on the wall of a session. */
export type WallCodeRow = {
  provider: string
  id: string
  activityId: string
  day: string
  badge: string
  kind: WallKind
  codeHash: string
  opensAt: string
  closesAt: string
  cap: number
  uses: number
  createdAt: string
}

export const wallCodeEntity = new EntitySchema<WallCodeRow>({
  name: 'wall_code',
  columns: {
    provider: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    activityId: { type: 'varchar', name: 'activity_id' },
    day: { type: 'varchar' },
    badge: { type: 'varchar' },
    kind: { type: 'varchar' },
    codeHash: { type: 'varchar', name: 'code_hash' },
    opensAt: { type: 'varchar', name: 'opens_at' },
    closesAt: { type: 'varchar', name: 'closes_at' },
    cap: { type: 'integer' },
    uses: { type: 'integer' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

/** Somebody took a badge off the wall. */
export type WallUseRow = {
  provider: string
  wallId: string
  id: string
  /** What they chose to say. */
  name: string | null
  awardId: string
  usedAt: string
}

export const wallUseEntity = new EntitySchema<WallUseRow>({
  name: 'wall_use',
  columns: {
    provider: { type: 'varchar', primary: true },
    wallId: { type: 'varchar', primary: true, name: 'wall_id' },
    id: { type: 'varchar', primary: true },
    name: { type: 'varchar', nullable: true },
    awardId: { type: 'varchar', name: 'award_id' },
    usedAt: { type: 'varchar', name: 'used_at' },
  },
})

/** @throws AppError not_found */
export async function getWallCode(
  reader: Reader,
  { provider, id, activityId }: WallKey & { activityId: string },
): Promise<WallCodeRow> {
  const wall = await reader.findOneBy(wallCodeEntity, { provider, id, activityId })
  if (wall === null) throw unknownWallCode()
  return wall
}

export async function findWallCodeByHash(
  reader: Reader,
  codeHash: string,
): Promise<WallCodeRow | undefined> {
  return (await reader.findOneBy(wallCodeEntity, { codeHash })) ?? undefined
}

export async function listWallCodes(
  reader: Reader,
  { provider, id: activityId }: ActivityKey,
  day: string,
): Promise<WallCodeRow[]> {
  return reader.find(wallCodeEntity, {
    where: { provider, activityId, day },
    order: { createdAt: 'ASC', id: 'ASC' },
  })
}

export async function listWallUses(
  reader: Reader,
  { provider, id: wallId }: WallKey,
): Promise<WallUseRow[]> {
  return reader.find(wallUseEntity, {
    where: { provider, wallId },
    order: { usedAt: 'ASC', id: 'ASC' },
  })
}

export async function findWallUse(
  reader: Reader,
  { provider, id: wallId }: WallKey,
  use: string,
): Promise<WallUseRow | undefined> {
  return (await reader.findOneBy(wallUseEntity, { provider, wallId, id: use })) ?? undefined
}
