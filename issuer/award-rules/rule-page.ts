import { translate } from '../../shared/i18n/catalogue.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import { drawQrCode } from '../../shared/look/qr-code.ts'
import { buildRequestLink, buildRequestUri } from '../../shared/oid4vc/oid4vp-request-uri.ts'
import { requestLinkOf } from '../../shared/server/presenting/authorization-request.ts'
import { findAward } from '../awards/award-store.ts'
import { offerView } from '../awards/award-view.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { badgeText } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { stoneOf } from '../badges/badge-view.ts'
import { getProvider } from '../providers/provider-store.ts'
import { type AwardRule, type RuleState, ruleStateOf } from './award-rule.ts'
import { tellNeed } from './needed-badges.ts'
import type { RulePorts } from './rule-ports.ts'
import { type RuleVisit, type VisitOutcome, walletRequestOf } from './rule-visit.ts'

/** `closed`: the provider gives this badge no more, or nothing at all for now. */
export type PageState = RuleState | 'closed'

export async function rulePage(rule: AwardRule, language: Language, ports: RulePorts) {
  const head = await headOf(rule, language, ports)
  return {
    ...head,
    title: translate(language, 'issuer.rule.title', { badge: head.badge.name }),
    ...(await needsOf(rule, language, ports)),
    purpose: translate(language, 'issuer.rule.purpose', { badge: head.badge.name }),
    opensAt: rule.opensAt,
    qr: drawQrCode(`${ports.publicUrl}${head.path}`),
  }
}

/** What the browser that began is shown: the way into its wallet, and later what came of it. */
export async function visitPage(
  { visit, rule }: { visit: RuleVisit; rule: AwardRule },
  language: Language,
  ports: RulePorts,
) {
  const head = await headOf(rule, language, ports)
  const { outcome, hasReturned, expiresAt } = visit
  if (visit.progress === 'waiting') {
    const isLate = expiresAt <= ports.clock().toISOString()
    const stage = isLate ? 'late' : 'waiting'
    const title = translate(language, `issuer.rule.${stage}-title`)
    return { ...head, title, stage, expiresAt, ...(!isLate && (await waysOf(visit, rule, ports))) }
  }
  if (!hasReturned || outcome === undefined) {
    const title = translate(language, 'issuer.rule.returning-title')
    return { ...head, title, stage: 'returning' }
  }
  const title = translate(language, `issuer.rule.${outcome.kind}`)
  return { ...head, title, stage: outcome.kind, ...(await told(outcome, rule, language, ports)) }
}

async function told(outcome: VisitOutcome, rule: AwardRule, language: Language, ports: RulePorts) {
  const { reader } = ports.database
  if (outcome.kind === 'closed') return { state: outcome.state, opensAt: rule.opensAt }
  if (outcome.kind === 'met') {
    const award = await findAward(reader, { provider: rule.provider, id: outcome.awardId })
    const isOpen = award?.status === 'active' && award.claimedAt === null
    return {
      isWithdrawn: award?.status !== 'active',
      ...(isOpen && { offer: await offerView(award, 'reference', ports) }),
    }
  }
  if (!('gaps' in outcome)) return {}
  return {
    gaps: await Promise.all(
      outcome.gaps.map(async ({ need, reason }) => ({
        reason,
        ...(await tellNeed(rule.needs[need] ?? '', language, { ...ports, reader })),
      })),
    ),
  }
}

async function waysOf(visit: RuleVisit, rule: AwardRule, ports: RulePorts) {
  const exchangeId = ports.exchangeIdOf(visit.id)
  const request = await walletRequestOf({ visit, exchangeId, rule }, ports.database.reader)
  const link = requestLinkOf(request, await ports.askerOf(rule, visit.language))
  return { link: buildRequestLink(ports.walletUrl, link), otherLink: buildRequestUri(link) }
}

async function needsOf(rule: AwardRule, language: Language, ports: RulePorts) {
  const { reader } = ports.database
  const count = rule.needs.length
  const isAll = rule.count === count
  return {
    needsTitle: isAll
      ? translate(language, 'issuer.rule.needs-all', { count })
      : translate(language, 'issuer.rule.needs-some', { count: rule.count }),
    ...(!isAll && rule.count > 1 && { choice: rule.count }),
    needs: await Promise.all(
      rule.needs.map((need) => tellNeed(need, language, { ...ports, reader })),
    ),
  }
}

async function headOf(rule: AwardRule, language: Language, ports: RulePorts) {
  const { reader } = ports.database
  const { provider: slug } = rule
  const [badge, provider] = await Promise.all([
    findBadge(reader, { provider: slug, slug: rule.badge }),
    getProvider(reader, slug),
  ])
  if (badge === undefined) throw unknownBadge()
  const text = badgeText(badge.design, language)
  const isGiven = provider.state === 'active' && badge.retiredAt === undefined
  const state: PageState = isGiven ? ruleStateOf(rule, ports.clock()) : 'closed'
  return {
    state,
    path: `/r/${ports.ruleCodeOf(rule)}`,
    badge: { name: text.name, description: text.description, language: text.language },
    stone: stoneOf(badge, language),
    provider: provider.name[language],
    city: ports.city.name(language),
  }
}
