import { randomUUID } from 'node:crypto'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { assertAwarded } from '../awards/settle-award.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { findBadge } from '../badges/badge-store.ts'
import { audit } from '../log/audit.ts'
import { hashSecret } from '../oid4vci/claim-secrets.ts'
import type { AwardRule, NewAwardRule, RuleCodeOf, RuleKey } from './award-rule.ts'
import { neededIds } from './needed-badges.ts'
import { addRule, getRule, setPaused } from './rule-store.ts'

export type ChangeRulePorts = { publicUrl: string; ruleCodeOf: RuleCodeOf; clock: () => Date }

/** @throws AppError badge_unknown | badge_retired | request_malformed */
export async function makeRule(
  tx: Transaction,
  input: { provider: string; asked: NewAwardRule; actor: Actor },
  { publicUrl, ruleCodeOf, clock }: ChangeRulePorts,
): Promise<AwardRule> {
  const { provider, asked, actor } = input
  const badge = await findBadge(tx, { provider, slug: asked.badge })
  if (badge === undefined) throw unknownBadge()
  assertAwarded(badge)
  const given = await neededIds(`${provider}/${asked.badge}`, { reader: tx, publicUrl })
  for (const need of asked.needs) {
    const ids = await neededIds(need, { reader: tx, publicUrl })
    if (ids.some((id) => given.includes(id))) {
      throw new AppError('request_malformed', 'needs: a badge cannot be asked for to get itself')
    }
  }
  const now = clock()
  if (asked.closesAt !== undefined && new Date(asked.closesAt) <= now) {
    throw new AppError('request_malformed', 'closesAt: must be in the future')
  }
  const id = randomUUID()
  const at = now.toISOString()
  const rule: AwardRule = {
    ...{ provider, id, name: asked.name, badge: asked.badge },
    needs: asked.needs,
    count: asked.count ?? asked.needs.length,
    issuers: asked.issuers,
    opensAt: instant(asked.opensAt),
    closesAt: instant(asked.closesAt),
    cap: asked.cap ?? null,
    uses: 0,
    isPaused: false,
    createdAt: at,
  }
  await addRule(tx, rule, hashSecret(ruleCodeOf(rule)))
  const detail = { badge: asked.badge, needs: asked.needs.length, count: rule.count }
  await audit(tx, {
    ...{ provider, actor: actor.name, action: 'award-rule.made', subject: id, detail, at },
  })
  return rule
}

/** Nobody gets the badge by a rule that is paused. What was given stays. @throws AppError not_found */
export async function pauseRule(
  tx: Transaction,
  input: { key: RuleKey; isPaused: boolean; actor: Actor },
  { clock }: Pick<ChangeRulePorts, 'clock'>,
): Promise<void> {
  const { key, isPaused, actor } = input
  const { provider, id } = await getRule(tx, key)
  if (!(await setPaused(tx, { provider, id }, isPaused))) return
  await audit(tx, {
    provider,
    actor: actor.name,
    action: isPaused ? 'award-rule.paused' : 'award-rule.resumed',
    subject: id,
    at: clock().toISOString(),
  })
}

function instant(text: string | undefined): string | null {
  return text === undefined ? null : new Date(text).toISOString()
}
