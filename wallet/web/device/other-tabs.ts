import type { WalletChange } from './open-wallet.ts'

type TabMessage =
  | { kind: 'changed'; change: WalletChange }
  | { kind: 'locked' }
  | { kind: 'gone' }
  | { kind: 'opened' }
  | { kind: 'active' }
  | { kind: 'key-wanted'; id: string }
  | { kind: 'key'; id: string; dataKey: CryptoKey }

export type TabListeners = {
  onChanged(change: WalletChange): void
  onLocked(): void
  onGone(): void
  onOpened(): void
  onActive(): void
  /** The data key, where this tab has it. */
  dataKey(): CryptoKey | undefined
}

const channelName = 'waymark-wallet'
const answerWithinMs = 250

export type OtherTabs = {
  tell(message: Exclude<TabMessage, { kind: 'key' | 'key-wanted' }>): void
  /**
   * Asks whoever has the wallet open for its data key. It travels as a key that cannot be read, to pages of this origin
   * only.
   */
  askForKey(id: string): Promise<CryptoKey | undefined>
}

/** What the tabs of one wallet tell each other. */
export function joinOtherTabs(listeners: TabListeners): OtherTabs {
  const channel = new BroadcastChannel(channelName)
  const waiting = new Map<string, (dataKey: CryptoKey) => void>()
  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
    if (data.kind === 'changed') listeners.onChanged(data.change)
    if (data.kind === 'locked') listeners.onLocked()
    if (data.kind === 'gone') listeners.onGone()
    if (data.kind === 'opened') listeners.onOpened()
    if (data.kind === 'active') listeners.onActive()
    if (data.kind === 'key') waiting.get(data.id)?.(data.dataKey)
    if (data.kind === 'key-wanted') {
      const dataKey = listeners.dataKey()
      if (dataKey) channel.postMessage({ kind: 'key', id: data.id, dataKey } satisfies TabMessage)
    }
  })
  return {
    tell: (message) => channel.postMessage(message),
    askForKey: (id) =>
      new Promise((resolve) => {
        const end = (dataKey: CryptoKey | undefined) => {
          waiting.delete(id)
          resolve(dataKey)
        }
        waiting.set(id, end)
        setTimeout(() => end(undefined), answerWithinMs)
        channel.postMessage({ kind: 'key-wanted', id } satisfies TabMessage)
      }),
  }
}
