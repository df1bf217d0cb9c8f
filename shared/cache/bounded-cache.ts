type Entry<Value> = { value: Value; weight: number; storedAt: number; expiresAt: number }

export type BoundedCache<Value> = {
  find(key: string): Value | undefined
  set(key: string, value: Value, options: { ttlSeconds: number; weight: number; at: Date }): void
}

/**
 * Keeps the most recently used values within a number of entries and a sum of weights, each for its own time. An
 * entry from the future (the clock was set back) counts as expired.
 */
export function createBoundedCache<Value>(options: {
  maxEntries: number
  maxWeight: number
  clock: () => Date
}): BoundedCache<Value> {
  const { maxEntries, maxWeight, clock } = options
  const entries = new Map<string, Entry<Value>>()
  let totalWeight = 0

  function remove(key: string): void {
    totalWeight -= entries.get(key)?.weight ?? 0
    entries.delete(key)
  }

  return {
    find(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      entries.set(key, entry)
      const now = clock().getTime()
      if (now >= entry.storedAt && now < entry.expiresAt) return entry.value
      remove(key)
      return undefined
    },
    set(key, value, { ttlSeconds, weight, at }) {
      remove(key)
      if (weight > maxWeight) return
      const storedAt = at.getTime()
      entries.set(key, { value, weight, storedAt, expiresAt: storedAt + ttlSeconds * 1000 })
      totalWeight += weight
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries && totalWeight <= maxWeight) return
        remove(oldest)
      }
    },
  }
}
