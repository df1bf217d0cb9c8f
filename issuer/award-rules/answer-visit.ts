import { createHash } from 'node:crypto'
import { type Did, isDid } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import { wantedBadgeOf } from '../../shared/oid4vc/dcql-badges.ts'
import { createNonce, type RandomBytes } from '../../shared/oid4vc/nonce.ts'
import {
  type Asker,
  clientIdOf,
  type WalletRequest,
} from '../../shared/server/presenting/authorization-request.ts'
import { readFittingAnswer } from '../../shared/server/presenting/fitting-answer.ts'
import type { Presented } from '../../shared/server/presenting/presented-credentials.ts'
import { type ReadResponse, readResponse } from '../../shared/server/presenting/read-response.ts'
import type { VerificationPorts } from '../../shared/verify/ports.ts'
import type { PresentationReport } from '../../shared/verify/report.ts'
import { verifyPresentations } from '../../shared/verify/verify-presentation.ts'
import { withinReach } from '../../shared/verify/within-reach.ts'
import { findAward } from '../awards/award-store.ts'
import type { MakeAwardPorts } from '../awards/make-award.ts'
import { hashSecret } from '../oid4vci/claim-secrets.ts'
import type { StatusLists } from '../status/status-lists.ts'
import { awardByRule } from './award-by-rule.ts'
import type { AwardRule } from './award-rule.ts'
import { evaluateRule } from './evaluate-rule.ts'
import { ruleVisitEntity } from './rule-schema.ts'
import { answered, assertWaiting, type RuleVisit, type VisitOutcome } from './rule-visit.ts'

export type AnswerVisitPorts = MakeAwardPorts & {
  database: Database
  /** Its word is what counts of who may award what, and of which cities it recognises. */
  cityDid: Did
  verification: VerificationPorts
  statusLists: Pick<StatusLists, 'makeReady'>
  random: RandomBytes
}

export type OpenVisit = { visit: RuleVisit; rule: AwardRule; request: WalletRequest; asker: Asker }

/**
 * Takes a wallet's answer. One that is none (malformed, to another request, not proven by its holder) is refused and
 * leaves the request waiting, so that nobody can spoil it. Any other uses the request and its nonce up in the same unit
 * that awards, and only the browser that began is told what came of it, once it brings the code back.
 * @returns the code
 * @throws AppError request_answered | request_expired | authorization_response_malformed | presentation_malformed |
 * answer_unfitting | presentation_refused
 */
export async function answerVisit(
  { visit, rule, request, asker }: OpenVisit,
  form: unknown,
  ports: AnswerVisitPorts,
): Promise<string> {
  assertWaiting(visit, ports.clock())
  const response = await readResponse(form, { state: request.state, responseMode: 'direct_post' })
  const settle =
    response.kind === 'declined'
      ? async (): Promise<VisitOutcome> => ({ kind: 'declined' })
      : await settleShown({ response, rule, request, asker, visit }, ports)
  const code = createNonce(ports.random)
  const outcome = await ports.database.transact(async (tx) => {
    const { affected } = await tx.update(
      ruleVisitEntity,
      { exchangeHash: visit.exchangeHash, progress: 'waiting' },
      { progress: 'answered', responseCodeHash: hashSecret(code) },
    )
    if (affected !== 1) throw answered()
    const settled = await settle(tx)
    await tx.update(
      ruleVisitEntity,
      { exchangeHash: visit.exchangeHash },
      { outcome: JSON.stringify(settled) },
    )
    return settled
  })
  if (outcome.kind === 'met') await makeAwardReady(rule.provider, outcome.awardId, ports)
  return code
}

type Shown = Omit<OpenVisit, 'visit'> & {
  visit: RuleVisit
  response: Extract<ReadResponse, { kind: 'presented' }>
}

/** Everything that takes time, before the unit that awards. */
async function settleShown(
  { response, rule, request, asker, visit }: Shown,
  ports: AnswerVisitPorts,
): Promise<(tx: Transaction) => Promise<VisitOutcome>> {
  const presented = readFittingAnswer(response.vpToken, request.query)
  const report = await verifyPresentations(
    presented.map(({ secured }) => secured),
    {
      ports: withinReach(ports.verification),
      policy: { trustedCities: [ports.cityDid] },
      binding: { nonce: request.nonce, audience: clientIdOf(request, asker) },
      logProofs: response.logProofs,
    },
  )
  assertProven(report)
  const finding = evaluateRule(rule, shownFor(presented, report))
  if (finding.kind !== 'met') return async () => finding
  const { holder } = report
  if (holder === undefined || !isDid(holder)) return async () => ({ kind: 'holders' })
  const { provider, id } = rule
  const input = { holder, language: visit.language, shownHash: hashOf(presented) }
  return (tx) => awardByRule(tx, { key: { provider, id }, ...input }, ports)
}

/** Who shows it is not proven, so it is nobody's answer. */
function assertProven({ checks }: PresentationReport): void {
  const failed = checks.find(({ result, code }) => result === 'fail' || code === 'too_much_work')
  if (failed === undefined) return
  const { name, code } = failed
  throw new AppError(
    'presentation_refused',
    `A presentation was refused: its check ${name} says ${code}`,
  )
}

/** Credentials stand in the report in the order in which they answered queries. */
function shownFor(presented: readonly Presented[], { credentials }: PresentationReport) {
  return credentials.flatMap((report, index) => {
    const need = wantedBadgeOf(presented[index]?.queryId ?? '')
    return need === undefined ? [] : [{ need, report }]
  })
}

/** SHA-256, base64url, over those of the badges' texts: tells of the same badges shown again, and not which they were. */
function hashOf(presented: readonly Presented[]): string {
  const hash = (text: string) => createHash('sha256').update(text).digest('base64url')
  return hash(
    presented
      .map(({ badge }) => hash(badge.text))
      .sort()
      .join('\n'),
  )
}

async function makeAwardReady(
  provider: string,
  id: string,
  { database, statusLists }: AnswerVisitPorts,
): Promise<void> {
  const award = await findAward(database.reader, { provider, id })
  if (award !== undefined) await statusLists.makeReady({ provider, id: award.statusList })
}
