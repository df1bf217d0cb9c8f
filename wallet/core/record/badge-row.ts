import { displayText } from '../../../shared/i18n/display-text.ts'
import { lookOfImage, type StoneLook } from '../../../shared/look/stone-look.ts'
import type { AlignedLayer } from '../../../shared/skills/badge-standard.ts'
import type { HowShown } from '../../../shared/skills/how-shown.ts'
import type { Skill } from '../../../shared/skills/skill-alignments.ts'
import type { NamedCity } from '../../../shared/trust/trust-reader.ts'
import { achievementPlace } from '../../../shared/verify/achievement-place.ts'
import type { CheckCode } from '../../../shared/verify/check-codes.ts'
import type { CheckName } from '../../../shared/verify/check-names.ts'
import { decisiveCheck } from '../../../shared/verify/decisive-check.ts'
import type { CredentialReport, Verdict } from '../../../shared/verify/report.ts'
import { type HeldBadge, isPresentable } from '../held-badge.ts'
import { readBadgeContent } from './badge-content.ts'
import { issuerPlace } from './issuer-place.ts'
import { type PicturePlace, picturePlace } from './picture-place.ts'

/** What a list of badges shows and searches, without the signed texts: thousands are read at once. */
export type BadgeRow = {
  id: string
  /** Made safe to show; empty for a badge that has no name. */
  name: string
  /** The name that the awarder gives itself, else its address; made safe to show. */
  provider: string
  issuerId: string
  achievementId?: string
  /** ISO 8601. */
  receivedAt: string
  validFrom?: string
  validUntil?: string
  howShown?: HowShown
  layer?: AlignedLayer
  /** What the provider picked for the stone, where the badge says it. */
  look?: StoneLook
  /** Where a picture stands that the badge only names. */
  picture?: PicturePlace
  /** The badge itself holds a picture; it is read when the row comes into view. */
  hasPicture: boolean
  /** As the awarder names them, made safe to show. */
  skills: Skill[]
  isEndorsed: boolean
  /** Open Badges 2.0: kept and checked, and never sent by protocol. */
  isOldKind: boolean
  /** Awarded to an identity of this wallet, and of a kind that can be sent to who asks. */
  canBeSent: boolean
  /** The city that vouched for it when it was last checked. */
  city?: NamedCity
  /** Of the last check: what has happened since is for badgeState to say. */
  verdict: Verdict
  /** The check that decided against it, where the verdict is not valid. */
  doubt?: { name: CheckName; code: CheckCode }
  /** ISO 8601. */
  checkedAt: string
  hasReflection: boolean
}

/** Made when the badge is kept and whenever its report or reflection changes. */
export function badgeRow(badge: HeldBadge): BadgeRow {
  const { id, summary, receivedAt, text, reflection } = badge
  const { issuer, achievement, validFrom, validUntil } = summary
  const { picture } = readBadgeContent(text)
  const place = achievement && picturePlace(achievement)
  return {
    id,
    name: displayText(achievement?.name) ?? '',
    provider: displayText(issuer.name) ?? issuerPlace(issuer.id) ?? '',
    issuerId: issuer.id,
    ...(achievement?.id && { achievementId: achievement.id }),
    receivedAt,
    ...(validFrom !== undefined && { validFrom }),
    ...(validUntil !== undefined && { validUntil }),
    hasPicture: picture !== undefined,
    ...(place && { picture: place }),
    skills: (achievement?.skills ?? []).flatMap(shownSkill),
    isOldKind: !isPresentable(badge),
    canBeSent: isPresentable(badge) && badge.holder !== undefined,
    hasReflection: reflection !== undefined && reflection !== '',
    ...rowMembers(badge),
  }
}

function rowMembers({
  report,
  summary,
}: HeldBadge): Pick<
  BadgeRow,
  | 'howShown'
  | 'layer'
  | 'look'
  | 'picture'
  | 'city'
  | 'isEndorsed'
  | 'verdict'
  | 'doubt'
  | 'checkedAt'
> {
  const { checks, verdict, checkedAt } = report
  const { achievement, issuer } = summary
  const city = vouchingCity(report)
  const decisive = verdict === 'valid' ? undefined : decisiveCheck(verdict, checks)
  // what a copied badge says of itself stands for nothing, also where the checks ended before that was found
  const isElsewhere = achievementPlace(achievement?.id, issuer.id) === 'elsewhere'
  const isVouchedFor = checks.some(({ name, code }) => name === 'accreditation' && code === 'ok')
  const { id, image, howShown, layer } =
    (isElsewhere && !isVouchedFor ? undefined : achievement) ?? {}
  const look = lookOfImage(image, id ?? '')
  return {
    ...(howShown && { howShown }),
    ...(layer && { layer }),
    ...(look && { look }),
    ...(city && { city }),
    isEndorsed: checks.some(({ name, code }) => name === 'endorsements' && code === 'ok'),
    verdict,
    ...(decisive && { doubt: { name: decisive.name, code: decisive.code } }),
    checkedAt,
  }
}

function shownSkill({ name, url }: Skill): Skill[] {
  const shown = displayText(name)
  return shown === undefined ? [] : [{ name: shown, ...(url !== undefined && { url }) }]
}

/** The city whose own list accredits the awarder for this badge; one that is only named does not vouch. */
export function vouchingCity({ via, checks }: CredentialReport): NamedCity | undefined {
  const isVouchedFor = checks.some(({ name, code }) => name === 'accreditation' && code === 'ok')
  return isVouchedFor ? (via?.recognised ?? via?.city) : undefined
}
