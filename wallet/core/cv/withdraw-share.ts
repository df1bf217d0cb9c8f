import { AppError } from '../../../shared/errors/app-error.ts'
import { shareUrl } from '../../../shared/sealed/share-api.ts'
import type { WalletPorts } from '../wallet-ports.ts'
import type { Share } from './share.ts'

/**
 * Takes a share back: its link says so from now on, and the ciphertext is gone from the server. Whoever looked before
 * has seen it.
 * @throws AppError fetch_failed
 */
export async function withdrawShare(
  share: Share,
  { fetch, store }: Pick<WalletPorts, 'fetch' | 'store'>,
): Promise<void> {
  const response = await fetch(shareUrl(new URL(share.link).origin, share.id), {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${share.withdrawToken}` },
  })
  // a share that is over is as good as withdrawn
  const isGone = response.ok || response.status === 404 || response.status === 410
  if (!isGone) {
    throw new AppError(
      'fetch_failed',
      `The wallet server did not take the share back: status ${response.status}`,
    )
  }
  await store.removeShare(share.id)
}

/** The shares that can still be looked at, those that end first in front; what is over is forgotten. */
export async function livingShares({
  store,
  clock,
}: Pick<WalletPorts, 'store' | 'clock'>): Promise<Share[]> {
  const now = clock().toISOString()
  const shares = await store.listShares()
  for (const { id } of shares.filter(({ expiresAt }) => expiresAt <= now)) {
    await store.removeShare(id)
  }
  return shares
    .filter(({ expiresAt }) => expiresAt > now)
    .sort((one, other) => one.expiresAt.localeCompare(other.expiresAt))
}
