import type { Did } from '../../../shared/did/did.ts'
import type { HeldBadge } from '../held-badge.ts'
import { checkImported } from '../import/check-imported.ts'
import type { WalletPorts } from '../wallet-ports.ts'

/**
 * Somebody may hand over a backup with its passphrase, so what it says of its badges is not believed: each is read and
 * checked again. What is no badge is left out.
 */
export async function badgesOfAnother(
  badges: readonly HeldBadge[],
  holders: readonly Did[],
  ports: Pick<WalletPorts, 'verification' | 'verifyOpenBadge2' | 'clock'>,
): Promise<HeldBadge[]> {
  const checked = await Promise.all(
    badges.map(async ({ holder: _, ...badge }): Promise<HeldBadge[]> => {
      const { text, source, receivedAt } = badge
      const found = await checkImported({ text, source, holders }, ports)
      return found.isReadable ? [{ ...badge, ...found.badge, receivedAt }] : []
    }),
  )
  return checked.flat()
}
