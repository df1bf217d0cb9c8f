import type { Transaction } from '../../shared/node/database/database.ts'
import type { Presented } from '../../shared/server/presenting/presented-credentials.ts'
import type { PresentedLogProofs, VerificationPolicy } from '../../shared/verify/ports.ts'
import type { PresentationReport } from '../../shared/verify/report.ts'
import type { KeepingPorts } from '../candidates/candidate-seal.ts'
import { type Kept, keptPolicy } from '../candidates/kept.ts'
import { type Received, receiveEvidence } from '../candidates/receive-evidence.ts'
import { isBound, type PresentationRequest } from '../requests/presentation-request.ts'

export type CandidateAnswer = {
  report: PresentationReport
  queryIds: readonly string[]
  presentationsHash: string
  receipt: string
  presented: readonly Presented[]
  logProofs: PresentedLogProofs
  audience: string
  policy: VerificationPolicy
  at: Date
}

/**
 * What a wallet answered is the candidate's. Where the request belongs to a browser it counts once that browser says
 * so: else whoever made somebody else answer would send it as their own.
 */
export function keepForCandidate(
  tx: Transaction,
  request: PresentationRequest,
  answer: CandidateAnswer,
  ports: KeepingPorts,
): Promise<Received> {
  const { id: requestId, organisation, vacancy, candidateId, sessionHash, retentionDays } = request
  const { report, queryIds, presentationsHash, receipt, at } = answer
  const sending = {
    ...{ organisation, retentionDays, at, counts: !isBound(request) },
    ...(vacancy?.id !== undefined && { vacancyId: vacancy.id }),
    ...(candidateId !== undefined && { candidateId }),
    ...(sessionHash !== undefined && { sessionHash }),
  }
  const kept = keptOf(request, answer)
  const evidence = { source: 'protocol' as const, kept, requestId, report, queryIds, receipt }
  return receiveEvidence(tx, sending, [{ ...evidence, presentationsHash }], ports)
}

/** All that it takes to check it again in the same way. */
export function keptOf(
  { nonce }: Pick<PresentationRequest, 'nonce'>,
  { presented, audience, logProofs, policy }: CandidateAnswer,
): Kept {
  return {
    kind: 'presentations',
    presentations: presented.map(({ presentation }) => presentation),
    binding: { nonce, audience },
    logProofs: Object.fromEntries(logProofs),
    policy: keptPolicy(policy),
  }
}
