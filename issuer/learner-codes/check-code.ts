import { verifyCompactJws } from '../../shared/credential/jws.ts'
import type { VerifySignature } from '../../shared/credential/signer.ts'
import type { Did } from '../../shared/did/did.ts'
import { findVerificationKey } from '../../shared/did/did-document.ts'
import { isInUse } from '../../shared/did/key-life.ts'
import type { ResolveDid } from '../../shared/did/resolution.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { type LearnerCodeFault, readLearnerCode } from '../../shared/learner-code/learner-code.ts'

export type CheckCodePorts = {
  cityDid: Did
  resolveDid: ResolveDid
  verifySignature: VerifySignature
  clock: () => Date
}

/** A code whose signature is that of the learner's key, made for this city a moment ago. */
export type CheckedCode = { holder: Did; ticketHash: string }

export type CodeRefusal =
  | LearnerCodeFault
  | 'forged'
  | 'unreachable'
  | 'used'
  /** Nothing was pasted, or there was no code in the picture. */
  | 'nothing'
  | 'no-code'

/**
 * Whether the code was used before is for the unit to say that uses it.
 * @throws AppError learner_code_refused
 */
export async function checkCode(text: string, ports: CheckCodePorts): Promise<CheckedCode> {
  const read = readLearnerCode(text, { city: ports.cityDid, now: ports.clock() })
  if ('fault' in read) throw refusedCode(read.fault)
  const { jws, holder, keyId, ticketHash } = read.code
  const resolution = await ports.resolveDid(holder, { fresh: true })
  if (resolution.outcome === 'unavailable') throw refusedCode('unreachable')
  if (resolution.outcome !== 'resolved') throw refusedCode('forged')
  const key = findVerificationKey(resolution.document, {
    id: keyId,
    relationship: 'authentication',
  })
  if (key === undefined || !isInUse(key, ports.clock())) throw refusedCode('forged')
  if (!(await verifyCompactJws(jws, key.publicKey, ports.verifySignature))) {
    throw refusedCode('forged')
  }
  return { holder, ticketHash }
}

/** In the words of who scanned it. */
export function refusedCode(refusal: CodeRefusal): AppError {
  return new AppError('learner_code_refused', translate('en', `console.scan.refused-${refusal}`))
}
