import { columnsOfReport } from '../candidates/candidate-rows.ts'
import type { Received } from '../candidates/receive-evidence.ts'
import type { IntakeItem, Refusal } from './intake.ts'

/** What became of one thing that was sent. A link has no name. */
export type Outcome = {
  fileName?: string
  outcome: Refusal | 'badges' | 'unknown' | 'invalid' | 'plain' | 'again'
  badges: number
  isKept: boolean
}

/** Of everything that was sent, and whether all, some or none of it was kept. */
export function outcomesOf(
  items: readonly IntakeItem[],
  received: Received | undefined,
): { outcomes: Outcome[]; kept: 'all' | 'some' | 'none' } {
  const known = [...(received?.evidence ?? [])]
  const outcomes = items.map((item): Outcome => {
    const named = item.fileName === undefined ? {} : { fileName: item.fileName }
    if ('refusal' in item) return { ...named, outcome: item.refusal, badges: 0, isKept: false }
    const isNew = known.shift()?.isNew ?? false
    const { badges, verdict } = columnsOfReport(item.evidence.report)
    const word = verdict === null ? 'plain' : verdict === 'valid' ? 'badges' : verdict
    return { ...named, outcome: isNew ? word : 'again', badges, isKept: true }
  })
  const count = outcomes.filter(({ isKept }) => isKept).length
  return {
    outcomes,
    kept: count === 0 ? 'none' : count === outcomes.length ? 'all' : 'some',
  }
}

/** What needs a look first, what is as it was meant last. */
const order: readonly Outcome['outcome'][] = ['invalid', 'unknown', 'badges', 'plain', 'again']
/** As many as one form takes; zips make more. */
const mostRows = 20

/** One thing that was sent, or many of which the same came. */
export type OutcomeRow = Pick<Outcome, 'outcome' | 'badges'> & {
  /** A link has no name. */
  names: (string | null)[]
}

/** As a page shows it: each for itself, or, where that would be a long list, all of one outcome together. */
export function outcomeRows(outcomes: readonly Outcome[]): OutcomeRow[] {
  const alone = outcomes.map(({ fileName = null, outcome, badges }) => ({
    ...{ outcome, badges, names: [fileName] },
  }))
  if (alone.length <= mostRows) return alone
  const rows = new Map<Outcome['outcome'], OutcomeRow>()
  for (const { outcome, badges, names } of alone) {
    const row = rows.get(outcome) ?? { outcome, badges: 0, names: [] }
    rows.set(outcome, { ...row, badges: row.badges + badges, names: [...row.names, ...names] })
  }
  const place = ({ outcome }: OutcomeRow) => order.indexOf(outcome)
  return [...rows.values()].toSorted((one, other) => place(one) - place(other))
}
