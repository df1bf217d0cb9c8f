import { ownWordsType } from '../cv/own-words-credential.ts'
import { didWebAddress, parseDidWeb } from '../did/did-web.ts'
import { translate } from '../i18n/catalogue.ts'
import { verdictWord } from '../i18n/check-sentences.ts'
import { formatDate } from '../i18n/dates.ts'
import { displayText } from '../i18n/display-text.ts'
import type { Language } from '../i18n/messages.ts'
import { isOfAnother, stoneOfReport } from '../look/report-stone.ts'
import type { Stone } from '../look/stone.ts'
import type { NamedCity } from '../trust/trust-reader.ts'
import { type Check, type CredentialReport, type Verdict, worstVerdict } from '../verify/report.ts'
import { type CheckRow, checkRow } from './report-check-row.ts'
import { reasonFor } from './report-reason.ts'

/** One badge of a report, in words. What the badge says of itself has been made safe to show. */
export type BadgeRow = {
  name: string
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
  date: string
  until?: string
  result: Verdict
  resultWord: string
  /** What the result rests on: the checks that passed, or the one that decided against it. */
  reason: string
  checks: CheckRow[]
  /** For experts: identifiers as they stand in the badge. */
  facts: { label: string; value: string }[]
}

/** What a row needs of the presentation around it. */
export type RowContext = {
  language: Language
  /** A badge is at best as good as what it was sent in. */
  sentVerdict: Verdict
  sentChecks: readonly Check[]
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
  const { language, sentVerdict, sentChecks } = context
  const { credential } = report
  const name = badgeName(report, language)
  const result = worstVerdict([report.verdict, sentVerdict])
  const until = dateOf(credential?.validUntil, language)
  return {
    name,
    stone: stoneOfReport(report, name, language),
    awarder: awarderOf(report, language),
    howShown: howShownIn(report, language),
    date: dateOf(credential?.validFrom, language) ?? translate(language, 'report.not-stated'),
    ...(until === undefined ? {} : { until: translate(language, 'report.until', { date: until }) }),
    result,
    resultWord: verdictWord(result, language),
    reason: reasonFor(result, [...report.checks, ...sentChecks], language),
    checks: report.checks.map((check) => checkRow(check, language)),
    facts: factsOf(report, language),
  }
}

function badgeName({ credential }: CredentialReport, language: Language): string {
  if (credential === undefined) return translate(language, 'report.badge-unreadable')
  if (credential.types.includes(ownWordsType)) return translate(language, 'report.own-words')
  return displayText(credential.achievement?.name) ?? translate(language, 'report.badge-unnamed')
}

function howShownIn(report: CredentialReport, language: Language): string {
  const howShown = report.credential?.achievement?.howShown
  if (howShown === undefined) return translate(language, 'report.not-stated')
  const what = translate(language, `stone.${howShown}`)
  return isOfAnother(report) ? translate(language, 'report.said-by-awarder', { what }) : what
}

function awarderOf(report: CredentialReport, language: Language): BadgeRow['awarder'] {
  const issuer = report.credential?.issuer
  const name = displayText(issuer?.name)
  const domain = domainOf(issuer?.id ?? '')
  const isSignedByIssuer = hasPassed(report, 'proof') && hasPassed(report, 'issuer-key')
  const warning = isSignedByIssuer
    ? (copyWarning(report, language) ?? addressWarning(domain, language))
    : unproven(issuer, language)
  const vouched = isSignedByIssuer ? voucherOf(report, language) : undefined
  return {
    name: name ?? translate(language, 'report.awarder-unnamed'),
    ...(domain === undefined ? {} : { domain }),
    ...(warning === undefined ? {} : { warning }),
    ...(vouched === undefined ? {} : { vouched }),
  }
}

function voucherOf(report: CredentialReport, language: Language): string | undefined {
  const { via } = report
  if (via === undefined || !hasPassed(report, 'accreditation')) return undefined
  const city = nameOf(via.city)
  return via.recognised === undefined
    ? translate(language, 'report.vouched', { city })
    : translate(language, 'report.vouched-through', { city, other: nameOf(via.recognised) })
}

function copyWarning({ issuerDocument }: CredentialReport, language: Language) {
  if (issuerDocument === undefined) return undefined
  const { city, retrievedAt } = issuerDocument
  const date = formatDate(retrievedAt, language)
  return translate(language, 'report.from-copy', { city: nameOf(city), date })
}

function nameOf({ did, name }: NamedCity): string {
  return displayText(name) ?? domainOf(did) ?? did
}

function addressWarning(domain: string | undefined, language: Language): string | undefined {
  return domain === undefined ? translate(language, 'report.no-address') : undefined
}

function unproven(issuer: object | undefined, language: Language): string | undefined {
  return issuer === undefined ? undefined : translate(language, 'report.awarder-unproven')
}

function hasPassed(report: CredentialReport, name: Check['name']): boolean {
  return report.checks.some((check) => check.name === name && check.result === 'pass')
}

/** A did:web as people know addresses: `city.example/providers/college`. */
function domainOf(issuerId: string): string | undefined {
  try {
    return displayText(didWebAddress(parseDidWeb(issuerId)))
  } catch {
    return undefined
  }
}

function dateOf(iso: string | undefined, language: Language): string | undefined {
  return iso === undefined || Number.isNaN(Date.parse(iso)) ? undefined : formatDate(iso, language)
}

function factsOf({ credential, securedWith, logPosition }: CredentialReport, language: Language) {
  const place = logPosition && {
    place: logPosition.index + 1,
    count: logPosition.size,
  }
  const facts = [
    { label: translate(language, 'report.issuer-id'), value: credential?.issuer.id },
    { label: translate(language, 'report.credential-id'), value: credential?.id },
    { label: translate(language, 'report.secured-with'), value: securedWith },
    {
      label: translate(language, 'report.log-position'),
      value: place && translate(language, 'report.log-place', place),
    },
  ]
  return facts.flatMap(({ label, value }) => {
    const text = displayText(value, 300)
    return text === undefined ? [] : [{ label, value: text }]
  })
}
