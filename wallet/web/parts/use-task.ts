import { useEffect, useRef, useState } from 'preact/hooks'

export type Task = {
  isBusy: boolean
  /** What the last run failed with; gone when it runs again. */
  error: unknown
  /** Runs it, one at a time: while it runs, another call does nothing. */
  run(work: (signal: AbortSignal) => Promise<void>): Promise<void>
}

/** One thing under way that a screen waits for: whether it runs, and why it failed. Leaving the screen cancels it. */
export function useTask(): Task {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const running = useRef<AbortController | undefined>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  async function run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (running.current !== undefined) return
    const controller = new AbortController()
    running.current = controller
    setBusy(true)
    setError(undefined)
    try {
      await work(controller.signal)
    } catch (cause) {
      if (!controller.signal.aborted) setError(cause)
    } finally {
      running.current = undefined
      setBusy(false)
    }
  }

  return { isBusy, error, run }
}
