/** Runs what is asked for one key one after the other, in the order it came; other keys do not wait. */
export type TakeTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>

export function createTurns(): TakeTurn {
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
