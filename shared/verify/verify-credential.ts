import type { Secured } from '../credential/secured.ts'
import type { JsonObject } from '../json/json.ts'
import type { KeptDocument } from '../trust/trust-reader.ts'
import { type Accreditation, checkAccreditation } from './accreditation-check.ts'
import { budgeted } from './budgeted.ts'
import { check, completeChecks } from './check.ts'
import { checkNames } from './check-names.ts'
import { checkDates } from './dates-check.ts'
import { checkEndorsements } from './endorsements-check.ts'
import { checkHolderBinding } from './holder-binding-check.ts'
import { checkIssuerKey, settleIssuerKey } from './issuer-key-check.ts'
import { createIssuerResolver } from './issuer-resolver.ts'
import { didOf } from './key-lookup.ts'
import { unopened } from './learner-record.ts'
import { type Moment, momentOf } from './moment.ts'
import type { PresentedLogProofs, VerificationPolicy, VerificationPorts } from './ports.ts'
import { readProofs } from './proof-candidates.ts'
import { checkRecipient } from './recipient-check.ts'
import { type Check, type CredentialOutcome, type CredentialReport, verdictOf } from './report.ts'
import { citiesDecide, requiredChecks } from './required-checks.ts'
import { checkShape } from './shape-check.ts'
import { checkStatus } from './status-check.ts'
import { summarise } from './summary.ts'
import { idOf } from './values.ts'
import { verifyProof } from './verify-proof.ts'

export type CredentialOptions = {
  ports: VerificationPorts
  policy?: VerificationPolicy
  /** The DID that must be the credential's subject: who presents it, or whose wallet receives it. */
  expectedHolder?: string
  logProofs?: PresentedLogProofs
}

/** What one verification is made with. All checks of a report speak of one moment. */
export type CredentialContext = {
  ports: VerificationPorts
  policy: VerificationPolicy
  moment: Moment
  expectedHolder?: string
  logProofs?: PresentedLogProofs
  /** 0 for the credential itself, more for endorsements inside. */
  depth: number
}

/** Is this credential what it says, now? What is wrong with the input is in the report, never thrown. */
export function verifyCredential(
  input: string | JsonObject,
  { ports, policy = {}, ...more }: CredentialOptions,
): Promise<CredentialReport> {
  const moment = momentOf(ports.clock(), policy.clockSkewSeconds)
  return verifyCredentialAt(input, { ports: budgeted(ports), policy, moment, depth: 0, ...more })
}

/**
 * The credential itself, then what only it leads to: a newer version of it, those that it holds. Where nothing can
 * follow that, a record of others stays unknown.
 */
export async function verifyCredentialAt(
  input: string | JsonObject,
  context: CredentialContext,
): Promise<CredentialReport> {
  const outcome = await verifyAlone(input, context)
  const { further } = context.ports
  const isAlone = further === undefined || context.depth > 0
  return isAlone
    ? unopened(outcome)
    : further.complete(outcome, (other) => verifyAlone(other, context), context.ports)
}

