export type IdleLock = {
  /** Something was done, here or in another tab. */
  touch(): void
  stop(): void
}

const signs = ['pointerdown', 'keydown', 'scroll', 'touchstart'] as const
const tellEveryMs = 20_000
const lookEveryMs = 5_000

/**
 * Calls `lock` when nothing was done for a while. Timers sleep in hidden tabs, so the time is looked at when the tab is
 * seen again, before anything in it is.
 */
export function startIdleLock(input: {
  idleMs: () => number
  clock: () => Date
  lock: () => void
  /** Tells other tabs, now and then, that somebody is here. */
  onActive: () => void
}): IdleLock {
  const { idleMs, clock, lock, onActive } = input
  let lastAt = clock().getTime()
  let toldAt = 0

  const look = () => {
    const now = clock().getTime()
    // a clock that was set back by much must not keep the wallet open
    if (now < lastAt - 60_000 || now - lastAt >= idleMs()) lock()
  }
  const act = () => {
    look()
    lastAt = clock().getTime()
    if (lastAt - toldAt < tellEveryMs) return
    toldAt = lastAt
    onActive()
  }
  const options = { capture: true, passive: true }
  for (const sign of signs) addEventListener(sign, act, options)
  document.addEventListener('visibilitychange', look)
  const timer = setInterval(look, lookEveryMs)
  return {
    touch() {
      lastAt = clock().getTime()
    },
    stop() {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      for (const sign of signs) removeEventListener(sign, act, options)
    },
  }
}
