import type { Did } from '../did/did.ts'
import {
  type Accreditation,
  isBefore,
  type TrustList,
  type TrustListProvider,
} from './trust-list.ts'
import type { JudgedAward } from './trust-reader.ts'

export type Award = {
  issuer: Did
  achievementId: string
  /** RFC 7638 thumbprint of the key that signed the badge. */
  keyThumbprint: string
  /** The issuer's own document says that the key was compromised. */
  isKeyRevoked?: boolean
}

/**
 * What one city's trust list says of an award whose leaf stands at `leafIndex` of the city's log. Position
 * decides, never a date that the badge claims: so a badge that is made later with a stolen key, or by a provider
 * whose accreditation ended, is never accredited, whatever date it bears.
 * @param leafIndex undefined when the log does not know the award
 */
export function judgeAward(
  list: TrustList,
  award: Award,
  leafIndex: number | undefined,
  moment: { now: Date; listLogSize: number },
): JudgedAward {
  const provider = list.providers.find(({ did }) => did === award.issuer)
  const scopes = (provider?.accreditations ?? []).filter(
    ({ achievements, from }) =>
      achievements.includes(award.achievementId) && Date.parse(from) <= moment.now.getTime(),
  )
  if (provider === undefined || scopes.length === 0) return 'not_accredited'
  if (leafIndex === undefined) return 'not_in_log'
  const keyRefusal = judgeKey(provider, award, leafIndex)
  if (keyRefusal) return keyRefusal
  const begun = scopes.filter(({ fromSize }) => fromSize <= leafIndex)
  if (begun.length === 0) return 'awarded_before_accreditation'
  const isCovered = begun.some((scope) => leafIndex < endOf(scope, moment))
  return isCovered ? 'ok' : 'accreditation_ended'
}

/**
 * The first leaf that is too late. Where the end has passed since the list was signed, what the log held at the
 * signing was certainly earlier, and nothing is known of what came after.
 */
function endOf(scope: Accreditation, moment: { now: Date; listLogSize: number }): number {
  if (scope.untilSize !== undefined) return scope.untilSize
  const hasEnded = scope.until !== undefined && Date.parse(scope.until) <= moment.now.getTime()
  return hasEnded ? moment.listLogSize : Number.POSITIVE_INFINITY
}

function judgeKey(
  provider: TrustListProvider,
  { keyThumbprint, isKeyRevoked = false }: Award,
  leafIndex: number,
): JudgedAward | undefined {
  if (provider.escrow?.thumbprint === keyThumbprint) return 'signed_by_escrow'
  const history = provider.keys.find((key) => key.thumbprint === keyThumbprint)
  if (!isBefore(leafIndex, history?.compromised)) return 'key_compromised'
  // compromised, and the city does not say since which award
  if (isKeyRevoked && history?.compromised === undefined) return 'key_compromised'
  if (!isBefore(leafIndex, history?.retired)) return 'key_retired'
  return undefined
}
