import { AppError } from '../../../shared/errors/app-error.ts'
import type { Secret, Wrap } from '../../core/vault/way-in.ts'
import type { Way } from './open-wallet.ts'
import { usePasskey } from './passkey.ts'

/**
 * What opens one of these wraps: the passphrase as typed, or what a passkey answers.
 * @throws AppError way_refused: the vault has no way in of that kind; passkey_cancelled
 */
export async function secretOfWay(way: Way, wraps: readonly Wrap[]): Promise<Secret> {
  if (way.kind === 'passphrase') return { kdf: 'argon2id', passphrase: way.passphrase }
  const known = credentialIdsOf(wraps)
  if (known.length > 0) return usePasskey(known)
  throw new AppError('way_refused', 'No passkey opens this wallet')
}

export function credentialIdsOf(wraps: readonly Wrap[]): string[] {
  return wraps.flatMap((wrap) => (wrap.kdf === 'passkey-prf' ? [wrap.credentialId] : []))
}
