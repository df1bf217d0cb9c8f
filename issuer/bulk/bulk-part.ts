import type { KeyObject } from 'node:crypto'
import type { Canonicalize } from '../../shared/credential/canonicalize.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { WorkerPool } from '../../shared/node/workers/worker-pool.ts'
import type { AwardMailPorts } from '../awards/award-mail.ts'
import type { Badge } from '../badges/badge.ts'
import type { OpenBatchKey } from '../identity/batch-key.ts'
import type { Provider } from '../providers/provider.ts'
import type { PlaceFinder } from '../status/place-finder.ts'
import type { StatusLists } from '../status/status-lists.ts'
import type { AwardedLines, LinesTask } from './award-lines.ts'
import type { BulkRow } from './bulk-store.ts'
import type { RosterRow } from './roster.ts'

export type BulkJobPorts = AwardMailPorts & {
  database: Database
  derive: DeriveBytes
  /** What `derive` derives from, for the threads. */
  secret: KeyObject
  statusLists: StatusLists
  placeFinder: PlaceFinder
  openBatchKey: OpenBatchKey
  canonicalize: Canonicalize
  threads: Pick<WorkerPool<LinesTask, AwardedLines>, 'run'>
  skillFramework: string
}

export type BulkPart = {
  bulk: BulkRow
  badge: Badge
  provider: Provider
  rows: readonly RosterRow[]
  text: string
  number: number
}
