import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { zAwardRequest } from '../awards/award.ts'
import { type AwardMailPorts, sendAward } from '../awards/award-mail.ts'
import type { AwardRow } from '../awards/award-store.ts'
import { makeAward } from '../awards/make-award.ts'
import { languagesOf } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { type GroupKey, listMembers } from './group-store.ts'
import { maxPeopleAtOnce } from './people-lines.ts'

/**
 * Awards a badge to people of a group, all or none of them.
 * @param input.members ids of who earned it; everybody unless given
 * @throws AppError request_malformed for nobody or too many, and those of makeAward
 */
export async function awardGroup(
  tx: Transaction,
  input: {
    group: GroupKey
    badge: string
    notify: boolean
    members?: ReadonlySet<string> | undefined
    actor: Actor
  },
  ports: AwardMailPorts,
): Promise<AwardRow[]> {
  const { group, badge, notify, members, actor } = input
  const everybody = await listMembers(tx, group)
  const earners = everybody.filter(({ id }) => members?.has(id) ?? true)
  if (earners.length === 0 || earners.length > maxPeopleAtOnce) {
    throw new AppError('request_malformed', `members: name 1 to ${maxPeopleAtOnce} people`)
  }
  const awards: AwardRow[] = []
  const found = await findBadge(tx, { provider: group.provider, slug: badge })
  const spoken = found === undefined ? [] : languagesOf(found.design)
  for (const { email, name, language } of earners) {
    const recipient = { email, ...(name !== null && { name }) }
    const request = zAwardRequest.parse({
      badge: `${group.provider}/${badge}`,
      recipient,
      notify,
      ...(language !== null && spoken.includes(language) && { language }),
    })
    const award = await makeAward(tx, { request, actor }, ports)
    awards.push(notify ? await sendAward(tx, award, { actor, ports }) : award)
  }
  return awards
}
