import { type CopyKeeper, isBehind } from '../../core/backup/copy-keeper.ts'

export type FreshCopy = { changed(): void; stop(): void }

const restMs = 1_500
const atMostMs = 10_000
const againMs = 60_000

/**
 * Writes the sealed copy after changes: once the wallet rests, but not long after the first of them; again when the
 * network comes back, and when the wallet was opened with a copy that is behind.
 */
export function keepCopyFresh(keeper: CopyKeeper, onSaved: () => void): FreshCopy {
  let timer: ReturnType<typeof setTimeout> | undefined
  let waitingSince: number | undefined
  let isStopped = false

  const save = async () => {
    timer = undefined
    waitingSince = undefined
    try {
      const { failure } = await keeper.save()
      if (failure !== undefined && !isStopped) timer = setTimeout(save, againMs)
    } catch {
      // locked meanwhile: what is behind is saved when the wallet is opened again
      return
    }
    if (!isStopped) onSaved()
  }
  const soon = () => {
    if (isStopped) return
    const now = performance.now()
    waitingSince ??= now
    clearTimeout(timer)
    timer = setTimeout(save, Math.max(0, Math.min(restMs, waitingSince + atMostMs - now)))
  }
  const whenBehind = () => {
    keeper.read().then(
      (row) => {
        if (isBehind(row)) soon()
      },
      () => undefined,
    )
  }
  const atOnce = () => {
    if (document.visibilityState !== 'hidden' || timer === undefined) return
    clearTimeout(timer)
    save()
  }
  addEventListener('online', whenBehind)
  document.addEventListener('visibilitychange', atOnce)
  whenBehind()
  return {
    changed() {
      keeper.markStale().then(
        (isOn) => isOn && soon(),
        () => undefined,
      )
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
      removeEventListener('online', whenBehind)
      document.removeEventListener('visibilitychange', atOnce)
    },
  }
}
