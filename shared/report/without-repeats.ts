import type { CredentialReport } from '../verify/report.ts'
import type { JudgedBadge } from './need-groups.ts'

/**
 * A badge that was sent in two ways is one badge. Only what is proven is taken together: who changes a badge and keeps
 * its id hides nothing by it. Of two the one stays that its owner showed, in the place of the first.
 */
export function withoutRepeats(badges: readonly JudgedBadge[]): JudgedBadge[] {
  const kept = new Map<string | JudgedBadge, JudgedBadge>()
  for (const badge of badges) {
    const key = keyOf(badge) ?? badge
    const before = kept.get(key)
    if (before === undefined || (!isShownByOwner(before) && isShownByOwner(badge))) {
      kept.set(key, badge)
    }
  }
  return [...kept.values()]
}

/** Nothing for what is not proven or has no id of its own. */
function keyOf({ report: { credential }, row }: JudgedBadge): string | undefined {
  if (row.result !== 'valid' || credential?.id === undefined) return undefined
  const { id, issuer, achievement, subjectId } = credential
  return JSON.stringify([issuer.id, id, achievement?.id, subjectId])
}

function isShownByOwner({ report }: { report: Pick<CredentialReport, 'checks'> }): boolean {
  return report.checks.some(({ name, result }) => name === 'holder-binding' && result === 'pass')
}
