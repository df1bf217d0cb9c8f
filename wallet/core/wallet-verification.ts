import type { VerificationPorts } from '../../shared/verify/ports.ts'
import { createVerification } from '../../shared/verify/verification.ts'
import type { Verification } from '../../shared/verify/verification-port.ts'

/**
 * How a wallet checks badges. It trusts no city of itself: the one that a badge's awarder names is asked, so that the
 * learner sees who vouches, and decides nothing.
 * @param ports with `trust`, else no city can be asked
 */
export function createWalletVerification(ports: VerificationPorts): Verification {
  return createVerification(ports, { asksNamedCity: true })
}
