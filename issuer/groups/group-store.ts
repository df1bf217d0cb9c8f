import { EntitySchema } from 'typeorm'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'

/** A named list of people, to award to again and again. */
export type GroupRow = { provider: string; id: string; name: string; createdAt: string }

export type GroupMemberRow = {
  provider: string
  groupId: string
  id: string
  /** In small letters: once in a group. */
  email: string
  name: string | null
  /** In which the badge is offered, where it has it. */
  language: Language | null
}

export const groupEntity = new EntitySchema<GroupRow>({
  name: 'learner_group',
  columns: {
    provider: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    name: { type: 'varchar' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

export const groupMemberEntity = new EntitySchema<GroupMemberRow>({
  name: 'learner_group_member',
  columns: {
    provider: { type: 'varchar', primary: true },
    groupId: { type: 'varchar', primary: true, name: 'group_id' },
    id: { type: 'varchar', primary: true },
    email: { type: 'varchar' },
    name: { type: 'varchar', nullable: true },
    language: { type: 'varchar', nullable: true },
  },
})

export type GroupKey = Pick<GroupRow, 'provider' | 'id'>

export async function findGroup(
  reader: Reader,
  { provider, id }: GroupKey,
): Promise<GroupRow | undefined> {
  return (await reader.findOneBy(groupEntity, { provider, id })) ?? undefined
}

export async function listGroups(reader: Reader, provider: string): Promise<GroupRow[]> {
  return reader.find(groupEntity, { where: { provider }, order: { name: 'ASC', id: 'ASC' } })
}

export async function listMembers(
  reader: Reader,
  { provider, id: groupId }: GroupKey,
): Promise<GroupMemberRow[]> {
  return reader.find(groupMemberEntity, {
    where: { provider, groupId },
    order: { name: 'ASC', email: 'ASC' },
  })
}

/** How many people are in each group of a provider, by the group's id. */
export async function countMembers(reader: Reader, provider: string): Promise<Map<string, number>> {
  const rows: { groupId: string; members: number | string }[] = await reader
    .createQueryBuilder(groupMemberEntity, 'member')
    .select('member.groupId', 'groupId')
    .addSelect('COUNT(*)', 'members')
    .where('member.provider = :provider', { provider })
    .groupBy('member.groupId')
    .getRawMany()
  return new Map(rows.map(({ groupId, members }) => [groupId, Number(members)]))
}

export async function addGroup(tx: Transaction, group: GroupRow): Promise<void> {
  await tx.insert(groupEntity, group)
}

export async function removeGroup(tx: Transaction, { provider, id }: GroupKey): Promise<void> {
  await tx.delete(groupMemberEntity, { provider, groupId: id })
  await tx.delete(groupEntity, { provider, id })
}

/** Who is there already stays as they are. */
export async function addMembers(
  tx: Transaction,
  members: readonly GroupMemberRow[],
): Promise<void> {
  if (members.length === 0) return
  await tx
    .createQueryBuilder()
    .insert()
    .into(groupMemberEntity)
    .values([...members])
    .orIgnore()
    .execute()
}

export async function removeMember(
  tx: Transaction,
  { provider, groupId, id }: Pick<GroupMemberRow, 'provider' | 'groupId' | 'id'>,
): Promise<void> {
  await tx.delete(groupMemberEntity, { provider, groupId, id })
}

/** Out of every group of every provider; rarely asked, so it looks through the table. */
export async function forgetMember(tx: Transaction, email: string): Promise<void> {
  await tx.delete(groupMemberEntity, { email: email.toLowerCase() })
}
