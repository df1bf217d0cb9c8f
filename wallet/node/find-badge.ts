import { AppError } from '../../shared/errors/app-error.ts'
import type { HeldBadge } from '../core/held-badge.ts'
import type { WalletStore } from '../core/wallet-ports.ts'

/**
 * The badge with this id, or the only one whose id begins so.
 * @throws AppError not_found
 */
export async function findBadge(
  id: string,
  store: Pick<WalletStore, 'findBadge' | 'listBadges'>,
): Promise<HeldBadge> {
  const exact = await store.findBadge(id)
  if (exact !== undefined) return exact
  const matches = (await store.listBadges()).filter((badge) => id !== '' && badge.id.startsWith(id))
  const [first, ...others] = matches
  if (first !== undefined && others.length === 0) return first
  throw new AppError(
    'not_found',
    first === undefined
      ? 'There is no badge with this id in the wallet: wallet list shows them all'
      : 'Several badges in the wallet begin so: give more of the id',
  )
}
