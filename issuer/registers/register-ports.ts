import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { ClaimCodePorts } from '../claim-codes/claim-code-store.ts'
import type { StatusLists } from '../status/status-lists.ts'
import type { ActivityKey } from './activity-store.ts'
import type { AwardRegisterPorts } from './award-register.ts'

/** Another way in which a badge is given out at a session, as the page of its day shows it. */
export type DayWall = {
  id: string
  kind: string
  state: string
  uses: number
  cap: number
  /** Who took a badge there and said their name. */
  names: readonly string[]
}

export type RegisterPorts = AwardRegisterPorts &
  ClaimCodePorts & {
    database: Database
    derive: DeriveBytes
    statusLists: StatusLists
    clock: () => Date
    /** The codes on the wall of that day. */
    wallsOn(key: ActivityKey, day: string): Promise<DayWall[]>
  }
