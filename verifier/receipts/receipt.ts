import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Signer } from '../../shared/credential/signer.ts'
import type { Did } from '../../shared/did/did.ts'
import { signStatement } from '../../shared/trust/signed-statement.ts'
import { zDid, zLogSize, zMoment, zUnixTime } from '../../shared/trust/trust-values.ts'
import { checkNames } from '../../shared/verify/check-names.ts'
import type { Check, CredentialReport, PresentationReport } from '../../shared/verify/report.ts'

const zHashText = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url')
const zVerdict = z.enum(['valid', 'invalid', 'unknown'])

const zReceiptCheck = z.object({
  name: z.enum(checkNames),
  result: z.enum(['pass', 'fail', 'unknown', 'not-applicable']),
  code: z.string().regex(/^[a-z0-9_]{1,80}$/),
})

const zReceiptBadge = z.object({
  /** Of the badge as it was shown: see hashBadge. */
  hash: zHashText,
  /** SHA-256 of the badge's id, base64url. The id itself would let others ask for the badge. */
  idHash: zHashText.exactOptional(),
  issuer: z.string().max(2048),
  achievement: z.string().max(2048).exactOptional(),
  verdict: zVerdict,
  checks: z.array(zReceiptCheck).max(20),
  /** The city whose award log knows the badge (and the trusted city that recognises it), and where it stands. */
  log: z
    .object({
      city: zDid,
      recognisedBy: zDid.exactOptional(),
      index: zLogSize,
      size: zLogSize,
    })
    .exactOptional(),
})

/**
 * A verifier's word on what it checked, kept after the badges are gone: hashes, results and times, nothing by
 * which a person is known. As of `checkedAt`: it says nothing of any later time.
 */
export const zReceipt = z.object({
  iss: zDid,
  iat: zUnixTime,
  checkedAt: zMoment,
  /** Over what was presented as a whole: see hashPresentations. */
  presentationsHash: zHashText,
  verdict: zVerdict,
  /** Of the showing: who showed the badges, to whom. */
  checks: z.array(zReceiptCheck).max(20),
  badges: z.array(zReceiptBadge).max(100),
})

export type Receipt = z.output<typeof zReceipt>
export type ReceiptBadge = Receipt['badges'][number]

export type ReceiptInput = {
  report: PresentationReport
  /** Of each credential of the report, in its order. */
  badgeHashes: readonly string[]
  presentationsHash: string
}

/** @returns a compact JWT of type `waymark-receipt+jwt` */
export function signReceipt(
  input: ReceiptInput,
  { did, signer, at }: { did: Did; signer: Signer; at: Date },
): Promise<string> {
  const { report, badgeHashes, presentationsHash } = input
  const receipt: Receipt = {
    iss: did,
    iat: Math.floor(at.getTime() / 1000),
    checkedAt: report.checkedAt,
    presentationsHash,
    verdict: report.verdict,
    checks: report.checks.map(receiptCheck),
    badges: report.credentials.map((badge, index) => receiptBadge(badge, badgeHashes[index] ?? '')),
  }
  return signStatement({ type: 'waymark-receipt+jwt', payload: receipt, signer })
}

function receiptBadge(report: CredentialReport, hash: string) {
  const { credential, verdict, checks } = report
  const log = logOf(report)
  return {
    hash,
    ...(credential?.id !== undefined && { idHash: hashText(credential.id) }),
    issuer: credential?.issuer.id ?? '',
    ...(credential?.achievement && { achievement: credential.achievement.id }),
    verdict,
    checks: checks.map(receiptCheck),
    ...(log && { log }),
  }
}

function logOf({ via, logPosition }: CredentialReport): ReceiptBadge['log'] | undefined {
  if (via === undefined || logPosition === undefined) return undefined
  const { city, recognised } = via
  return recognised === undefined
    ? { city: city.did, ...logPosition }
    : { city: recognised.did, recognisedBy: city.did, ...logPosition }
}

/** Without the detail, which is for developers. */
function receiptCheck({ name, result, code }: Check) {
  return { name, result, code }
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
