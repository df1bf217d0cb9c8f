import type { VerificationPolicy, VerificationPorts } from './ports.ts'
import type { Verification } from './verification-port.ts'
import { verifyCredential } from './verify-credential.ts'
import { verifyPresentation } from './verify-presentation.ts'

/** The pipeline with its ports and policy given: what an agent's credential providers verify with. */
export function createVerification(
  ports: VerificationPorts,
  policy: VerificationPolicy = {},
): Verification {
  return {
    canonicalize: ports.canonicalize,
    verifyCredential: (input, options) => verifyCredential(input, { ports, policy, ...options }),
    verifyPresentation: (input, options) =>
      verifyPresentation(input, { ports, policy, ...options }),
  }
}
