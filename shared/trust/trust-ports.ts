import type { StatementPorts } from './signed-statement.ts'
import type { TrustMemory } from './trust-memory.ts'

export type FetchedText =
  | { outcome: 'fetched'; text: string }
  /** The host says that there is no such document (404, 410). */
  | { outcome: 'absent' }
  | { outcome: 'unavailable' }

/** What reading a city's trust list and award log asks of the world. */
export type TrustPorts = StatementPorts & {
  /** GET of a public document: bounded in time and size, follows no redirect, never throws. */
  fetchText(url: string): Promise<FetchedText>
  memory: TrustMemory
  clock: () => Date
}
