import { bytesToHex } from '@noble/hashes/utils.js'
import { decodeBase64url } from '../../../shared/did/base-encoding.ts'
import { createCopyClient } from '../../core/backup/copy-client.ts'
import { createCopyKeeper, rowsOfCopy } from '../../core/backup/copy-keeper.ts'
import { mergeSnapshot } from '../../core/backup/merge-snapshot.ts'
import { settingStore } from '../../core/backup/snapshot.ts'
import { createKeptPictures } from '../../core/record/kept-pictures.ts'
import { createSealedNotes } from '../../core/vault/sealed-notes.ts'
import { createSealedRows } from '../../core/vault/sealed-rows.ts'
import { createSealedStore } from '../../core/vault/sealed-store.ts'
import type { WalletPorts } from '../../core/wallet-ports.ts'
import { createBackupControl } from './backup-control.ts'
import { createBrowserFetch } from './browser-fetch.ts'
import { openConsentedHosts } from './consented-hosts.ts'
import { keepCopyFresh } from './fresh-copy.ts'
import type { WalletDatabase } from './idb-rows.ts'
import type { OpenWallet, WalletChange } from './open-wallet.ts'
import { createBrowserWorld } from './outside-world.ts'
import { createSealedTrustMemory } from './sealed-trust-memory.ts'
import { createWalletAgent } from './wallet-agent.ts'
import { createWaysIn, getHeader } from './ways-in.ts'
import { webCrypto } from './web-crypto.ts'

export type SessionPorts = {
  database: WalletDatabase
  /** Throws AppError vault_locked. */
  dataKey: () => CryptoKey
  fetch: typeof fetch
  ownOrigin: string
  clock: () => Date
  lock: () => void
  /** Tells other tabs. */
  onChange: (change: WalletChange) => void
}

export type Session = {
  wallet: OpenWallet
  /** Something changed in another tab. */
  changedElsewhere(change: WalletChange): void
  removeCopy(): Promise<void>
  stop(): void
}

/** Browsers may clear what nobody asked them to keep. Some ask the person, so it waits for the first badge. */
function askToKeepStorage(): void {
  navigator.storage?.persist?.().catch(() => undefined)
}

const copyLock = 'waymark-wallet-copy'
const defaultIdleMinutes = 5

/** Puts the wallet together around an opened vault. */
export async function openSession(ports: SessionPorts): Promise<Session> {
  const { database, dataKey, clock, ownOrigin } = ports
  const listeners = new Set<(change: WalletChange) => void>()
  const tellHere = (change: WalletChange) => {
    for (const listener of listeners) listener(change)
  }
  const changed = (change: WalletChange) => {
    tellHere(change)
    ports.onChange(change)
    if (change !== 'safety') freshCopy.changed()
    if (change === 'badges') askToKeepStorage()
  }

  const rows = createSealedRows({ storage: database, dataKey, crypto: webCrypto })
  const hosts = await openConsentedHosts(rows)
  const { contentFetch, ...world } = createBrowserWorld({
    ...ports,
    hasConsent: hosts.has,
    trustMemory: createSealedTrustMemory(rows),
  })
  const newId = () => bytesToHex(webCrypto.random(8))
  const copied = rowsOfCopy(rows)
  const sealedStore = createSealedStore({ rows: copied, newId, onChange: changed })
  const pictures = createKeptPictures({
    rows,
    store: sealedStore,
    fetch: contentFetch,
    redraw: async (bytes) => (await import('./redraw-picture.ts')).redrawPicture(bytes),
    newId,
    onChange: () => tellHere('badges'),
  })
  const store: typeof sealedStore = {
    ...sealedStore,
    async removeBadge(id) {
      await sealedStore.removeBadge(id)
      await pictures.tidy()
    },
  }
  const agent = createWalletAgent({
    rows: copied,
    dataKey,
    crypto: webCrypto,
    verification: world.verification,
    clock,
    onChange: () => changed('holders'),
  })
  const wallet: WalletPorts = { ...world, agent, store }
  const readWraps = async () => (await getHeader(database)).wraps
  const ownFetch = createBrowserFetch({
    ...ports,
    allowLoopbackHttp: world.allowLoopbackHttp,
    hasConsent: () => false,
    onlyWithConsent: true,
  })
  const keeper = createCopyKeeper({
    rows,
    client: createCopyClient({ server: ownOrigin, fetch: ownFetch }),
    crypto: webCrypto,
    dataKey,
    readWraps,
    async merge(snapshot) {
      await mergeSnapshot(snapshot, { rows, store }, { isCopy: true })
      await hosts.reload()
    },
    clock,
    // sound: the lock gives back what the work gives
    exclusively: <T>(work: () => Promise<T>) =>
      navigator.locks.request(copyLock, work) as Promise<T>,
  })
  const freshCopy = keepCopyFresh(keeper, () => {
    tellHere('safety')
    ports.onChange('safety')
  })
  let idleMinutes = Number((await rows.read(settingStore, 'idle-minutes')) ?? defaultIdleMinutes)

  return {
    wallet: {
      ports: wallet,
      pictures,
      notes: createSealedNotes(rows, () => changed('notes')),
      backup: createBackupControl({
        rows,
        wallet,
        keeper,
        dataKey,
        readWraps,
        clock,
        onChange: () => changed('safety'),
      }),
      ways: createWaysIn({
        database,
        clock,
        locator: async () => decodeBase64url((await keeper.read()).locator),
        onChange() {
          changed('safety')
          freshCopy.changed()
        },
      }),
      holders: () => agent.listHolders(),
      hasConsent: (url) => hosts.has(new URL(url).host),
      consentToHost: (url) => hosts.add(new URL(url).host),
      idleMinutes: () => idleMinutes,
      async setIdleMinutes(minutes) {
        const value = { store: settingStore, id: 'idle-minutes', value: minutes }
        await rows.change(async () => ({ rows: [value], result: undefined }))
        idleMinutes = minutes
      },
      lock: ports.lock,
      onChange(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    changedElsewhere(change) {
      if (change === 'badges' || change === 'safety') hosts.reload().catch(() => undefined)
      tellHere(change)
    },
    removeCopy: async () => void (await keeper.switchTo(false)),
    stop() {
      freshCopy.stop()
      listeners.clear()
    },
  }
}
