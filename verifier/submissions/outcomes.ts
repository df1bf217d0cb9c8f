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
