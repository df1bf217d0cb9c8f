import type { OpenBadge2 } from '../credential/open-badge-2.ts'
import { isJsonObject } from '../json/json.ts'
import { skillsIn } from '../skills/skill-alignments.ts'
import { check, completeChecks } from './check.ts'
import { checkNames } from './check-names.ts'
import type { CredentialReport, CredentialSummary } from './report.ts'
import { idOf, listOf } from './values.ts'

/** Where nobody may be asked about it: what the badge says of itself. Nothing of it is checked, so nothing of it is proven. */
export function reportOpenBadge2(badge: OpenBadge2, clock: () => Date): CredentialReport {
  return {
    kind: 'credential',
    verdict: 'unknown',
    checks: completeChecks([check('shape', 'open_badge_2')], checkNames),
    credential: summariseOpenBadge2(badge),
    securedWith: `open-badge-2-${badge.securing}`,
    checkedAt: clock().toISOString(),
  }
}

export function summariseOpenBadge2({
  id,
  badgeClass,
  issuer,
  issuedOn,
  expires,
}: OpenBadge2): CredentialSummary {
  const { criteria, alignment } = badgeClass
  const narrative = isJsonObject(criteria) ? textOf(criteria.narrative) : undefined
  const description = textOf(badgeClass.description)
  const earnedBy = narrative ?? idOf(criteria)
  const image = idOf(badgeClass.image)
  const name = textOf(issuer.name)
  // one may stand by itself
  const skills = skillsIn(listOf(alignment))
  return {
    types: ['Assertion'],
    issuer: { id: idOf(issuer.id) ?? '', ...(name !== undefined && { name }) },
    ...(id !== undefined && { id }),
    achievement: {
      id: idOf(badgeClass.id) ?? '',
      name: textOf(badgeClass.name) ?? '',
      ...(description !== undefined && { description }),
      ...(earnedBy !== undefined && { criteria: earnedBy }),
      ...(image !== undefined && { image }),
      ...(skills.length > 0 && { skills }),
    },
    ...(issuedOn !== undefined && { validFrom: issuedOn }),
    ...(expires !== undefined && { validUntil: expires }),
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
