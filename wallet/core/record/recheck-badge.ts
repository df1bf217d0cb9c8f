import { readOpenBadge2 } from '../../../shared/credential/open-badge-2.ts'
import type { CredentialReport, CredentialSummary } from '../../../shared/verify/report.ts'
import { isUnreached } from '../../../shared/verify/unreached.ts'
import { type HeldBadge, isPresentable } from '../held-badge.ts'
import { completeLogProofs, logProofsOf } from '../log-proofs.ts'
import type { WalletPorts } from '../wallet-ports.ts'

export type Recheck =
  /** The new report is kept with the badge. */
  | { outcome: 'checked'; badge: HeldBadge }
  /** Somebody could not be asked just now: what was known before stays, with its own time. */
  | { outcome: 'unreachable'; badge: HeldBadge; report: CredentialReport }

type RecheckPorts = Pick<
  WalletPorts,
  | 'verification'
  | 'verifyOpenBadge2'
  | 'store'
  | 'fetch'
  | 'resolveDid'
  | 'verifySignature'
  | 'allowLoopbackHttp'
>

/** Runs every check on a kept badge again. Where one of an older kind cannot be checked, its report stays. */
export async function recheckBadge(badge: HeldBadge, ports: RecheckPorts): Promise<Recheck> {
  if (!isPresentable(badge)) return recheckOpenBadge2(badge, ports)
  const logProofs = logProofsOf([badge])
  const report = await ports.verification.verifyCredential(badge.text, {
    ...(badge.holder !== undefined && { expectedHolder: badge.holder }),
    ...(logProofs.size > 0 && { logProofs }),
  })
  if (await staysAsKnown(badge, report, ports)) return { outcome: 'unreachable', badge, report }
  await ports.store.updateReport(badge.id, report)
  const [complete = badge] = await completeLogProofs([{ ...badge, report }], ports)
  return { outcome: 'checked', badge: complete }
}

async function recheckOpenBadge2(badge: HeldBadge, ports: RecheckPorts): Promise<Recheck> {
  const read = readOpenBadge2(badge.text)
  if (read === undefined || ports.verifyOpenBadge2 === undefined)
    return { outcome: 'checked', badge }
  const report = await ports.verifyOpenBadge2(read)
  if (report === undefined) return { outcome: 'unreachable', badge, report: badge.report }
  if (await staysAsKnown(badge, report, ports)) return { outcome: 'unreachable', badge, report }
  const summary = toldBy(report) ?? badge.summary
  await ports.store.updateReport(badge.id, report, summary)
  return { outcome: 'checked', badge: { ...badge, report, summary } }
}

/** What the badge's own hosts say of it, which it may only have named; nothing where they were not heard. */
function toldBy({ credential }: CredentialReport): CredentialSummary | undefined {
  return credential?.achievement?.name && credential.issuer.name ? credential : undefined
}

/** A host that does not answer today takes nothing back, nor what another check has found out meanwhile. */
async function staysAsKnown(
  badge: HeldBadge,
  report: CredentialReport,
  { store }: Pick<RecheckPorts, 'store'>,
): Promise<boolean> {
  if (!isUnreached(report)) return false
  const known = (await store.findBadge(badge.id)) ?? badge
  return known.report.verdict !== 'unknown'
}
