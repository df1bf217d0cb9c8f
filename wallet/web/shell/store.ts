import { useEffect, useState } from 'preact/hooks'

/** One value that several components show, and that changes outside of them. */
export type Store<Value> = {
  get(): Value
  set(value: Value): void
  subscribe(listener: () => void): () => void
}

export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The store's value; the component is drawn again when it changes. */
export function useStore<Value>(store: Store<Value>): Value {
  const [, draw] = useState(0)
  useEffect(() => {
    const change = () => draw((count) => count + 1)
    // it may have changed between drawing and here
    change()
    return store.subscribe(change)
  }, [store])
  return store.get()
}
