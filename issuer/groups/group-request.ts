import { randomUUID } from 'node:crypto'
import type { Request } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { inProvider } from '../../shared/server/guarded-routes.ts'
import { zSlug } from '../../shared/server/slug.ts'
import type { AwardMailPorts } from '../awards/award-mail.ts'
import { type HandOverPorts, makeReady } from '../awards/hand-over.ts'
import { listAwards } from '../awards/list-awards.ts'
import { findGroup, type GroupRow } from './group-store.ts'
import { maxPeopleAtOnce, type Person } from './people-lines.ts'

export type GroupPorts = AwardMailPorts & HandOverPorts

export const zGroupName = z.string().trim().min(1).max(100)
export const zGroupAward = z.strictObject({
  badge: zSlug,
  notify: z.boolean().default(true),
  members: z.array(z.uuid()).max(maxPeopleAtOnce).optional(),
})

export function newGroup(provider: string, name: string, { clock }: GroupPorts): GroupRow {
  return { provider, id: randomUUID(), name, createdAt: clock().toISOString() }
}

export function memberOf({ provider, id: groupId }: GroupRow) {
  return (person: Person) => ({
    provider,
    groupId,
    id: randomUUID(),
    ...person,
  })
}

export async function getGroup(request: Request, { database }: GroupPorts): Promise<GroupRow> {
  const key = { provider: inProvider(request), id: String(request.params.group) }
  const group = await findGroup(database.reader, key)
  if (group === undefined) throw unknownGroup()
  return group
}

export function unknownGroup(): AppError {
  return new AppError('not_found', 'There is no such group')
}

/** The awards of one unit stand in one list, or in two where the first was full. */
export async function readyNewest(
  provider: string,
  badge: string,
  ports: GroupPorts,
): Promise<void> {
  const newest = await listAwards(ports.database.reader, {
    provider,
    badge,
    limit: maxPeopleAtOnce,
  })
  const lists = new Map(newest.map((award) => [award.statusList, award]))
  for (const award of lists.values()) await makeReady({ ...award, delivery: 'claim' }, ports)
}
