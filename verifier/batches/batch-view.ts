import { translate } from '../../shared/i18n/catalogue.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { ReportView } from '../../shared/report/candidate-report-view.ts'
import { candidateReportViewModel, reportViewModel } from '../../shared/server/report-view-model.ts'
import { roomHref } from '../console/rooms.ts'
import { type BatchProgress, readProgress, readStates } from './batch.ts'
import { rowProblems } from './batch-input.ts'
import { lineOf, type ResultLine } from './batch-results.ts'
import type { BatchItemRow, BatchRow } from './batch-schema.ts'
import { type BatchKey, listChecked } from './batch-store.ts'

const rowsShown = 50

export const shownOutcomes = ['valid', 'unknown', 'invalid', 'problem'] as const

export type ShownOutcome = (typeof shownOutcomes)[number]

export function batchesHref(organisation: string): string {
  return `${roomHref(organisation)}/batches`
}

export function batchHref({ organisation, id }: BatchKey): string {
  return `${batchesHref(organisation)}/${id}`
}

/** The lines of the list of batches. */
export async function batchLines(batches: readonly BatchRow[], reader: Reader) {
  const states = await readStates(reader, batches)
  return batches.map((batch) => {
    const state = states.get(batch.id) ?? 'receiving'
    return {
      href: batchHref(batch),
      name: batch.name,
      createdAt: batch.createdAt,
      rows: batch.rows,
      stateText: translate('en', `employer.batches.state.${state}`),
    }
  })
}

export function progressModel({ state, rows, checked }: BatchProgress) {
  return {
    state,
    done: checked,
    countText: translate('en', 'employer.batches.of', { checked, rows }),
  }
}

/** All that the page of a batch shows. */
export async function batchPageModel(
  batch: BatchRow,
  { from, show }: { from: number; show?: ShownOutcome | undefined },
  reader: Reader,
) {
  const progress = await readProgress(reader, batch)
  const wanted = { from, count: rowsShown + 1, outcome: show }
  const items = await listChecked(reader, batch, wanted)
  const href = batchHref(batch)
  const queryOf = (number: number) => {
    const query = new URLSearchParams({
      ...(show !== undefined && { show }),
      ...(number > 0 && { from: String(number) }),
    }).toString()
    return query === '' ? href : `${href}?${query}`
  }
  const next = items[rowsShown]
  return {
    ...progressModel(progress),
    ...{ href, name: batch.name, rows: progress.rows, deleteAfter: batch.deleteAfter },
    stateText: translate('en', `employer.batches.state.${progress.state}`),
    text: translate('en', `employer.batches.text.${progress.state}`),
    filters: filtersOf(progress, href, show),
    results: items.slice(0, rowsShown).map((item) => resultModel(item, href)),
    isSearched: show !== undefined,
    ...(next !== undefined && { more: queryOf(next.number) }),
    ...(from > 0 && { first: queryOf(0) }),
  }
}

/** Only what there is can be chosen. */
function filtersOf(progress: BatchProgress, href: string, show: ShownOutcome | undefined) {
  const some = shownOutcomes.filter((outcome) => progress[outcome] > 0)
  if (some.length < 2 && show === undefined) return []
  return [
    {
      href,
      text: translate('en', 'employer.batches.show.all', { count: progress.checked }),
      isCurrent: show === undefined,
    },
    ...some.map((outcome) => ({
      href: `${href}?show=${outcome}`,
      text: translate('en', `employer.batches.show.${outcome}`, { count: progress[outcome] }),
      isCurrent: outcome === show,
    })),
  ]
}

function resultModel(item: BatchItemRow, href: string) {
  const line = lineOf(item)
  return {
    href: `${href}/rows/${line.row}`,
    name: line.id,
    ...markOf(line),
    found: foundIn(line),
  }
}

/** What nobody could check is never shown as good. */
export function markOf({ outcome }: ResultLine) {
  return outcome === 'problem'
    ? { mark: 'not-applicable', word: translate('en', 'employer.batches.outcome.problem') }
    : { mark: outcome, word: translate('en', `result.${outcome}`) }
}

function foundIn(line: ResultLine): string {
  return line.outcome === 'problem'
    ? problemWords(line).title
    : reportViewModel(line.report, 'en').sentence
}

export function problemWords({ problem }: Extract<ResultLine, { outcome: 'problem' }>) {
  const ofRow = rowProblems.find((one) => one === problem)
  if (ofRow !== undefined) {
    return {
      title: translate('en', `employer.batches.problem.${ofRow}.title`),
      next: translate('en', `employer.batches.problem.${ofRow}.next`),
    }
  }
  // sound: what is no problem of a row is one of what was checked
  const ofCheck = problem as Exclude<typeof problem, (typeof rowProblems)[number]>
  return {
    title: translate('en', `verifier.problem.${ofCheck}.title`),
    next: translate('en', `verifier.problem.${ofCheck}.next`),
  }
}

/** The report of one row, with what is said of the person where one was named. */
export function rowReport(line: Extract<ResultLine, { report: unknown }>): {
  report: ReportView
  person?: string
} {
  const { ownWords } = line
  const evidence = [{ report: line.report, ownWords }]
  const { person: _, ...report } = candidateReportViewModel({ evidence }, 'en')
  if (line.nameBinding === 'not-asked') return { report }
  return { report, person: translate('en', `employer.batches.${line.nameBinding}`) }
}
