import { readOpenBadge2 } from '../../../shared/credential/open-badge-2.ts'
import type { Did } from '../../../shared/did/did.ts'
import { reportOpenBadge2 } from '../../../shared/verify/report-open-badge-2.ts'
import { type CheckedBadge, checkBadge } from '../check-badge.ts'
import type { BadgeSource } from '../held-badge.ts'
import type { WalletPorts } from '../wallet-ports.ts'

/** Runs the checks on a badge that the learner brings along; one of an older kind is at least labelled as that. */
export async function checkImported(
  input: { text: string; source: BadgeSource; holders: readonly Did[] },
  ports: Pick<WalletPorts, 'verification' | 'verifyOpenBadge2' | 'clock'>,
): Promise<CheckedBadge> {
  const old = readOpenBadge2(input.text)
  if (old === undefined) return checkBadge(input, ports)
  const report = (await ports.verifyOpenBadge2?.(old)) ?? reportOpenBadge2(old, ports.clock)
  const { credential: summary } = report
  if (summary === undefined) return { isReadable: false, code: 'credential_malformed', report }
  return {
    isReadable: true,
    badge: {
      text: old.text,
      format: 'open-badge-2',
      summary,
      report,
      source: input.source,
      receivedAt: ports.clock().toISOString(),
    },
  }
}
