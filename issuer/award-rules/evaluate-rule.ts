import type { CredentialReport } from '../../shared/verify/report.ts'
import type { AwardRule } from './award-rule.ts'

/** Why a needed badge does not count. */
export const gapReasons = ['missing', 'invalid', 'unknown', 'issuer'] as const

export type Gap = { need: number; reason: (typeof gapReasons)[number] }

export type Finding = { kind: 'met' } | { kind: 'unmet' | 'unknown'; gaps: Gap[] }

/** A badge that was shown for a need, and what the checks say of it. */
export type ShownBadge = {
  need: number
  report: Pick<CredentialReport, 'verdict' | 'credential'>
}

/**
 * Does what was shown meet the rule? Only what is proven counts. What could not be checked never does; where it could
 * make the difference, the answer is `unknown` and not `unmet`.
 */
export function evaluateRule(
  rule: Pick<AwardRule, 'needs' | 'count' | 'issuers'>,
  shown: readonly ShownBadge[],
): Finding {
  const reasons = rule.needs.map((_, need) => reasonOf(need, rule, shown))
  const count = (wanted: Gap['reason'] | undefined) =>
    reasons.filter((reason) => reason === wanted).length
  const proven = count(undefined)
  if (proven >= rule.count) return { kind: 'met' }
  const gaps = reasons.flatMap((reason, need) => (reason === undefined ? [] : [{ need, reason }]))
  return { kind: proven + count('unknown') >= rule.count ? 'unknown' : 'unmet', gaps }
}

const bestFirst: readonly (Gap['reason'] | undefined)[] = [
  undefined,
  'unknown',
  'issuer',
  'invalid',
]

/** Of the best of the badges that were shown for it; undefined where it counts. */
function reasonOf(
  need: number,
  { issuers }: Pick<AwardRule, 'issuers'>,
  shown: readonly ShownBadge[],
): Gap['reason'] | undefined {
  const found = shown.filter((one) => one.need === need)
  if (found.length === 0) return 'missing'
  const reasons = found.map(({ report: { verdict, credential } }): Gap['reason'] | undefined => {
    if (verdict !== 'valid') return verdict
    const isNamed = issuers.some((issuer) => issuer === credential?.issuer.id)
    return issuers.length === 0 || isNamed ? undefined : 'issuer'
  })
  return bestFirst.find((reason) => reasons.includes(reason))
}
