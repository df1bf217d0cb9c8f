import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate, formatDateTime } from '../../shared/i18n/dates.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import { drawQrCode } from '../../shared/look/qr-code.ts'
import type { Stone } from '../../shared/look/stone.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { type Badge, badgeText } from '../badges/badge.ts'
import { findBadge, findBadgeVersions } from '../badges/badge-store.ts'
import { stoneOf } from '../badges/badge-view.ts'
import type { ClaimSecrets } from '../oid4vci/claim-secrets.ts'
import type { Provider } from '../providers/provider.ts'
import { getProvider } from '../providers/provider-store.ts'
import { type AwardState, awardStateOf } from './award.ts'
import type { AwardRow } from './award-store.ts'
import { learnerLink } from './award-view.ts'

export function awardHref({ provider, id }: { provider: string; id: string }): string {
  return `/console/p/${provider}/awards/${id}`
}

/** An award in a list. */
export type AwardLine = {
  href: string
  /** Name, else address; nothing of a person who was erased. */
  who: string
  email: string
  badge: string
  awardedOn: string
  state: AwardState
  stateText: string
  sentOn?: string
}

export async function awardLines(
  reader: Reader,
  awards: readonly AwardRow[],
): Promise<AwardLine[]> {
  const badges = await findBadgeVersions(
    reader,
    awards.map(({ provider, badge: slug, badgeVersion: version }) => ({ provider, slug, version })),
  )
  const names = new Map(
    badges.map(({ slug, version, design }) => [`${slug}/${version}`, badgeText(design, 'en').name]),
  )
  return awards.map((award) => {
    const state = awardStateOf(award)
    return {
      href: awardHref(award),
      who: whoOf(award),
      email: award.recipientEmail,
      badge: names.get(`${award.badge}/${award.badgeVersion}`) ?? award.badge,
      awardedOn: formatDate(award.awardedAt, 'en'),
      state,
      stateText: translate('en', `console.awards.state.${state}`),
      ...(award.sentAt !== null && { sentOn: formatDate(award.sentAt, 'en') }),
    }
  })
}

export function whoOf({ recipientName, recipientEmail }: AwardRow): string {
  if (recipientName !== null) return recipientName
  return recipientEmail === '' ? translate('en', 'console.awards.erased') : recipientEmail
}

/** One award and its badge. */
export async function awardPage(reader: Reader, award: AwardRow) {
  const badge = await getBadgeOf(reader, award)
  const [line] = await awardLines(reader, [award])
  return {
    ...line,
    stone: { ...stoneOf(badge, 'en'), isRevoked: award.status === 'revoked' } satisfies Stone,
    isSuspendable: badge.design.statusPurpose === 'suspension',
    facts: factsOf(award, badge),
  }
}

export async function getBadgeOf(reader: Reader, award: AwardRow): Promise<Badge> {
  const { provider, badge: slug, badgeVersion: version } = award
  const badge = await findBadge(reader, { provider, slug, version })
  if (badge === undefined) throw unknownBadge()
  return badge
}

type Fact = { key: string; value: string; href?: string }

function factsOf(award: AwardRow, badge: Badge): Fact[] {
  const { provider, replaces, replacedBy } = award
  const say = (key: Parameters<typeof factName>[0], value: string | null, href?: string): Fact[] =>
    value === null ? [] : [{ key: factName(key), value, ...(href !== undefined && { href }) }]
  const day = (iso: string | null) => (iso === null ? null : formatDate(iso, 'en'))
  const time = (iso: string | null) => (iso === null ? null : formatDateTime(iso, 'en'))
  const linkTo = (id: string | null) => (id === null ? undefined : awardHref({ provider, id }))
  const shown = translate('en', 'console.awards.fact.see-award')
  return [
    ...say('email', award.recipientEmail || null),
    ...say(
      'kind',
      award.earner === 'organisation' ? translate('en', 'console.awards.organisation') : null,
    ),
    ...say(
      'badge',
      badgeText(badge.design, 'en').name,
      `/providers/${provider}/badges/${badge.slug}`,
    ),
    ...say('language', translate('en', `console.awards.language.${award.language}`)),
    ...say('awarded', time(award.awardedAt)),
    ...say('ends', day(award.validUntil)),
    ...say('sent', time(award.sentAt)),
    ...say('claimed', time(award.claimedAt)),
    ...say('reason', award.statusReason),
    ...say('replaces', replaces && shown, linkTo(replaces)),
    ...say('replaced-by', replacedBy && shown, linkTo(replacedBy)),
  ]
}

function factName(
  key:
    | 'email'
    | 'kind'
    | 'badge'
    | 'language'
    | 'awarded'
    | 'ends'
    | 'sent'
    | 'claimed'
    | 'reason'
    | 'replaces'
    | 'replaced-by',
): string {
  return translate('en', `console.awards.fact.${key}`)
}

/** How an award is handed over: on a screen and on paper. */
export type HandOver = {
  language: Language
  name: string
  who: string
  badge: string
  provider: string
  stone: Stone
  link: string
  qr: ReturnType<typeof drawQrCode>
  /** Goes to the learner another way than the link. */
  txCode?: string
  isDownload: boolean
  /** What the card says, in the language of the award. */
  words: { for: string; scan: string; noPhone: string; qr: string }
}

export type HandOverPagePorts = { publicUrl: string; walletUrl: string; secrets: ClaimSecrets }

export async function handOverOf(
  reader: Reader,
  award: AwardRow,
  ports: HandOverPagePorts,
): Promise<HandOver> {
  const provider = await getProvider(reader, award.provider)
  return handOver(award, { badge: await getBadgeOf(reader, award), provider }, ports)
}

/** As handOverOf, for many awards of one provider: asks once for all their badges. */
export async function handOversOf(
  reader: Reader,
  { provider: slug, awards }: { provider: string; awards: readonly AwardRow[] },
  ports: HandOverPagePorts,
): Promise<HandOver[]> {
  const [provider, badges] = await Promise.all([
    getProvider(reader, slug),
    findBadgeVersions(
      reader,
      awards.map(({ badge, badgeVersion: version }) => ({ provider: slug, slug: badge, version })),
    ),
  ])
  return awards.map((award) => {
    const badge = badges.find(
      (one) => one.slug === award.badge && one.version === award.badgeVersion,
    )
    if (badge === undefined) throw unknownBadge()
    return handOver(award, { badge, provider }, ports)
  })
}

function handOver(
  award: AwardRow,
  { badge, provider }: { badge: Badge; provider: Provider },
  ports: HandOverPagePorts,
): HandOver {
  const { language } = award
  const link = learnerLink(award, ports)
  return {
    language,
    name: award.recipientName ?? '',
    who: whoOf(award),
    badge: badgeText(badge.design, language).name,
    provider: provider.name[language],
    stone: stoneOf(badge, language),
    link,
    qr: drawQrCode(link),
    ...(award.needsTxCode && { txCode: ports.secrets.txCodeOf(award) }),
    isDownload: award.delivery === 'download',
    words: {
      for: translate(language, 'issuer.card.for', { name: whoOf(award) }),
      scan: translate(language, 'issuer.card.scan'),
      noPhone: translate(language, 'issuer.card.no-phone'),
      qr: translate(language, 'issuer.card.qr'),
    },
  }
}
