import { AppError } from '../../../shared/errors/app-error.ts'
import type { Locator } from '../../core/vault/recovery-code.ts'
import { addWrap, assertPassphrase, type Secret, type Wrap } from '../../core/vault/way-in.ts'
import type { VaultHeader, WalletDatabase } from './idb-rows.ts'
import type { Way, WayIn, WaysIn } from './open-wallet.ts'
import { createPasskey, forgetPasskey } from './passkey.ts'
import { credentialIdsOf, secretOfWay } from './secret-of-way.ts'
import { webCrypto } from './web-crypto.ts'

export type WaysPorts = {
  database: WalletDatabase
  locator: () => Promise<Locator>
  clock: () => Date
  onChange: () => void
}

/** What the passkey is called where the platform lists it. */
const passkeyName = 'Waymark'

export function createWaysIn(ports: WaysPorts): WaysIn {
  const { database, locator, clock, onChange } = ports
  const readWraps = async () => (await getHeader(database)).wraps

  const change = async (next: (wraps: readonly Wrap[]) => Wrap[]) => {
    await database.exclusively(async () => {
      const header = await getHeader(database)
      await database.writeHeader({ ...header, wraps: next(header.wraps) })
    })
    onChange()
  }

  return {
    list: async () => (await readWraps()).map(asWayIn),
    async add({ opensNow, added }) {
      const wraps = await readWraps()
      const opening = await secretOfWay(opensNow, wraps)
      const secret = await newSecret(added, await locator(), wraps)
      const input = { wraps, opensNow: opening, added: secret, addedAt: clock() }
      const wrap = await addWrap(input, webCrypto)
      // a wallet has one passphrase: a new one takes the place of the old
      const isReplaced = (other: Wrap) => wrap.kdf === 'argon2id' && other.kdf === 'argon2id'
      await change((present) => [...present.filter((other) => !isReplaced(other)), wrap])
      return asWayIn(wrap)
    },
    async remove(id) {
      const [removed] = (await readWraps()).filter((wrap) => wrap.id === id)
      await change((wraps) => {
        const left = wraps.filter((wrap) => wrap.id !== id)
        if (left.length > 0) return left
        throw new AppError('conflict', 'The last way in stays: nothing else would open the wallet')
      })
      if (removed?.kdf === 'passkey-prf') forgetPasskey(removed.credentialId)
    },
  }
}

/** @throws AppError passphrase_weak | passkey_unsuitable | passkey_cancelled */
export async function newSecret(
  way: Way,
  locator: Locator,
  wraps: readonly Wrap[],
): Promise<Secret> {
  if (way.kind === 'passkey') {
    return createPasskey({ locator, name: passkeyName, known: credentialIdsOf(wraps) })
  }
  assertPassphrase(way.passphrase)
  return { kdf: 'argon2id', passphrase: way.passphrase }
}

/** @throws AppError not_found where there is no wallet on this device */
export async function getHeader(database: WalletDatabase): Promise<VaultHeader> {
  const header = await database.readHeader()
  if (header !== undefined) return header
  throw new AppError('not_found', 'There is no wallet on this device')
}

function asWayIn({ id, kdf, addedAt }: Wrap): WayIn {
  return { id, kind: kdf === 'argon2id' ? 'passphrase' : 'passkey', addedAt }
}
