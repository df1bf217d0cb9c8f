import type { Response } from 'express'
import type { Database } from '../../shared/node/database/database.ts'
import type { Access } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { listAsks } from '../asks/ask-store.ts'
import { answeredNeeds, asksView } from '../asks/ask-view.ts'
import { findNextRetry } from '../continuity/retries.ts'
import type { RequestStore } from '../requests/request-store.ts'
import type { Permission } from '../staff/roles.ts'
import type { Vacancy } from '../vacancies/vacancy.ts'
import { type Candidate, nameOf } from './candidate.ts'
import { reportOf } from './candidate-report.ts'
import type { CandidateStore } from './candidate-store.ts'
import { baseOf, evidenceView, hrefOf } from './candidate-view.ts'

export type CandidatePagePorts = {
  database: Database
  candidates: Pick<CandidateStore, 'list' | 'listEvidence' | 'listEarlierChecks'>
  requests: Pick<RequestStore, 'listOfCandidate'>
  publicUrl: string
  clock: () => Date
}

const area = 'candidates'

/** The page of a candidate: their report, what they sent, what they were asked for, and what can be done. */
export async function showCandidate(
  response: Response,
  {
    candidate,
    vacancy,
    access,
  }: { candidate: Candidate; vacancy: Vacancy | undefined; access: Access<Permission> },
  { candidates, database, requests, publicUrl, clock }: CandidatePagePorts,
): Promise<void> {
  const { organisation, id } = candidate
  const evidence = await candidates.listEvidence(organisation, id)
  const earlier = await candidates.listEarlierChecks(organisation, id)
  const others = await sameVacancy(candidate, candidates)
  const ids = evidence.map((one) => one.id)
  const nextCheck = await findNextRetry(database.reader, ids)
  const base = hrefOf(candidate)
  const asks = await listAsks(database.reader, { organisation, candidateId: id })
  const made = asks.length === 0 ? [] : await requests.listOfCandidate(organisation, id)
  const now = clock()
  const needs = [...(vacancy?.needs ?? []), ...answeredNeeds(asks, made, now)]
  const { receivedAt, deleteAfter, contact, pseudonym, state } = candidate
  consolePage(
    response,
    'candidates/candidate.njk',
    {
      ...{ base, nextCheck, receivedAt, deleteAfter, contact, pseudonym, state, others },
      back: baseOf(organisation),
      vacancy: vacancy?.title,
      canDecide: access.can('candidate.decide', organisation),
      things: evidence.map((one) => evidenceView(one, { base, earlier })),
      asks: asksView(asks, made, { publicUrl, base, contact, now }),
      ...(evidence.length > 0 && { report: reportOf({ candidate, needs, evidence, earlier }) }),
    },
    { title: nameOf(candidate), area },
  )
}

/** Who may be the same person. */
async function sameVacancy(
  { organisation, vacancyId, id }: Candidate,
  { list }: CandidatePagePorts['candidates'],
) {
  const where = vacancyId === undefined ? {} : { vacancyId }
  const { items } = await list({ organisation, ...where, limit: 100 })
  return items
    .filter((one) => one.id !== id && one.vacancyId === vacancyId)
    .map((one) => ({ value: one.id, text: nameOf(one) }))
}
