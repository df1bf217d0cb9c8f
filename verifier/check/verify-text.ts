import { readOpenBadge2 } from '../../shared/credential/open-badge-2.ts'
import { readSecured } from '../../shared/credential/secured.ts'
import { walletFileType } from '../../shared/credential/wallet-file.ts'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { isJsonObject, parseJsonStrict } from '../../shared/json/json.ts'
import { verifyOpenBadge2 } from '../../shared/verify/open-badge-2/verify-open-badge-2.ts'
import type { VerificationPolicy, VerificationPorts } from '../../shared/verify/ports.ts'
import type { VerificationReport } from '../../shared/verify/report.ts'
import { verifyCredential } from '../../shared/verify/verify-credential.ts'
import { verifyPresentation } from '../../shared/verify/verify-presentation.ts'

/** As much as `waymark verify` reads. */
const maxWalletBytes = 8_388_608

/**
 * Verifies a credential, an Open Badge 2.0 or a presentation, whichever the text is; what is none is an invalid
 * credential.
 * @throws AppError wallet_file_given
 */
export async function verifyText(
  text: string,
  ports: VerificationPorts,
  policy: VerificationPolicy = {},
): Promise<VerificationReport> {
  const input = text.trim()
  if (isWalletFile(input)) throw walletFileGiven()
  const old = readOpenBadge2(input)
  if (old !== undefined) return verifyOpenBadge2(old, { ports, policy })
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

/** What everybody who has badges has at hand, and holds many: one verdict on all of them would say nothing. */
function isWalletFile(input: string): boolean {
  if (!input.startsWith('{') || !input.includes(`"${walletFileType}"`)) return false
  try {
    const value = parseJsonStrict(input, { maxBytes: maxWalletBytes })
    return isJsonObject(value) && value.type === walletFileType
  } catch (error) {
    if (!isAppError(error)) throw error
    return false
  }
}

function walletFileGiven(): AppError {
  return new AppError(
    'wallet_file_given',
    'This is the export of a whole wallet. Verify one badge of it: list them with `waymark wallet list`, and write one to a file with `waymark wallet export ID --output badge.json`',
  )
}
