import type { CheckResult } from '../../../shared/verify/check-names.ts'
import type { Verdict } from '../../../shared/verify/report.ts'

/** Filled disc proven, broken ring could not be checked, barred square not valid, a dash not asked. Always beside a word. */
export function Mark({ result }: { result: CheckResult | Verdict }) {
  return (
    <svg class={`mark mark--${result}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {shapeOf(result)}
    </svg>
  )
}

function shapeOf(result: CheckResult | Verdict) {
  if (result === 'valid' || result === 'pass') return <circle cx="12" cy="12" r="10" />
  if (result === 'unknown') {
    return (
      <circle
        cx="12"
        cy="12"
        r="8.5"
        fill="none"
        stroke="currentColor"
        stroke-width="3.5"
        stroke-dasharray="11 6.8"
        stroke-dashoffset="5.5"
      />
    )
  }
  if (result === 'not-applicable') return <path d="M5 10.5h14v3H5z" />
  return <path fill-rule="evenodd" d="M2 2h20v20H2zM6 10v4h12v-4z" />
}
