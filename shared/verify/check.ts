import { type CheckCode, checkCodes } from './check-codes.ts'
import { type CheckName, type CheckResult, checkNames } from './check-names.ts'
import type { Check } from './report.ts'

/** What a code of a check stands for: the detail is its meaning unless there is more to say. */
export function check<Name extends CheckName>(
  name: Name,
  code: CheckCode<Name>,
  detail?: string,
): Check {
  const { result, meaning } = describe(name, code)
  return { name, result, code, detail: detail ?? meaning }
}

function describe(name: CheckName, code: string): { result: CheckResult; meaning: string } {
  // sound: `code` is a CheckCode<typeof name>, and the table is a Record of exactly this shape
  const codes = checkCodes[name] as Record<string, { result: CheckResult; meaning: string }>
  const entry = codes[code]
  if (entry === undefined) throw new TypeError(`The check ${name} has no code ${code}`)
  return entry
}

const severity: Record<CheckResult, number> = { pass: 0, 'not-applicable': 0, unknown: 1, fail: 2 }

/** The first of the worst of several checks of one thing. */
export function worstCheck(first: Check, rest: readonly Check[]): Check {
  return rest.reduce(
    (worst, next) => (severity[next.result] > severity[worst.result] ? next : worst),
    first,
  )
}

/** One check of every name, in the order of the report: those that were not reached are `not_checked`. */
export function completeChecks(done: readonly Check[], names: readonly CheckName[]): Check[] {
  return checkNames
    .filter((name) => names.includes(name))
    .map((name) => done.find((made) => made.name === name) ?? check(name, 'not_checked'))
}
