import type { Did } from '../../shared/did/did.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate } from '../../shared/i18n/dates.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import { type MakeAwardPorts, makeAward } from '../awards/make-award.ts'
import { plainOrder } from '../awards/settle-award.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { languagesOf } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { audit } from '../log/audit.ts'
import { type RuleKey, type RuleState, ruleStateOf } from './award-rule.ts'
import { addRuleUse, countUse, findRuleUse, getRule, uncountUse } from './rule-store.ts'

export type RuleAward = { kind: 'met'; awardId: string } | { kind: 'closed'; state: RuleState }

/**
 * Awards the badge of a rule to who showed what it needs: to that DID alone, and once, on however many nodes it is asked
 * for at a time.
 * @param input.shownHash of what was shown, which is all that is kept of it
 * @throws AppError not_found, badge_unknown, badge_retired, provider_inactive
 */
export async function awardByRule(
  tx: Transaction,
  input: { key: RuleKey; holder: Did; language: Language; shownHash: string },
  ports: MakeAwardPorts,
): Promise<RuleAward> {
  const { key, holder, shownHash } = input
  const before = await findRuleUse(tx, key, holder)
  if (before !== undefined) return { kind: 'met', awardId: before.awardId }
  const rule = await getRule(tx, key)
  const now = ports.clock()
  const state = ruleStateOf(rule, now)
  if (state !== 'open') return { kind: 'closed', state }
  if (!(await countUse(tx, key))) return { kind: 'closed', state: 'full' }
  // counting let one in after the other: who came first for this holder is seen only now
  const meanwhile = await findRuleUse(tx, key, holder)
  if (meanwhile !== undefined) {
    await uncountUse(tx, key)
    return { kind: 'met', awardId: meanwhile.awardId }
  }
  const { provider } = rule
  const badge = await findBadge(tx, { provider, slug: rule.badge })
  if (badge === undefined) throw unknownBadge()
  const spoken = languagesOf(badge.design)
  const language = spoken.includes(input.language) ? input.language : badge.design.mainLanguage
  const at = now.toISOString()
  const narrative = translate(language, 'issuer.rule.evidence', {
    day: formatDate(at, language, 'UTC'),
  })
  const award = await makeAward(
    tx,
    {
      request: {
        ...plainOrder,
        badge: `${provider}/${rule.badge}`,
        language,
        recipient: { kind: 'person' },
        holder,
        evidence: [{ name: rule.name, narrative }],
      },
      actor: { name: `award-rule:${rule.id}`, provider },
    },
    ports,
  )
  await addRuleUse(tx, { provider, ruleId: rule.id, holder, awardId: award.id, usedAt: at })
  await audit(tx, {
    provider,
    actor: `award-rule:${rule.id}`,
    action: 'award-rule.met',
    subject: award.id,
    detail: { rule: rule.id, shown: shownHash },
    at,
  })
  return { kind: 'met', awardId: award.id }
}
