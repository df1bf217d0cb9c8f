import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { audit } from '../log/audit.ts'
import { unknownActivity } from '../registers/activity.ts'
import {
  type ActivityKey,
  getRegister,
  type RegisterRow,
  registerEntity,
} from '../registers/activity-store.ts'
import { putOnRegister, takeAttendance, unknownPerson } from '../registers/keep-register.ts'
import { type CheckedCode, refusedCode } from './check-code.ts'
import { codeUseEntity, findCodeUse } from './code-use-store.ts'

/** Whose code it is, where the register has not seen it before: somebody on it, or somebody new. */
export type WhoItIs = { person: string } | { name: string }

export type Marked = { kind: 'marked'; person: RegisterRow } | { kind: 'unknown' }

/**
 * Notes that the learner of a code is here. The register knows a code's DID once somebody said whose it is; until then
 * nothing is noted, and the code stays unused.
 * @throws AppError learner_code_refused, not_found, conflict
 */
export async function markByCode(
  tx: Transaction,
  input: {
    key: ActivityKey
    day: string
    code: CheckedCode
    who?: WhoItIs | undefined
    actor: Actor
  },
  { clock }: { clock: () => Date },
): Promise<Marked> {
  const { key, day, code, who, actor } = input
  const { holder, ticketHash } = code
  const register = await getRegister(tx, key)
  if (!register.days.includes(day)) throw unknownActivity()
  const known = register.people.find((person) => person.holder === holder)
  const used = await findCodeUse(tx, ticketHash)
  if (used !== undefined) {
    const isSame = used.provider === key.provider && used.activityId === key.id && used.day === day
    if (!isSame || known === undefined || used.personId !== known.id) throw refusedCode('used')
    return { kind: 'marked', person: known }
  }
  const by = { actor, at: clock().toISOString() }
  const person = known ?? (who && (await settle(tx, { key, who, holder }, by)))
  if (person === undefined) return { kind: 'unknown' }
  await takeAttendance(tx, { key, day, here: [person.id], away: [] }, by)
  await tx.insert(codeUseEntity, {
    ...{ ticketHash, provider: key.provider, holder, awardId: null, badge: null },
    ...{ activityId: key.id, day, personId: person.id, usedAt: by.at },
  })
  return { kind: 'marked', person }
}

/** From now on the code's DID is this person, for this register. */
async function settle(
  tx: Transaction,
  { key, who, holder }: { key: ActivityKey; who: WhoItIs; holder: CheckedCode['holder'] },
  by: { actor: Actor; at: string },
): Promise<RegisterRow> {
  const register = await getRegister(tx, key)
  const isMeant = (person: RegisterRow) =>
    'person' in who ? person.id === who.person : isOfName(person, who.name)
  const found = register.people.find((each) => each.holder === null && isMeant(each))
  // whose name is taken by another code is somebody else of that name
  const [person] =
    found === undefined && 'name' in who
      ? await putOnRegister(tx, { register, people: [who] }, by.at)
      : [found]
  if (person === undefined) throw unknownPerson()
  const { provider, activityId, id } = person
  await tx.update(registerEntity, { provider, activityId, id }, { holder })
  await audit(tx, {
    provider,
    actor: by.actor.name,
    action: 'register.person-known',
    subject: id,
    at: by.at,
  })
  return { ...person, holder }
}

function isOfName(person: RegisterRow, name: string): boolean {
  const folded = (text: string) => text.normalize('NFC').toLowerCase()
  return person.email === null && folded(person.name) === folded(name)
}
