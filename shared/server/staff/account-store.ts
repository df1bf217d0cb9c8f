import { In } from 'typeorm'
import { AppError } from '../../errors/app-error.ts'
import type { Reader, Transaction } from '../../node/database/database.ts'
import type { Membership, Scope } from '../access.ts'
import {
  type AccountRow,
  accountEntity,
  type MembershipRow,
  membershipEntity,
} from './staff-entities.ts'

export type StaffAccount = Pick<AccountRow, 'id' | 'email' | 'name'>

/** Mail servers may tell upper from lower case; nobody's does. */
export function normalizedEmail(email: string): string {
  return email.trim().toLowerCase()
}

export async function findAccount(reader: Reader, id: string): Promise<AccountRow | undefined> {
  return (await reader.findOneBy(accountEntity, { id })) ?? undefined
}

export async function findAccountByEmail(
  reader: Reader,
  email: string,
): Promise<AccountRow | undefined> {
  return (await reader.findOneBy(accountEntity, { email: normalizedEmail(email) })) ?? undefined
}

/** @throws AppError not_found */
export async function getAccount(reader: Reader, id: string): Promise<AccountRow> {
  const account = await findAccount(reader, id)
  if (account !== undefined) return account
  throw unknownPerson()
}

export async function listMemberships(reader: Reader, accountId: string): Promise<Membership[]> {
  const rows = await reader.find(membershipEntity, {
    where: { accountId },
    order: { scope: 'ASC' },
  })
  return rows.map(({ scope, role }) => ({ scope, role }))
}

export async function findMembership(
  reader: Reader,
  key: { accountId: string; scope: Scope },
): Promise<MembershipRow | undefined> {
  return (await reader.findOneBy(membershipEntity, key)) ?? undefined
}

/** Who is no member there does not exist there. @throws AppError not_found */
export async function getMembership(
  reader: Reader,
  { accountId, scope }: { accountId: string; scope: Scope },
): Promise<MembershipRow> {
  const membership = await findMembership(reader, { accountId, scope })
  if (membership !== undefined) return membership
  throw unknownPerson()
}

function unknownPerson(): AppError {
  return new AppError('not_found', 'There is no such person here')
}

/** Gives somebody a role there, in place of the one they have. */
export async function setRole(tx: Transaction, membership: MembershipRow): Promise<void> {
  const { accountId, scope, role } = membership
  const { affected } = await tx.update(membershipEntity, { accountId, scope }, { role })
  if (affected === 0) await tx.insert(membershipEntity, membership)
}

export type Member = {
  account: StaffAccount & Pick<AccountRow, 'language'>
  role: string
  since: string
}

/** Who works there, by name. */
export async function listMembers(reader: Reader, scope: Scope): Promise<Member[]> {
  const memberships = await reader.findBy(membershipEntity, { scope })
  if (memberships.length === 0) return []
  const ids = memberships.map(({ accountId }) => accountId)
  const accounts = await reader.findBy(accountEntity, { id: In(ids) })
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const members = memberships.map(({ accountId, role, createdAt }) => {
    const account = byId.get(accountId)
    if (account === undefined) throw unknownPerson()
    const { id, email, name, language } = account
    return { account: { id, email, name, language }, role, since: createdAt }
  })
  return members.sort((a, b) => a.account.name.localeCompare(b.account.name))
}
