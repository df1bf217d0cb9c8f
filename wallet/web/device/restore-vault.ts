import { AppError } from '../../../shared/errors/app-error.ts'
import { createCopyClient } from '../../core/backup/copy-client.ts'
import { copyRowValue, newCopyRow, newLocator } from '../../core/backup/copy-keeper.ts'
import { mergeSnapshot } from '../../core/backup/merge-snapshot.ts'
import { parseSnapshot, type Snapshot } from '../../core/backup/snapshot.ts'
import { copyIdOf, type Locator, readRecoveryCode } from '../../core/vault/recovery-code.ts'
import { createSealedRows } from '../../core/vault/sealed-rows.ts'
import { createSealedStore } from '../../core/vault/sealed-store.ts'
import { openVaultFile, parseVaultFile, type VaultFile } from '../../core/vault/vault-file.ts'
import { openDataKey, type Secret } from '../../core/vault/way-in.ts'
import { createBrowserFetch } from './browser-fetch.ts'
import type { WalletDatabase } from './idb-rows.ts'
import type { Restore } from './open-wallet.ts'
import { usePasskey } from './passkey.ts'
import { secretOfWay } from './secret-of-way.ts'
import { webCrypto } from './web-crypto.ts'

export type RestorePorts = {
  database: WalletDatabase
  fetch: typeof fetch
  ownOrigin: string
  clock: () => Date
}

export type Restored = { dataKey: CryptoKey; madeAt: string; badgeCount: number }

/**
 * Brings a wallet back onto a device that has none. The header is written last: what was interrupted leaves no wallet,
 * and can be done again.
 * @throws AppError way_refused | vault_copy_missing | vault_file_malformed | fetch_failed | passkey_cancelled | …
 */
export async function restoreVault(input: Restore, ports: RestorePorts): Promise<Restored> {
  const { database, clock } = ports
  const { file, secret, isCopy } = await findFile(input, ports)
  const dataKey = await openDataKey(file.wraps, secret, webCrypto)
  const snapshot = parseSnapshot(await openVaultFile(file, dataKey, webCrypto))
  const rows = createSealedRows({ storage: database, dataKey: () => dataKey, crypto: webCrypto })
  const newId = () => crypto.randomUUID()
  const store = createSealedStore({ rows, newId, onChange: () => undefined })
  let badgeCount = 0
  await database.beginAnew(async () => {
    ;({ badgeCount } = await mergeSnapshot(snapshot, { rows, store }, { isCopy }))
    const copy = copyRowOf(snapshot, file, isCopy)
    await rows.change(async () => ({ rows: [copyRowValue(copy)], result: undefined }))
    const createdAt = clock().toISOString()
    await database.writeHeader({ v: 1, wraps: file.wraps, createdAt })
  })
  return { dataKey, madeAt: snapshot.madeAt, badgeCount }
}

async function findFile(
  input: Restore,
  ports: RestorePorts,
): Promise<{ file: VaultFile; secret: Secret; isCopy: boolean }> {
  if (input.from === 'file') {
    const file = parseVaultFile(input.text)
    return { file, secret: await secretOfWay(input.way, file.wraps), isCopy: false }
  }
  if (input.from === 'recovery-code') {
    const locator = await readRecoveryCode(input.code, webCrypto)
    const secret = { kdf: 'argon2id', passphrase: input.passphrase } as const
    return { file: await fetchCopy(locator, ports), secret, isCopy: true }
  }
  const { locator, ...secret } = await usePasskey([])
  if (locator === undefined) throw missing()
  return { file: await fetchCopy(locator, ports), secret, isCopy: true }
}

async function fetchCopy(
  locator: Locator,
  { fetch, ownOrigin }: Pick<RestorePorts, 'fetch' | 'ownOrigin'>,
): Promise<VaultFile> {
  const own = createBrowserFetch({
    fetch,
    ownOrigin,
    allowLoopbackHttp: new URL(ownOrigin).protocol === 'http:',
    hasConsent: () => false,
    onlyWithConsent: true,
  })
  const client = createCopyClient({ server: ownOrigin, fetch: own })
  const found = await client.get(await copyIdOf(locator, webCrypto))
  if (found === undefined) throw missing()
  return parseVaultFile(found.text)
}

/** The copy goes on where it was; from a file, the next one follows whatever the server has meanwhile. */
function copyRowOf({ copy, madeAt }: Snapshot, { counter }: VaultFile, isCopy: boolean) {
  const fresh = newCopyRow(newLocator(webCrypto), webCrypto)
  if (copy === undefined) return fresh
  const saved = isCopy ? { isStale: false, savedAt: madeAt } : {}
  return { ...fresh, ...copy, counter, ...saved }
}

function missing(): AppError {
  return new AppError('vault_copy_missing', 'No sealed copy was found')
}
