import type { CheckCode } from './check-codes.ts'
import {
  createStatusListMemory,
  isNewestList,
  type StatusListMemory,
} from './status-list-memory.ts'
import type { VerifiedStatusList } from './verified-status-list.ts'

export type StatusListReading =
  | { outcome: 'verified'; list: VerifiedStatusList }
  | { outcome: 'unusable'; code: CheckCode<'status'>; detail?: string }

/**
 * Keeps verified lists, never verdicts: what a list says is looked up anew each time. A list stays after its
 * ttl, so that an older one is known when it is served again; whoever asks decides whether it is current.
 */
export type StatusListCache = {
  /** False for a list that is older than the newest that was seen, or as new and yet another. */
  isNewest(list: VerifiedStatusList): Promise<boolean>
  find(url: string, issuer: string): VerifiedStatusList | undefined
  keep(list: VerifiedStatusList): void
  /** One load serves all who ask for a list while it is under way. */
  share(
    url: string,
    issuer: string,
    load: () => Promise<StatusListReading>,
  ): Promise<StatusListReading>
}

/** Bounded by number (of each issuer, too) and by memory; the list that was used longest ago goes first. */
export function createStatusListCache({
  maxEntries = 256,
  maxOfIssuer = 64,
  maxBytes = 64 * 1_048_576,
  memory = createStatusListMemory(),
}: {
  maxEntries?: number
  maxOfIssuer?: number
  maxBytes?: number
  /** What was seen of lists. Default: forgotten with the process. */
  memory?: StatusListMemory
} = {}): StatusListCache {
  const lists = new Map<string, VerifiedStatusList>()
  let bytes = 0

  function remove(key: string): void {
    bytes -= lists.get(key)?.bits.length ?? 0
    lists.delete(key)
  }

  function put(key: string, list: VerifiedStatusList): void {
    remove(key)
    lists.set(key, list)
    bytes += list.bits.length
  }

  function removeOldestOf(issuer: string): void {
    const own = [...lists].filter(([, list]) => list.issuer === issuer)
    const [oldest] = own
    if (oldest && own.length > maxOfIssuer) remove(oldest[0])
  }

  return {
    isNewest: (list) => isNewestList(list, memory),
    find(url, issuer) {
      const key = keyOf(url, issuer)
      const list = lists.get(key)
      if (list) put(key, list)
      return list
    },
    keep(list) {
      put(keyOf(list.url, list.issuer), list)
      removeOldestOf(list.issuer)
      for (const oldest of lists.keys()) {
        if (lists.size <= maxEntries && bytes <= maxBytes) return
        remove(oldest)
      }
    },
    share: createSharedLoads(),
  }
}

/** Of those who may ask as much as each other: whoever began a load gives it the bounds that it has. */
export function createSharedLoads(): StatusListCache['share'] {
  const loading = new Map<string, Promise<StatusListReading>>()
  return (url, issuer, load) => {
    const key = keyOf(url, issuer)
    const underWay = loading.get(key)
    if (underWay) return underWay
    const reading = load().finally(() => loading.delete(key))
    loading.set(key, reading)
    return reading
  }
}

/** By issuer too: who takes over an address cannot push aside what the issuer said there. */
function keyOf(url: string, issuer: string): string {
  return `${issuer}\n${url}`
}
