import { credentialFormats } from '../../shared/oid4vc/credential-format.ts'
import {
  buildBadgeQuery,
  formatSuffixes,
  type WantedBadge,
} from '../../shared/oid4vc/dcql-badges.ts'
import type { DcqlQuery } from '../../shared/oid4vc/dcql-query.ts'

/**
 * The query for a rule. Where all are needed, all are required. Where one is enough, one is; between the two the
 * language of queries has no short words, so the learner chooses and the rule counts.
 */
export function buildRuleQuery(wanted: readonly WantedBadge[], count: number): DcqlQuery {
  const query = buildBadgeQuery(wanted)
  if (count >= wanted.length) return query
  if (count > 1) {
    const sets = query.credential_sets ?? []
    return { ...query, credential_sets: sets.map((set) => ({ ...set, required: false })) }
  }
  const options = wanted.flatMap((_, index) =>
    credentialFormats.map((format) => [`badge-${index + 1}-${formatSuffixes[format]}`]),
  )
  return { ...query, credential_sets: [{ options, required: true }] }
}
