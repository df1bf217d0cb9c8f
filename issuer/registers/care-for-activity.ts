import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { unknownGroup } from '../groups/group-request.ts'
import { findGroup, listMembers } from '../groups/group-store.ts'
import { audit } from '../log/audit.ts'
import type { AuditAction } from '../log/audit-entry.ts'
import {
  type ActivityKey,
  activityEntity,
  activitySessionEntity,
  getActivity,
  getRegister,
  type Register,
  registerEntity,
} from './activity-store.ts'
import { addPeople } from './keep-register.ts'

type By = { actor: Actor; at: string }

/** @throws AppError not_found */
export async function renameActivity(
  tx: Transaction,
  { key, name }: { key: ActivityKey; name: string },
  by: By,
): Promise<void> {
  await change(tx, key, { name }, { ...by, action: 'activity.renamed' })
}

/** Puts an activity away, out of the list, with all that is known of it. @throws AppError not_found */
export async function archiveActivity(tx: Transaction, key: ActivityKey, by: By): Promise<void> {
  await change(tx, key, { archivedAt: by.at }, { ...by, action: 'activity.archived' })
}

/** @throws AppError not_found */
export async function restoreActivity(tx: Transaction, key: ActivityKey, by: By): Promise<void> {
  await change(tx, key, { archivedAt: null }, { ...by, action: 'activity.restored' })
}

async function change(
  tx: Transaction,
  key: ActivityKey,
  changes: { name: string } | { archivedAt: string | null },
  { actor, at, action }: By & { action: AuditAction },
): Promise<void> {
  const { provider, id } = await getActivity(tx, key)
  await tx.update(activityEntity, { provider, id }, changes)
  await audit(tx, { provider, actor: actor.name, action, subject: id, at })
}

/** Whether anything came of it: then it is put away, and not deleted. */
export function isUsed({ people, attendance }: Pick<Register, 'people' | 'attendance'>): boolean {
  return attendance.length > 0 || people.some(({ awardId }) => awardId !== null)
}

/**
 * Deletes an activity that nobody came to and no badge came of.
 * @param input.hasWalls whether a code hangs on one of its walls
 * @throws AppError not_found, conflict
 */
export async function deleteActivity(
  tx: Transaction,
  { key, hasWalls }: { key: ActivityKey; hasWalls: boolean },
  { actor, at }: By,
): Promise<void> {
  const register = await getRegister(tx, key)
  if (hasWalls || isUsed(register)) {
    throw new AppError('conflict', 'This activity was used. Put it away rather than delete it')
  }
  const { provider, id } = register.activity
  await tx.delete(registerEntity, { provider, activityId: id })
  await tx.delete(activitySessionEntity, { provider, activityId: id })
  await tx.delete(activityEntity, { provider, id })
  await audit(tx, { provider, actor: actor.name, action: 'activity.deleted', subject: id, at })
}

/** Puts the people of a saved group on the register. @returns how many were new @throws AppError not_found, conflict */
export async function addGroupToRegister(
  tx: Transaction,
  { key, group }: { key: ActivityKey; group: string },
  by: By,
): Promise<number> {
  const found = await findGroup(tx, { provider: key.provider, id: group })
  if (found === undefined) throw unknownGroup()
  const members = await listMembers(tx, found)
  const people = members.map(({ name, email }) => ({ name: name ?? email, email }))
  return (await addPeople(tx, { key, people }, by)).count
}
