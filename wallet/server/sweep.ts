import type { Logger } from '../../shared/server/operation/logger.ts'
import type { ShareStore } from './shares/share-store.ts'

const everyMs = 15 * 60_000

/**
 * Takes away expired shares at the start and every quarter of an hour; that they have expired holds from the second.
 * @returns a function that ends it, once what is under way is done
 */
export function sweepNowAndThen(ports: {
  shares: ShareStore
  logger: Logger
}): () => Promise<void> {
  const sweep = () =>
    ports.shares.sweep().catch((error: unknown) => {
      ports.logger.error('expired shares could not be taken away; it is tried again', { error })
    })
  let running = sweep()
  const timer = setInterval(() => {
    running = running.then(sweep)
  }, everyMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    return running
  }
}
