import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { KeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { createNonce, type RandomBytes } from '../../shared/oid4vc/nonce.ts'
import { type Asker, clientIdOf } from '../../shared/server/presenting/authorization-request.ts'
import { readFittingAnswer } from '../../shared/server/presenting/fitting-answer.ts'
import type { Presented } from '../../shared/server/presenting/presented-credentials.ts'
import { readResponse } from '../../shared/server/presenting/read-response.ts'
import { hashSecret } from '../../shared/server/presenting/secret-hash.ts'
import type {
  PresentedLogProofs,
  VerificationPolicy,
  VerificationPorts,
} from '../../shared/verify/ports.ts'
import type { Check, PresentationReport } from '../../shared/verify/report.ts'
import { verifyPresentations } from '../../shared/verify/verify-presentation.ts'
import { withinReach } from '../../shared/verify/within-reach.ts'
import { tellOfAsk } from '../asks/ask-events.ts'
import { noteDeclined } from '../candidates/confirm-evidence.ts'
import type { OnBehalf } from '../organisations/on-behalf.ts'
import { hashBadge } from '../receipts/badge-hash.ts'
import { signReceipt } from '../receipts/receipt.ts'
import type { ReceiptStore } from '../receipts/receipt-store.ts'
import type { ReportStore } from '../reports/report-store.ts'
import { keepPresented } from '../reports/request-presented.ts'
import {
  assertWaiting,
  isBound,
  isForCandidate,
  type PresentationRequest,
  queryOf,
} from '../requests/presentation-request.ts'
import { requestReference } from '../requests/request-reference.ts'
import type { RequestStore } from '../requests/request-store.ts'
import { enqueueEvent } from '../webhooks/employer-events.ts'
import { keepForCandidate, keptOf } from './keep-for-candidate.ts'
import { hashPresentations } from './presentations-hash.ts'

/** `signerOf`: the organisation's own key of today signs the receipt. */
export type AnswerPorts = Pick<OnBehalf, 'askerOf' | 'signerOf'> & {
  database: Database
  requests: RequestStore
  reports: ReportStore
  receipts: ReceiptStore
  verification: VerificationPorts
  /** Asked where the request trusts no city; their word is reported and decides nothing. */
  reportedCities?: readonly Did[]
  random: RandomBytes
  keyEncryptionKey: KeyEncryptionKey
  clock: () => Date
}

/** What the wallet is told: nothing, or where to send the person's browser. */
export type AnswerOutcome = { redirectUri?: string }

/**
 * Takes a wallet's answer to a request. An answer that is not one (malformed, not to this request, not what was
 * asked for, not proven by its holder) is refused and leaves the request waiting, so that nobody can spoil it;
 * what is accepted uses the request and its nonce up, together with the report or the candidate's evidence, in one transaction. What the
 * checks say of the badges themselves stands in the report.
 * @throws AppError request_answered | request_expired | authorization_response_malformed |
 * presentation_malformed | answer_unfitting | presentation_refused
 */
export async function answerRequest(
  request: PresentationRequest,
  form: unknown,
  ports: AnswerPorts,
): Promise<AnswerOutcome> {
  const arrivedAt = ports.clock()
  assertWaiting(request, arrivedAt)
  const response = await readResponse(form, request)
  if (response.kind === 'declined') return decline(request, response.error, arrivedAt, ports)

  const presented = readFittingAnswer(response.vpToken, queryOf(request))
  const asker = await ports.askerOf(request.organisation)
  const report = await verifyPresented({ ...response, presented }, request, { ...ports, asker })
  const presentationsHash = hashPresentations(presented)
  const receipt = await signReceipt(
    { report, presentationsHash, badgeHashes: presented.map(({ badge }) => hashBadge(badge)) },
    { did: asker.did, signer: await ports.signerOf(request.organisation), at: arrivedAt },
  )
  const code = isBound(request) ? createNonce(ports.random) : undefined
  await ports.database.transact(async (tx) => {
    const isFirst = await ports.requests.markAnswered(tx, request.id, {
      progress: 'received',
      answeredAt: arrivedAt,
      ...(code !== undefined && { responseCodeHash: hashSecret(code) }),
    })
    if (!isFirst) throw answered()
    await tell(tx, 'request.answered', request, arrivedAt)
    const queryIds = presented.map(({ queryId }) => queryId)
    const { logProofs } = response
    const answer = {
      ...{ report, queryIds, presentationsHash, receipt, presented, logProofs, at: arrivedAt },
      audience: clientIdOf(request, asker),
      policy: policyOf(request, ports.reportedCities),
    }
    if (isForCandidate(request)) {
      await keepForCandidate(tx, request, answer, ports)
      return
    }
    const { id: requestId } = request
    await keepPresented(tx, requestId, keptOf(request, answer), ports.keyEncryptionKey)
    const stored = { requestId, report, queryIds, presentationsHash, createdAt: arrivedAt }
    await ports.reports.insert(tx, stored)
    await ports.receipts.insert(tx, requestId, receipt)
  })
  if (code === undefined) return {}
  return {
    redirectUri: `${asker.publicUrl}/requests/${request.id}/return?response_code=${code}`,
  }
}

async function decline(
  request: PresentationRequest,
  declinedWith: string,
  answeredAt: Date,
  { database, requests }: AnswerPorts,
): Promise<AnswerOutcome> {
  const { id, organisation, candidateId } = request
  await database.transact(async (tx) => {
    const declined = { progress: 'declined', answeredAt, declinedWith } as const
    if (!(await requests.markAnswered(tx, id, declined))) throw answered()
    if (candidateId !== undefined) {
      await noteDeclined(tx, { organisation, candidateId })
      await tellOfAsk(tx, request, { type: 'ask.declined', candidateId, at: answeredAt })
    }
    await tell(tx, 'request.declined', request, answeredAt)
  })
  return {}
}

function tell(
  tx: Transaction,
  type: 'request.answered' | 'request.declined',
  { id, organisation, vacancy }: PresentationRequest,
  at: Date,
): Promise<void> {
  const data = {
    reference: requestReference(id),
    ...(vacancy?.id !== undefined && { vacancyId: vacancy.id }),
  }
  return enqueueEvent(tx, { organisation, type, data, at })
}

async function verifyPresented(
  { presented, logProofs }: { presented: readonly Presented[]; logProofs: PresentedLogProofs },
  request: PresentationRequest,
  { asker, verification, reportedCities }: AnswerPorts & { asker: Asker },
): Promise<PresentationReport> {
  const { nonce } = request
  const report = await verifyPresentations(
    presented.map(({ secured }) => secured),
    {
      ports: withinReach(verification),
      policy: policyOf(request, reportedCities),
      binding: { nonce, audience: clientIdOf(request, asker) },
      logProofs,
    },
  )
  const failed = report.checks.find(
    ({ result, code }) => result === 'fail' || code === 'too_much_work',
  )
  if (failed !== undefined) throw refusedBy(failed)
  return report
}

function policyOf(
  { badges, vacancy, trustedCities }: PresentationRequest,
  reportedCities: readonly Did[] | undefined,
): VerificationPolicy {
  if (trustedCities !== undefined) return { trustedCities }
  return {
    asksForBadgesById:
      badges.length > 0 || (vacancy?.needs.some(({ wanted }) => wanted.kind === 'badge') ?? false),
    ...(reportedCities && { trustedCities: reportedCities, required: [] }),
  }
}

/** Who shows it is not proven, so it is nobody's answer. */
function refusedBy({ name, code }: Check): AppError {
  return new AppError(
    'presentation_refused',
    `A presentation was refused: its check ${name} says ${code}`,
  )
}

function answered(): AppError {
  return new AppError('request_answered', 'This request was answered already; ask for a new one')
}
