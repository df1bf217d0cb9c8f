import type { CheckName } from './check-names.ts'
import type { Check, Verdict } from './report.ts'

/** What cities and endorsers say may be in the report without deciding anything. */
const saidBeside: readonly CheckName[] = ['accreditation', 'log', 'endorsements']

/** The check that a verdict other than valid rests on. */
export function decisiveCheck(
  verdict: Exclude<Verdict, 'valid'>,
  checks: readonly Check[],
): Check | undefined {
  const wanted = verdict === 'invalid' ? 'fail' : 'unknown'
  const candidates = checks.filter((check) => check.result === wanted)
  const made = candidates.filter((check) => check.code !== 'not_checked')
  return made.find(({ name }) => !saidBeside.includes(name)) ?? made[0] ?? candidates[0]
}
