import { translate } from '../../shared/i18n/catalogue.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { type AwardMailPorts, sendAward } from '../awards/award-mail.ts'
import type { AwardRow } from '../awards/award-store.ts'
import { type MakeAwardPorts, makeAward } from '../awards/make-award.ts'
import { type AwardOrder, plainOrder } from '../awards/settle-award.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { findBadge } from '../badges/badge-store.ts'
import { standingOf } from './activity.ts'
import {
  type ActivityKey,
  countAttendance,
  getRegister,
  type Register,
  type RegisterRow,
  registerEntity,
} from './activity-store.ts'

export type AwardRegisterPorts = MakeAwardPorts & AwardMailPorts

/** Who has reached the rule and has no badge from this register yet. */
export function dueOf(register: Register): RegisterRow[] {
  const counts = countAttendance(register)
  return register.people.filter(
    ({ id, awardId }) =>
      awardId === null && standingOf(counts.get(id) ?? 0, register.activity).hasReached,
  )
}

/**
 * Awards the badge to all who reached the rule, in the given unit: each once, however often and by however many it is
 * asked for.
 * @param input.people only these of them; unless given, all
 * @throws AppError not_found, badge_unknown, provider_inactive
 */
export async function awardRegister(
  tx: Transaction,
  input: { key: ActivityKey; people?: readonly string[] | undefined; actor: Actor },
  ports: AwardRegisterPorts,
): Promise<AwardRow[]> {
  const { key, people, actor } = input
  const register = await getRegister(tx, key)
  const { activity } = register
  const badge = await findBadge(tx, { provider: activity.provider, slug: activity.badge })
  if (badge === undefined) throw unknownBadge()
  const wanted = people === undefined ? undefined : new Set(people)
  const due = dueOf(register).filter(({ id }) => wanted === undefined || wanted.has(id))
  const counts = countAttendance(register)
  const held = new Set(register.attendance.map(({ day }) => day)).size
  const awards: AwardRow[] = []
  for (const person of due) {
    const request = requestFor(person, {
      badge: `${activity.provider}/${activity.badge}`,
      evidence: [
        {
          name: activity.name,
          narrative: translate(badge.design.mainLanguage, 'issuer.register.evidence', {
            came: counts.get(person.id) ?? 0,
            held,
          }),
        },
      ],
    })
    const award = await makeAward(tx, { request, actor }, ports)
    const { provider, activityId, id } = person
    await tx.update(registerEntity, { provider, activityId, id }, { awardId: award.id })
    awards.push(person.email === null ? award : await sendAward(tx, award, { actor, ports }))
  }
  return awards
}

function requestFor(
  { name, email }: RegisterRow,
  asked: Pick<AwardOrder, 'badge' | 'evidence'>,
): AwardOrder {
  return {
    ...asked,
    ...plainOrder,
    recipient: { kind: 'person', name, ...(email !== null && { email }) },
  }
}
