import { readSecured } from '../../shared/credential/secured.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import type { VerificationPolicy, VerificationPorts } from '../../shared/verify/ports.ts'
import type { VerificationReport } from '../../shared/verify/report.ts'
import { verifyCredential } from '../../shared/verify/verify-credential.ts'
import { verifyPresentation } from '../../shared/verify/verify-presentation.ts'

/** Verifies a credential or a presentation, whichever the text is; what is neither is an invalid credential. */
export function verifyText(
  text: string,
  ports: VerificationPorts,
  policy: VerificationPolicy = {},
): Promise<VerificationReport> {
  const input = text.trim()
  return isPresentation(input)
    ? verifyPresentation(input, { ports, policy })
    : verifyCredential(input, { ports, policy })
}

function isPresentation(input: string): boolean {
  try {
    return readSecured(input).kind === 'presentation'
  } catch (error) {
    if (!isAppError(error)) throw error
    return error.code === 'presentation_malformed'
  }
}
