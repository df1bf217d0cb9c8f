import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import { copyRowValue, newCopyRow, newLocator } from '../../core/backup/copy-keeper.ts'
import { sealRecord } from '../../core/vault/sealed-record.ts'
import { createDataKey, openDataKey } from '../../core/vault/way-in.ts'
import { openWalletDatabase } from './idb-rows.ts'
import { type IdleLock, startIdleLock } from './idle-lock.ts'
import type { Gate, GateState, OpenWallet, Way, WayKind } from './open-wallet.ts'
import { joinOtherTabs } from './other-tabs.ts'
import { canUsePasskey } from './passkey.ts'
import { secretOfWay } from './secret-of-way.ts'
import type { Session } from './session.ts'
import { getHeader, newSecret } from './ways-in.ts'
import { webCrypto } from './web-crypto.ts'

/** The gate of this browser: the one place where the data key is held, and dropped. */
export function browserGate(): Gate {
  const database = openWalletDatabase()
  const clock = () => new Date()
  const browser = { fetch: globalThis.fetch.bind(globalThis), ownOrigin: location.origin, clock }
  const listeners = new Set<(state: GateState) => void>()
  let open: { dataKey: CryptoKey; session: Session; idle: IdleLock } | undefined

  const tell = (state: GateState) => {
    for (const listener of listeners) listener(state)
  }
  const close = (): boolean => {
    if (open === undefined) return false
    open.session.stop()
    open.idle.stop()
    open = undefined
    return true
  }
  const tabs = joinOtherTabs({
    onChanged: (change) => open?.session.changedElsewhere(change),
    onLocked: () => close() && tell('locked'),
    onGone() {
      close()
      tell('absent')
    },
    onOpened: () => open === undefined && tell('locked'),
    onActive: () => open?.idle.touch(),
    dataKey: () => open?.dataKey,
  })
  const lock = () => {
    if (!close()) return
    tabs.tell({ kind: 'locked' })
    tell('locked')
  }

  const enter = async (dataKey: CryptoKey): Promise<OpenWallet> => {
    let heldKey: CryptoKey | undefined = dataKey
    // loaded when it is needed: the page to make or open a wallet is there sooner
    const { openSession } = await import('./session.ts')
    const session = await openSession({
      ...browser,
      database,
      lock,
      dataKey() {
        if (heldKey !== undefined) return heldKey
        throw new AppError('vault_locked', 'The wallet is locked')
      },
      onChange: (change) => tabs.tell({ kind: 'changed', change }),
    })
    close()
    const idle = startIdleLock({
      idleMs: () => session.wallet.idleMinutes() * 60_000,
      clock,
      lock,
      onActive: () => tabs.tell({ kind: 'active' }),
    })
    const stop = () => {
      heldKey = undefined
      session.stop()
    }
    open = { dataKey, session: { ...session, stop }, idle }
    tell('open')
    return session.wallet
  }

  return {
    async state() {
      if (open !== undefined) return 'open'
      return (await database.readHeader()) === undefined ? 'absent' : 'locked'
    },
    current: () => open?.session.wallet,
    async join() {
      if (open !== undefined) return open.session.wallet
      const dataKey = await tabs.askForKey(encodeBase64url(webCrypto.random(12)))
      return dataKey && enter(dataKey)
    },
    async ways() {
      const header = await database.readHeader()
      const kinds = (header?.wraps ?? []).map(
        ({ kdf }): WayKind => (kdf === 'argon2id' ? 'passphrase' : 'passkey'),
      )
      return [...new Set(kinds)]
    },
    canUsePasskey,
    async create(way: Way) {
      await requireNone(database)
      const locator = newLocator(webCrypto)
      const secret = await newSecret(way, locator, [])
      const now = clock()
      const { dataKey, wrap } = await createDataKey(secret, now, webCrypto)
      const { value, ...place } = copyRowValue(newCopyRow(locator, webCrypto))
      const plaintext = Uint8Array.from(new TextEncoder().encode(JSON.stringify(value)))
      const bytes = await sealRecord(plaintext, place, dataKey, webCrypto)
      const createdAt = now.toISOString()
      await database.beginAnew(() =>
        database.writeHeader({ v: 1, wraps: [wrap], createdAt }, [{ place, bytes }]),
      )
      tabs.tell({ kind: 'opened' })
      return enter(dataKey)
    },
    async unlock(way) {
      const { wraps } = await getHeader(database)
      return enter(await openDataKey(wraps, await secretOfWay(way, wraps), webCrypto))
    },
    async restore(input) {
      await requireNone(database)
      const { restoreVault } = await import('./restore-vault.ts')
      const restored = await restoreVault(input, { ...browser, database })
      tabs.tell({ kind: 'opened' })
      const wallet = await enter(restored.dataKey)
      return { wallet, madeAt: restored.madeAt, badgeCount: restored.badgeCount }
    },
    async deleteEverything() {
      const copyOn = open && (await open.session.wallet.backup.copy()).isOn
      if (copyOn) await open?.session.removeCopy()
      await database.deleteAll()
      close()
      tabs.tell({ kind: 'gone' })
      tell('absent')
    },
    onState(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

async function requireNone(database: ReturnType<typeof openWalletDatabase>): Promise<void> {
  if ((await database.readHeader()) === undefined) return
  throw new AppError('conflict', 'There is a wallet on this device already')
}
