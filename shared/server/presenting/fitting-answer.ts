import { AppError } from '../../errors/app-error.ts'
import { type AnswerFault, findAnswerFault } from '../../oid4vc/dcql-match.ts'
import type { DcqlQuery } from '../../oid4vc/dcql-query.ts'
import type { VpToken } from '../../oid4vc/oid4vp-response.ts'
import { type Presented, readPresented } from './presented-credentials.ts'

const faultSentences: Record<AnswerFault, string> = {
  query_unknown: 'vp_token names a query that is not in the request',
  answer_empty: 'vp_token names a query and gives no presentation for it',
  answer_not_single: 'vp_token gives several presentations where the request asks for one',
  answer_unfitting: 'A presentation is of another badge than its query asks for',
  answer_incomplete: 'vp_token leaves out something that the request requires',
}

/**
 * Cheap policy, before any signature is looked at.
 * @throws AppError presentation_malformed | answer_unfitting
 */
export function readFittingAnswer(vpToken: VpToken, query: DcqlQuery): Presented[] {
  const presented = readPresented(vpToken)
  const answers = new Map(
    Object.keys(vpToken).map((id) => [
      id,
      presented.filter(({ queryId }) => queryId === id).map(({ credential }) => credential),
    ]),
  )
  const fault = findAnswerFault(query, answers)
  if (fault !== undefined) throw new AppError('answer_unfitting', faultSentences[fault])
  return presented
}
