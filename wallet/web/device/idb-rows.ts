import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { RowChange, RowStorage } from '../../core/vault/row-storage.ts'
import type { SealedBytes } from '../../core/vault/sealed-record.ts'
import type { Wrap } from '../../core/vault/way-in.ts'

/** What stands open beside the sealed rows: how the data key is sealed. */
export type VaultHeader = { v: 1; wraps: Wrap[]; createdAt: string }

type Tables = DBSchema & {
  header: { key: 'vault'; value: VaultHeader }
  /** Keys are store and id. */
  rows: { key: [string, string]; value: SealedBytes }
}

export type WalletDatabase = RowStorage & {
  readHeader(): Promise<VaultHeader | undefined>
  /** Together with rows, all or nothing. */
  writeHeader(header: VaultHeader, changes?: readonly RowChange[]): Promise<void>
  /** Everything is gone for good, in all tabs. */
  deleteAll(): Promise<void>
  /**
   * Makes this device's wallet on an empty database, one at a time over all tabs.
   * @throws AppError conflict where there is a wallet by then: it stays untouched
   */
  beginAnew(make: () => Promise<void>): Promise<void>
}

const databaseName = 'waymark-wallet'
const writeLock = 'waymark-wallet-write'
const beginLock = 'waymark-wallet-begin'

/** The wallet's rows in IndexedDB; writers take turns over all tabs by a Web Lock. */
export function openWalletDatabase(): WalletDatabase {
  let opening: Promise<IDBPDatabase<Tables>> | undefined
  const forget = () => {
    opening = undefined
  }
  const database = () => {
    opening ??= openTables(forget).catch((cause) => {
      forget()
      throw new AppError('storage_damaged', 'The storage of this browser cannot be opened', {
        cause,
      })
    })
    return opening
  }

  const write = async (changes: readonly RowChange[], header?: VaultHeader) => {
    const tables = await database()
    const tx = tables.transaction(['header', 'rows'], 'readwrite', { durability: 'strict' })
    try {
      const rows = tx.objectStore('rows')
      const writes: Promise<unknown>[] = changes.map(({ place: { store, id }, bytes }) =>
        bytes === undefined ? rows.delete([store, id]) : rows.put(bytes, [store, id]),
      )
      if (header !== undefined) writes.push(tx.objectStore('header').put(header, 'vault'))
      await Promise.all([...writes, tx.done])
    } catch (cause) {
      await tx.done.catch(() => undefined)
      // where the transaction was aborted, single requests only say that it was; it alone knows why
      throw describeFailure(tx.error ?? cause)
    }
  }

  const readHeader = async () => (await database()).get('header', 'vault')
  const deleteAll = async () => {
    const tx = (await database()).transaction(['header', 'rows'], 'readwrite')
    await Promise.all([tx.objectStore('header').clear(), tx.objectStore('rows').clear(), tx.done])
  }

  return {
    readHeader,
    deleteAll,
    writeHeader: (header, changes = []) => write(changes, header),
    async read({ store, id }) {
      return (await database()).get('rows', [store, id])
    },
    async readAll(store) {
      const range = IDBKeyRange.bound([store, ''], [store, '\uffff'])
      const tx = (await database()).transaction('rows')
      const [keys, values] = await Promise.all([tx.store.getAllKeys(range), tx.store.getAll(range)])
      return values.map((bytes, index) => ({ id: keys[index]?.[1] ?? '', bytes }))
    },
    write: (changes) => write(changes),
    // sound: the lock gives back what the work gives
    exclusively: <T>(work: () => Promise<T>) =>
      navigator.locks.request(writeLock, work) as Promise<T>,
    beginAnew: (make) =>
      navigator.locks.request(beginLock, async () => {
        if ((await readHeader()) !== undefined) {
          throw new AppError('conflict', 'There is a wallet on this device already')
        }
        await deleteAll()
        await make()
      }),
  }
}

function openTables(onGone: () => void): Promise<IDBPDatabase<Tables>> {
  return openDB<Tables>(databaseName, 1, {
    upgrade(tables) {
      tables.createObjectStore('header')
      tables.createObjectStore('rows')
    },
    blocking(_current, _blocked, event) {
      // another tab has a later version of the app: it must not wait for this one
      ;(event.target as IDBDatabase).close()
      onGone()
    },
    terminated: onGone,
  })
}

function describeFailure(cause: unknown): unknown {
  if (!(cause instanceof DOMException)) return cause
  if (cause.name === 'QuotaExceededError') {
    return new AppError('device_full', 'This device has no room left for the wallet', { cause })
  }
  return new AppError('storage_damaged', 'The storage of this browser did not take the change', {
    cause,
  })
}
