import type { StatementPorts } from './signed-statement.ts'
import type { TrustMemory } from './trust-memory.ts'

export type FetchedText =
  | { outcome: 'fetched'; text: string }
  /** The host says that there is no such document (404, 410). */
  | { outcome: 'absent' }
  | { outcome: 'unavailable' }

/** What reading a city's trust list and award log asks of the world. */
export type TrustPorts = StatementPorts & {
  /**
   * GET of a public document: bounded in time and size, follows no redirect, never throws.
   * @param options.fresh caches on the way are to ask again
   */
  fetchText(url: string, options?: { fresh?: boolean }): Promise<FetchedText>
  memory: TrustMemory
  clock: () => Date
}