/** The order of work: what costs nothing first, other hosts last and only for what is good so far. */
async function verifyAlone(
  input: string | JsonObject,
  context: CredentialContext,
): Promise<CredentialOutcome> {
  const { policy, moment } = context
  const read = readCredential(input, policy)
  if (read.candidates === undefined) {
    return reportOf(read.checks, context, read.secured && { secured: read.secured })
  }
  const { secured, candidates, issuer } = read

  const issuers = createIssuerResolver(policy, context.ports, moment)
  const ports = { ...context.ports, resolveDid: issuers.resolveDid }
  const signer = { controller: () => issuer, purpose: 'assertionMethod' as const }
  // a token has one signature, however many keys may have made it
  const isEach = policy.everyProof === true && secured.jws === undefined
  const { proof, lookup, candidate } = await verifyProof(candidates, signer, ports, moment, isEach)
  // of the issuer, or of the DID whose key its document lists
  const copy = issuers.copyOf(issuer) ?? issuers.copyOf(didOf(candidate.keyId) ?? '')
  const key = checkIssuerKey(lookup, copy)
  const found = { secured, securedWith: candidate.securedWith, copy }
  const signed = [...read.checks, proof]
  const isOwnKey = (lookup.outcome === 'revoked' && !lookup.isEscrow) || key.result === 'pass'
  if (lookup.outcome === 'refused' || !isOwnKey || proof.result !== 'pass') {
    return reportOf([...signed, key], context, found)
  }

  const held = checkHolderBinding(secured.document, context.expectedHolder)
  const dates = checkDates(secured.document, candidate.times, moment)
  const recipient = await checkRecipient(secured.document, policy.recipient)
  const local = [...signed, held, dates, recipient]
  if (held.result === 'fail' || dates.result === 'fail') {
    return reportOf([...local, key], context, found)
  }

  const asked = { ...context, at: moment.now }
  const accreditation = await checkAccreditation(secured.document, issuer, lookup, asked)
  const settled = citiesDecide(policy) ? settleIssuerKey(key, lookup, accreditation) : key
  const vouched = [...local, settled, ...accreditation.checks]
  const known = { ...found, accreditation }
  // a thief chooses where the status of what he signs is asked for
  if (settled.result !== 'pass') return reportOf(vouched, context, known)

  const status = await checkStatus(secured.document, issuer, ports, moment)
  const endorsements = await checkEndorsements(secured.document, context.depth, (endorsement) =>
    verifyCredentialAt(endorsement, {
      ports: context.ports,
      moment,
      policy: { ...(policy.contexts && { contexts: policy.contexts }) },
      depth: context.depth + 1,
    }),
  )
  return reportOf([...vouched, status, endorsements], context, known)
}

/** What a credential says of itself where there was no reason, or no right, to check more than its shape. */
export function reportUnchecked(
  input: string | JsonObject,
  context: CredentialContext,
): CredentialReport {
  const { shape, secured } = checkShape(input, 'credential', context.policy.contexts)
  return reportOf([shape], context, secured && { secured }).report
}

/** Size, parsing, cheap policy: everything that needs no key. */
function readCredential(input: string | JsonObject, { contexts, everyProof }: VerificationPolicy) {
  const { shape, secured, refusal } = checkShape(input, 'credential', contexts)
  if (refusal) return { checks: [shape, refusal], secured }
  if (secured === undefined || shape.result !== 'pass') return { checks: [shape], secured }
  const reading = readProofs(secured, 'assertionMethod', everyProof)
  if (reading.outcome === 'refused') {
    return { checks: [shape, check('proof', reading.code)], secured }
  }
  const issuer = idOf(secured.document.issuer) ?? ''
  return { checks: [shape], secured, issuer, candidates: reading.candidates }
}

/** What was found out of a credential that could be read. */
type Findings = {
  secured: Secured
  securedWith?: string
  copy?: KeptDocument | undefined
  accreditation?: Accreditation
}

function reportOf(
  done: Check[],
  { policy, moment }: CredentialContext,
  findings?: Findings,
): CredentialOutcome {
  const checks = completeChecks(done, checkNames)
  const { secured, securedWith, copy, accreditation } = findings ?? {}
  const credential = secured && summarise(secured.document)
  const report: CredentialReport = {
    kind: 'credential',
    verdict: verdictOf(checks, requiredChecks(policy, credential)),
    checks,
    ...(credential && { credential }),
    ...(securedWith !== undefined && { securedWith }),
    ...(accreditation?.via && { via: accreditation.via }),
    ...(accreditation?.logPosition && { logPosition: accreditation.logPosition }),
    ...(copy && { issuerDocument: { city: copy.city, retrievedAt: copy.retrievedAt } }),
    checkedAt: moment.now.toISOString(),
  }
  return secured ? { report, document: secured.document } : { report }
}
