import type { ErrorCode } from '../../../shared/errors/error-codes.ts'
import type { KeptPictures } from '../../core/record/kept-pictures.ts'
import type { WalletNotes } from '../../core/vault/sealed-notes.ts'
import type { Holder, WalletPorts } from '../../core/wallet-ports.ts'

/** What a learner opens the wallet with. */
export type Way = { kind: 'passkey' } | { kind: 'passphrase'; passphrase: string }

export type WayKind = Way['kind']

/** One way in, as the page about safety lists it. */
export type WayIn = {
  id: string
  kind: WayKind
  /** ISO 8601. */
  addedAt: string
}

export type WaysIn = {
  list(): Promise<WayIn[]>
  /**
   * The wallet asks for a way in that it has before it takes another.
   * @throws AppError way_refused | passkey_unsuitable | passkey_cancelled | passphrase_weak | conflict
   */
  add(input: { opensNow: Way; added: Way }): Promise<WayIn>
  /** The last one cannot be removed: AppError conflict. */
  remove(id: string): Promise<void>
}

/** How the sealed copy on the wallet's server stands. */
export type CopyState = {
  isOn: boolean
  status: 'none' | 'saved' | 'waiting' | 'failed'
  /** ISO 8601. */
  savedAt?: string
  byteCount?: number
  /** Why the last try failed; what was saved before is still there. */
  failure?: ErrorCode
}

export type MergeOutcome = { badgeCount: number; newBadgeCount: number; madeAt: string }

export type BackupControl = {
  copy(): Promise<CopyState>
  /** Also after a failure: tries again at once. */
  saveCopy(): Promise<CopyState>
  /** Off also deletes the copy on the server, all versions. */
  switchCopy(isOn: boolean): Promise<CopyState>
  /** Everything, sealed as the wallet is: opens with the same ways in. */
  file(): Promise<{ fileName: string; text: string }>
  /**
   * Takes in what another wallet's file holds; what is here stays.
   * @throws AppError vault_file_malformed | way_refused
   */
  mergeFile(text: string, way: Way): Promise<MergeOutcome>
  /** Finds the sealed copy, and opens nothing: four groups of letters and digits. */
  recoveryCode(): Promise<string>
}

/** What of the wallet changed, here or in another tab. */
export type WalletChange = 'badges' | 'notes' | 'history' | 'cvs' | 'shares' | 'holders' | 'safety'

export type OpenWallet = {
  ports: WalletPorts
  pictures: KeptPictures
  notes: WalletNotes
  backup: BackupControl
  ways: WaysIn
  /** The default one comes first. */
  holders(): Promise<Holder[]>
  /** May badges' own addresses (status, issuer's keys) at this host be asked? Taking from it or sending to it says so. */
  hasConsent(url: string | URL): boolean
  consentToHost(url: string | URL): Promise<void>
  idleMinutes(): number
  setIdleMinutes(minutes: number): Promise<void>
  lock(): void
  /** @returns what ends it. Changes made in other tabs are told too. */
  onChange(listener: (change: WalletChange) => void): () => void
}

export type GateState = 'absent' | 'locked' | 'open'

export type Restore =
  /** A passkey finds the sealed copy and opens it. */
  | { from: 'passkey' }
  | { from: 'recovery-code'; code: string; passphrase: string }
  | { from: 'file'; text: string; way: Way }

export type Gate = {
  state(): Promise<GateState>
  /** The wallet where it is open in this tab already. */
  current(): OpenWallet | undefined
  /** Takes the open wallet over from another tab, where one has it. */
  join(): Promise<OpenWallet | undefined>
  /** Which ways in the wallet of this device has, while it is locked; and what this browser can do. */
  ways(): Promise<WayKind[]>
  canUsePasskey(): Promise<boolean>
  /** @throws AppError passkey_unsuitable | passkey_cancelled | passphrase_weak | device_full | conflict */
  create(way: Way): Promise<OpenWallet>
  /** @throws AppError way_refused | passkey_cancelled | storage_damaged | not_found */
  unlock(way: Way): Promise<OpenWallet>
  /** @throws AppError way_refused | vault_copy_missing | vault_file_malformed | fetch_failed */
  restore(input: Restore): Promise<{ wallet: OpenWallet; madeAt: string; badgeCount: number }>
  /** Everything on this device and, where it can be opened, the sealed copy. Nothing brings it back. */
  deleteEverything(): Promise<void>
  /** @returns what ends it. `lock` may come from idling or another tab. */
  onState(listener: (state: GateState) => void): () => void
}
