import { displayText } from '../../../shared/i18n/display-text.ts'
import type { NamedCity } from '../../../shared/trust/trust-reader.ts'
import type { CheckResult } from '../../../shared/verify/check-names.ts'
import type { CredentialReport } from '../../../shared/verify/report.ts'
import { issuerPlace } from '../../core/record/issuer-place.ts'
import { Mark } from '../parts/mark.tsx'
import { type Text, useText } from '../shell/words.ts'

/** The city that vouches for the awarder and this badge, by its own list; or that none is known to. */
export function VouchedBy({ report }: { report: CredentialReport }) {
  const text = useText()
  const { words, result } = voucherOf(report, text)
  return (
    <p class="vouched-by">
      <Mark result={result} />
      <span>{words}</span>
    </p>
  )
}

function voucherOf(
  { via, checks }: CredentialReport,
  text: Text,
): { words: string; result: CheckResult } {
  const check = checks.find(({ name }) => name === 'accreditation')
  const result = check?.result ?? 'not-applicable'
  if (via === undefined || check === undefined) {
    return { words: text('badge.no-city'), result: 'not-applicable' }
  }
  const city = cityName(via.city)
  if (result === 'pass') {
    const words =
      via.recognised === undefined
        ? text('badge.vouched', { city })
        : text('badge.vouched-through', { city, other: cityName(via.recognised) })
    return { words, result }
  }
  return result === 'unknown'
    ? { words: text('badge.vouch-unknown', { city }), result }
    : { words: text('badge.not-vouched', { city }), result: 'unknown' }
}

/** Anybody may call themselves a city, so its address stands beside. */
function cityName({ name, did }: NamedCity): string {
  const place = issuerPlace(did) ?? did
  const shown = displayText(name)
  return shown === undefined ? place : `${shown} (${place})`
}
