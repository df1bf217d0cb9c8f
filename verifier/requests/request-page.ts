import { translate } from '../../shared/i18n/catalogue.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import { drawQrCode, type QrCode } from '../../shared/look/qr-code.ts'
import { wantedBadgeOf } from '../../shared/oid4vc/dcql-badges.ts'
import { buildRequestLink, buildRequestUri } from '../../shared/oid4vc/oid4vp-request-uri.ts'
import { type Asker, requestLinkOf } from '../../shared/server/presenting/authorization-request.ts'
import { type Verdict, worstVerdict } from '../../shared/verify/report.ts'
import type { StoredReport } from '../reports/report-store.ts'
import type { ResultState } from '../reports/request-result.ts'
import { type NeedsInWords, needsInWords } from '../vacancies/needs-in-words.ts'
import { type AskedBadge, askedBadge } from './asked-badge.ts'
import type { PresentationRequest } from './presentation-request.ts'
import { walletRequestOf } from './wallet-request.ts'

export type RequestView = {
  title: string
  lede: string
  state: ResultState
  employerName: string
  purpose?: string
  badges: AskedBadge[]
  /** Of a vacancy, in place of badges. */
  needs?: NeedsInWords
  expiresAt: string
  retention: string
  /** Same device: the wallet is opened by a button that ties the request to this browser. */
  needsStart: boolean
  startAction: string
  /** Ways into a wallet, while the request waits. */
  wallet?: { link: string; code?: QrCode; otherLink: string; otherCode?: QrCode }
}

export function requestView(
  request: PresentationRequest,
  state: ResultState,
  options: {
    asker: Asker
    walletUrl: string
    language: Language
    hasSession: boolean
    stored?: StoredReport | undefined
  },
): RequestView {
  const { asker, language } = options
  const needsStart = request.isSameDevice && !options.hasSession
  const isAdvert = request.vacancy !== undefined && state === 'waiting'
  const isOpen = state === 'waiting' && request.progress === 'waiting' && !needsStart
  return {
    title: translate(
      language,
      isAdvert ? 'verifier.advert.waiting' : `verifier.request.${state}.title`,
    ),
    lede: translate(
      language,
      isAdvert ? 'verifier.advert.waiting-text' : `verifier.request.${state}.text`,
    ),
    ...(request.vacancy && { needs: needsInWords(request.vacancy.needs, language) }),
    state,
    employerName: asker.name,
    ...(request.purpose !== undefined && { purpose: request.purpose }),
    badges: request.badges.map((badge, index) =>
      askedBadge(badge, resultFor(index, options.stored)),
    ),
    expiresAt: request.expiresAt.toISOString(),
    retention: translate(language, 'verifier.request.retention', { count: request.retentionDays }),
    needsStart: needsStart && state === 'waiting',
    startAction: `/requests/${request.id}/start`,
    ...(isOpen && { wallet: walletWays(request, options) }),
  }
}

function walletWays(
  request: PresentationRequest,
  { asker, walletUrl }: { asker: Asker; walletUrl: string },
): NonNullable<RequestView['wallet']> {
  const link = requestLinkOf(walletRequestOf(request), asker)
  const own = buildRequestLink(walletUrl, link)
  const other = buildRequestUri(link)
  const [code, otherCode] = [drawQrCode(own), drawQrCode(other)]
  return { link: own, ...(code && { code }), otherLink: other, ...(otherCode && { otherCode }) }
}

/** Credentials stand in the report in the order in which they answered queries. */
function resultFor(wanted: number, stored: StoredReport | undefined): Verdict | undefined {
  const verdicts = (stored?.report.credentials ?? [])
    .filter((_, index) => wantedBadgeOf(stored?.queryIds[index] ?? '') === wanted)
    .map(({ verdict }) => verdict)
  return verdicts.length === 0 ? undefined : worstVerdict(verdicts)
}
