import { ownWordsType } from '../cv/own-words-credential.ts'
import { didWebAddress, parseDidWeb } from '../did/did-web.ts'
import { wordOfVerdict } from '../i18n/check-words.ts'
import { formatDate, formatDateTime } from '../i18n/dates.ts'
import { isDisguised } from '../i18n/disguised.ts'
import { displayText } from '../i18n/display-text.ts'
import { isOfAnother, stoneOfReport } from '../look/report-stone.ts'
import type { Stone } from '../look/stone.ts'
import type { NamedCity } from '../trust/trust-reader.ts'
import { type Check, type CredentialReport, type Verdict, worstVerdict } from '../verify/report.ts'
import { type BadgeAnswer, badgeAnswers } from './badge-answers.ts'
import { type CheckRow, checkRow } from './check-row.ts'
import { reasonFor } from './report-reason.ts'
import type { ReportWords } from './report-words.ts'

/** One badge of a report, in words. What the badge says of itself has been made safe to show. */
export type BadgeRow = {
  name: string
  /** What to know before the name of the badge is believed. */
  caution?: string
  stone: Stone
  awarder: {
    name: string
    /** Host and path of the awarder's did:web. */
    domain?: string
    /** What to know before the name is believed. */
    warning?: string
    /** The city that vouches, and how it is trusted. */
    vouched?: string
  }
  howShown: string
  /** The kind of learning; of a city's own standard with its name. */
  layer?: string
  date: string
  until?: string
  result: Verdict
  resultWord: string
  /** What the result rests on: the checks that passed, or the one that decided against it. */
  reason: string
  /** What was found the time before, and when. */
  before?: { result: Verdict; sentence: string }
  /** Who gave it, is it still good, were they allowed, whose is it, what could not be checked. */
  answers: BadgeAnswer[]
  checks: CheckRow[]
  /** For experts: identifiers as they stand in the badge. */
  facts: { label: string; value: string }[]
}

/** What a row needs of the presentation around it. */
export type RowContext = {
  words: ReportWords
  /** A badge is at best as good as what it was sent in. */
  sentVerdict: Verdict
  sentChecks: readonly Check[]
  /** The same badge, as it was found the time before. */
  before?: CredentialReport | undefined
}

/** Signed by the very person it is about: their own words, whatever name stands on it. */
export function isSelfStated(
  { credential }: CredentialReport,
  holders: readonly string[],
): boolean {
  if (credential === undefined || credential.issuer.id === '') return false
  const { issuer, subjectId } = credential
  return issuer.id === subjectId || holders.includes(issuer.id)
}

export function badgeRow(report: CredentialReport, context: RowContext): BadgeRow {
  const { words, sentVerdict, sentChecks } = context
  const { credential } = report
  const name = badgeName(report, words)
  const result = worstVerdict([report.verdict, sentVerdict])
  const until = dateOf(credential?.validUntil, words)
  const layer = layerIn(report, words)
  const awarder = awarderOf(report, words)
  const isOdd = isDisguised(credential?.achievement?.name)
  return {
    name,
    ...(isOdd && { caution: words.say('report.disguised') }),
    stone: stoneOfReport(report, name, words.language),
    awarder,
    howShown: howShownIn(report, words),
    ...(layer === undefined ? {} : { layer }),
    date: dateOf(credential?.validFrom, words) ?? words.say('report.not-stated'),
    ...(until === undefined ? {} : { until: words.say('report.until', { date: until }) }),
    result,
    resultWord: wordOfVerdict(result, words),
    reason: reasonFor(result, [...report.checks, ...sentChecks], words),
    ...(context.before && { before: foundBefore(context.before, result, words) }),
    answers: badgeAnswers(report, { words, sentChecks, awarder, route: routeOf(report) }),
    checks: report.checks.map((check) => checkRow(check, words)),
    facts: factsOf(report, words),
  }
}

/** Where it cannot be checked now, the last known answer with its time; never in place of today's. */
function foundBefore(before: CredentialReport, now: Verdict, words: ReportWords) {
  const { verdict, checks, checkedAt } = before
  const time = formatDateTime(checkedAt, words.language)
  const parameters = { time, word: wordOfVerdict(verdict, words) }
  const decisive = verdict === 'valid' ? '' : ` ${reasonFor(verdict, checks, words)}`
  const known = before.fromCopyOf === undefined ? 'report.last-known' : 'report.last-known-copy'
  const key = now === 'unknown' && verdict !== 'unknown' ? known : 'report.before'
  return { result: verdict, sentence: `${words.say(key, parameters)}${decisive}` }
}

