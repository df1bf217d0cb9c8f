import { useEffect, useRef, useState } from 'preact/hooks'

export type SaveState = 'saved' | 'saving' | 'failed'

const restMs = 600

/** What is being kept just now, also of a page that was left: whoever reads it again waits for that. */
const underWay = new Set<Promise<void>>()

export async function whenSaved(): Promise<void> {
  await Promise.all(underWay)
}

/**
 * Keeps every change soon after it was made, one after the other, and at once when the person leaves the page. What
 * could not be kept is kept with the next change, or when asked for. A change is made to the value as it is by then,
 * which may be newer than the one that was drawn. What somebody else changed meanwhile is shown from then on.
 * @param how.kept what is kept of it already
 * @param how.keep given what was kept last and what it has become; answers what is kept now
 * @param how.merge what one became by two hands
 */
export function useAutosave<Value>(
  initial: Value,
  how: {
    kept: Value
    keep: (base: Value, value: Value) => Promise<Value>
    merge: (base: Value, mine: Value, theirs: Value) => Value
  },
): {
  value: Value
  change(update: (value: Value) => Value): void
  state: SaveState
  saveNow(): void
  /** What is not kept yet never will be: it is of something that is gone. */
  forget(): void
} {
  const [value, setValue] = useState(initial)
  const newest = useRef(initial)
  const kept = useRef(how.kept)
  const [state, setState] = useState<SaveState>('saved')
  const waiting = useRef<{ value: Value } | undefined>(undefined)
  const running = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const save = () => {
    const saving = saveWaiting()
    underWay.add(saving)
    void saving.finally(() => underWay.delete(saving))
  }
  const saveWaiting = async (): Promise<void> => {
    clearTimeout(timer.current)
    const next = waiting.current
    if (next === undefined || running.current) return
    running.current = true
    waiting.current = undefined
    try {
      kept.current = await how.keep(kept.current, next.value)
      newest.current = how.merge(next.value, newest.current, kept.current)
      setValue(newest.current)
      if (waiting.current === undefined) setState('saved')
      else waiting.current = { value: newest.current }
    } catch {
      waiting.current ??= next
      setState('failed')
      return
    } finally {
      running.current = false
    }
    await saveWaiting()
  }
  const latest = useRef(save)
  latest.current = save

  useEffect(() => {
    const leave = () => latest.current()
    addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', leave)
    return () => {
      removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', leave)
      leave()
    }
  }, [])

  const change = (update: (value: Value) => Value) => {
    const next = update(newest.current)
    newest.current = next
    setValue(next)
    setState('saving')
    waiting.current = { value: next }
    clearTimeout(timer.current)
    timer.current = setTimeout(() => latest.current(), restMs)
  }
  const forget = () => {
    clearTimeout(timer.current)
    waiting.current = undefined
  }
  return { value, change, state, saveNow: save, forget }
}
