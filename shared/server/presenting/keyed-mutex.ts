/** Runs what is asked for one key one after the other, in the order it came; other keys do not wait. */
export type RunExclusively = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** @returns a function that gives what `work` gives, or throws what it throws, once those before it have ended */
export function createKeyedMutex(): RunExclusively {
  const last = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const outcome = (last.get(key) ?? Promise.resolve()).then(work)
    const settled = outcome
      .catch(() => undefined)
      .then(() => {
        if (last.get(key) === settled) last.delete(key)
      })
    last.set(key, settled)
    return outcome
  }
}
