export type Coalescer<Key> = {
  /** Resolves when a run that began after this call has ended. */
  run(key: Key): Promise<void>
  /** Lets what is asked for run without waiting, and resolves when all is done. */
  close(): Promise<void>
}

type Lane = { running: Promise<void>; isOver: Promise<void>; next?: Promise<void> }

/**
 * Runs `work` for a key at once; for all who ask while it runs, or within `windowMs` after it began, it runs once
 * more and for all of them together.
 */
export function createCoalescer<Key>(options: {
  work: (key: Key) => Promise<void>
  nameOf: (key: Key) => string
  windowMs: number
}): Coalescer<Key> {
  const { work, nameOf, windowMs } = options
  const lanes = new Map<string, Lane>()
  const closing = new AbortController()

  function begin(name: string, key: Key): Promise<void> {
    const running = work(key)
    const isOver = Promise.allSettled([running, pause(windowMs, closing.signal)])
    const lane: Lane = { running, isOver: isOver.then(() => undefined) }
    lanes.set(name, lane)
    void lane.isOver.then(() => {
      if (lanes.get(name) === lane && lane.next === undefined) lanes.delete(name)
    })
    return running
  }

  return {
    run(key) {
      const name = nameOf(key)
      const lane = lanes.get(name)
      if (lane === undefined) return begin(name, key)
      lane.next ??= lane.isOver.then(() => begin(name, key))
      return lane.next
    },
    async close() {
      closing.abort()
      while (lanes.size > 0) {
        await Promise.allSettled([...lanes.values()].map(({ isOver, next }) => next ?? isOver))
      }
    },
  }
}

function pause(milliseconds: number, closing: AbortSignal): Promise<void> {
  if (closing.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      closing.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    timer.unref()
    closing.addEventListener('abort', end)
  })
}