function badgeName({ credential }: CredentialReport, words: ReportWords): string {
  if (credential === undefined) return words.say('report.badge-unreadable')
  if (credential.types.includes(ownWordsType)) return words.say('report.own-words')
  return (
    displayText(credential.achievement?.name ?? credential.name) ??
    words.say('report.badge-unnamed')
  )
}

function howShownIn(report: CredentialReport, words: ReportWords): string {
  const howShown = report.credential?.achievement?.howShown
  if (howShown === undefined) return words.say('report.not-stated')
  const what = words.say(`stone.${howShown}`)
  return isOfAnother(report) ? words.say('report.said-by-awarder', { what }) : what
}

function layerIn(report: CredentialReport, words: ReportWords): string | undefined {
  const layer = isOfAnother(report) ? undefined : report.credential?.achievement?.layer
  if (layer?.ownStandard === undefined) return layer?.name[words.language]
  const { name, ownStandard } = layer
  return words.say('report.layer-own', { layer: name[words.language], standard: ownStandard })
}

function awarderOf(report: CredentialReport, words: ReportWords): BadgeRow['awarder'] {
  const issuer = report.credential?.issuer
  const name = displayText(issuer?.name)
  const domain = domainOf(issuer?.id ?? '')
  const isSignedByIssuer = hasPassed(report, 'proof') && hasPassed(report, 'issuer-key')
  const standing = isSignedByIssuer
    ? (copyWarning(report, words) ?? addressWarning(domain, words))
    : unproven(issuer, words)
  // a name is what somebody says; an address is theirs, and may yet be made to look like another's
  const isOdd = isDisguised(issuer?.name) || isDisguised(domain)
  const warning = [standing ?? '', isOdd ? words.say('report.disguised') : ''].join(' ').trim()
  const vouched = isSignedByIssuer ? voucherOf(report, words) : undefined
  return {
    name: name ?? words.say('report.awarder-unnamed'),
    ...(domain === undefined ? {} : { domain }),
    ...(warning === '' ? {} : { warning }),
    ...(vouched === undefined ? {} : { vouched }),
  }
}

function voucherOf(report: CredentialReport, words: ReportWords): string | undefined {
  const route = routeOf(report)
  if (route === undefined) return undefined
  const { city, other } = route
  return other === undefined
    ? words.say('report.vouched', { city })
    : words.say('report.vouched-through', { city, other })
}

/** The cities that vouch, by name. */
function routeOf(report: CredentialReport): { city: string; other?: string } | undefined {
  const { via } = report
  if (via === undefined || !hasPassed(report, 'accreditation')) return undefined
  const other = via.recognised && nameOf(via.recognised)
  return { city: nameOf(via.city), ...(other !== undefined && { other }) }
}

function copyWarning({ issuerDocument }: CredentialReport, words: ReportWords) {
  if (issuerDocument === undefined) return undefined
  const { city, retrievedAt } = issuerDocument
  const date = formatDate(retrievedAt, words.language)
  return words.say('report.from-copy', { city: nameOf(city), date })
}

function nameOf({ did, name }: NamedCity): string {
  return displayText(name) ?? domainOf(did) ?? did
}

function addressWarning(domain: string | undefined, words: ReportWords): string | undefined {
  return domain === undefined ? words.say('report.no-address') : undefined
}

function unproven(issuer: object | undefined, words: ReportWords): string | undefined {
  return issuer === undefined ? undefined : words.say('report.awarder-unproven')
}

function hasPassed(report: CredentialReport, name: Check['name']): boolean {
  return report.checks.some((check) => check.name === name && check.result === 'pass')
}

/** A did:web or an https URL as people know addresses: `city.example/providers/college`. */
function domainOf(issuerId: string): string | undefined {
  if (issuerId.startsWith('https://')) return displayText(issuerId.slice('https://'.length))
  try {
    return displayText(didWebAddress(parseDidWeb(issuerId)))
  } catch {
    return undefined
  }
}

function dateOf(iso: string | undefined, words: ReportWords): string | undefined {
  return iso === undefined || Number.isNaN(Date.parse(iso))
    ? undefined
    : formatDate(iso, words.language)
}

function factsOf(report: CredentialReport, words: ReportWords) {
  const { credential, securedWith, refreshed, logPosition } = report
  const place = logPosition && {
    place: logPosition.index + 1,
    count: logPosition.size,
  }
  const facts = [
    { label: words.say('report.issuer-id'), value: credential?.issuer.id },
    { label: words.say('report.credential-id'), value: credential?.id },
    { label: words.say('report.secured-with'), value: securedWith },
    { label: words.say('report.refreshed'), value: refreshed?.from },
    {
      label: words.say('report.log-position'),
      value: place && words.say('report.log-place', place),
    },
  ]
  return facts.flatMap(({ label, value }) => {
    const text = displayText(value, 300)
    return text === undefined ? [] : [{ label, value: text }]
  })
}
