import { formatDateTimeStamp, parseDateTimeStamp } from '../../shared/credential/date-time-stamp.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import type { CredentialReport, Verdict } from '../../shared/verify/report.ts'
import type { Disclosure, HeldBadge } from '../core/held-badge.ts'
import { vouchingCity } from '../core/record/badge-row.ts'
import type { Holder } from '../core/wallet-ports.ts'

const maxRowCharacters = 600

/** How a badge stands in `--json` answers: everything but the signed bytes, which `wallet export` writes. */
export function badgeJson(badge: HeldBadge) {
  const { text: _, logProof, ...rest } = badge
  return { ...rest, isInAwardLog: logProof !== undefined, verdict: badge.report.verdict }
}

export function badgeLine(badge: HeldBadge): string {
  const { summary, report } = badge
  return [
    badge.id,
    verdictWord(report.verdict).padEnd(20),
    badgeName(badge),
    `from ${issuerOf(badge)}`,
    shownTime(summary.validFrom)?.slice(0, 10) ?? '',
    `(as of ${checkedTime(report.checkedAt)})`,
  ]
    .filter((part) => part !== '')
    .join('  ')
}

export function badgeName({ summary }: HeldBadge): string {
  return displayText(summary.achievement?.name) ?? 'Badge without a name'
}

function issuerOf({ summary: { issuer } }: HeldBadge): string {
  const id = displayText(issuer.id, 200)
  const name = displayText(issuer.name)
  if (id === undefined || name === undefined) return name ?? id ?? 'nobody'
  return `${name} (${id})`
}

function voucherOf(report: CredentialReport): string | undefined {
  const city = vouchingCity(report)
  if (city === undefined) return undefined
  return `${displayText(city.name) ?? 'a city'} (${displayText(city.did, 200) ?? ''})`
}

export function badgePage(badge: HeldBadge): string {
  const { summary, report, logProof } = badge
  const { achievement } = summary
  return lines([
    badgeName(badge),
    row('Id', badge.id),
    row('From', issuerOf(badge)),
    row('About', displayText(achievement?.description, 400)),
    row('Vouched by', voucherOf(report)),
    row('Earned by', displayText(achievement?.criteria, 400)),
    row('Awarded to', badge.holder ?? 'none of the identities in this wallet'),
    row('Since', shownTime(summary.validFrom)),
    row('Until', shownTime(summary.validUntil)),
    row('Secured as', badge.format),
    row('Came from', originOf(badge)),
    row('Award log', logProof && `proof kept (award ${logProof.index + 1} of the city)`),
    row('Checked', report.checkedAt),
    row('Your words', displayText(badge.reflection, maxRowCharacters)),
    '',
    reportText(report),
  ])
}

function originOf({ source }: HeldBadge): string {
  if (source.kind === 'file') return 'a file'
  return source.kind === 'link' ? source.url : source.credentialIssuer
}

/** Every check that was made, in a sentence each; the codes stand beside for whoever asks on. */
export function reportText(report: CredentialReport): string {
  const marks = { pass: '+', fail: 'x', unknown: '?', 'not-applicable': '-' }
  return lines([
    `${verdictWord(report.verdict)}:`,
    ...report.checks.map(
      ({ name, result, code, detail }) =>
        `  ${marks[result]} ${name} (${code}): ${displayText(detail, maxRowCharacters) ?? ''}`,
    ),
  ])
}

export function verdictWord(verdict: Verdict): string {
  return translate('en', `result.${verdict}`)
}

export function holderLine(holder: Holder): string {
  const note = [holder.name, holder.curve, holder.isDefault ? 'default' : ''].filter(Boolean)
  return `${holder.did}  (${note.join(', ')})`
}

export function disclosureLine(disclosure: Disclosure): string {
  const { at, asker, sentTo, badges, isConfirmed } = disclosure
  const who = asker.name === undefined ? asker.domain : `${asker.name} (${asker.domain})`
  const doubt = isConfirmed ? '' : '  (it is not known whether it arrived)'
  const names = badges.map(({ name }) => displayText(name) ?? '').join(', ')
  return `${at}  ${who}: ${names}  (sent to ${sentTo})${doubt}`
}

/** One line, whatever the value is: it may be the words of others. */
export function row(label: string, value: string | undefined): string | undefined {
  const text = displayText(value, maxRowCharacters)
  return text === undefined ? undefined : `  ${`${label}:`.padEnd(12)} ${text}`
}

function checkedTime(text: string): string {
  const time = shownTime(text)
  return time === undefined ? 'an unknown time' : `${time.slice(0, 16).replace('T', ' ')} UTC`
}

/** A badge says what it likes where its dates should be: only what is a date is shown. */
export function shownTime(text: string | undefined): string | undefined {
  const date = parseDateTimeStamp(text)
  return date && formatDateTimeStamp(date)
}

export function lines(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('\n')
}
