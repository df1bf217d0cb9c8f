import { readSecured, type Secured } from '../../shared/credential/secured.ts'
import type { Did } from '../../shared/did/did.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import { formatOf } from '../../shared/oid4vc/credential-format.ts'
import type { CredentialReport } from '../../shared/verify/report.ts'
import type { BadgeSource, NewBadge } from './held-badge.ts'
import type { WalletPorts } from './wallet-ports.ts'

export type CheckedBadge =
  | { isReadable: true; badge: NewBadge }
  | { isReadable: false; code: string; report?: CredentialReport }

/**
 * Runs the checks on what came and says what it is. A badge that fails a check is still a badge, with its report; what
 * cannot be read as one is not, and is never stored.
 * @param input.holder whom it must have been awarded to; without it, whom it was awarded to decides nothing
 */
export async function checkBadge(
  input: { text: string; source: BadgeSource; holder?: Did; holders: readonly Did[] },
  ports: Pick<WalletPorts, 'verification' | 'clock'>,
): Promise<CheckedBadge> {
  const { text, source, holder, holders } = input
  const secured = readCredential(text)
  if ('code' in secured) return { isReadable: false, code: secured.code }
  const report = await ports.verification.verifyCredential(
    secured.text,
    holder === undefined ? {} : { expectedHolder: holder },
  )
  const { credential: summary } = report
  if (summary === undefined) return { isReadable: false, code: 'credential_malformed', report }
  const owner = holders.find((did) => did === summary.subjectId)
  return {
    isReadable: true,
    badge: {
      text: secured.text,
      format: formatOf[secured.securing],
      ...(owner === undefined ? {} : { holder: owner }),
      summary,
      report,
      source,
      receivedAt: ports.clock().toISOString(),
    },
  }
}

function readCredential(text: string): Secured | { code: string } {
  try {
    const secured = readSecured(text)
    return secured.kind === 'credential' ? secured : { code: 'presentation_instead_of_credential' }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { code: error.code }
  }
}
