import type { Logger } from '../../shared/node/logger.ts'
import { createCoalescer } from './coalesce.ts'
import {
  publishStatusList,
  publishStatusListsDue,
  type StatusListKey,
  type StatusPublishingPorts,
} from './status-publishing.ts'

/**
 * Keeps the signed lists in step with the bits. What fails here is logged and tried again by publishDue: the change
 * itself stands.
 */
export type StatusLists = {
  /** Makes sure that a list that a badge will point at is out. */
  makeReady(key: StatusListKey): Promise<void>
  /** Signs a list that has changed, together with other changes of the same seconds. */
  publishChange(key: StatusListKey): Promise<void>
  /** Signs all that are behind or grow old. */
  publishDue(): Promise<void>
  close(): Promise<void>
}

/** However many badges are revoked at a time, each list is signed at most so often. */
const windowMs = 2_000

export function createStatusLists(ports: StatusPublishingPorts & { logger: Logger }): StatusLists {
  const { logger } = ports
  const ready = new Map<string, Promise<void>>()
  const nameOf = ({ provider, id }: StatusListKey) => `${provider}/${id}`
  const changes = createCoalescer<StatusListKey>({
    work: (key) => logged(publishStatusList(key, ports)),
    nameOf,
    windowMs,
  })

  function logged(work: Promise<void>): Promise<void> {
    return work.catch((error: unknown) => {
      logger.error('a status list could not be signed', { error })
    })
  }

  return {
    makeReady(key) {
      const name = nameOf(key)
      const started =
        ready.get(name) ??
        publishStatusList(key, ports).catch((error: unknown) => {
          ready.delete(name)
          throw error
        })
      ready.set(name, started)
      return logged(started)
    },
    publishChange: (key) => changes.run(key),
    publishDue: () => logged(publishStatusListsDue(ports)),
    close: () => changes.close(),
  }
}
