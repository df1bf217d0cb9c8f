import type { KeyObject } from 'node:crypto'
import { type JsonRows, jsonRowsOf } from '../../shared/node/database/json-rows.ts'
import { deriveWith } from '../../shared/node/kms/derive-bytes.ts'
import type { Worked } from '../../shared/node/workers/worker-pool.ts'
import type { AwardRow } from '../awards/award-store.ts'
import { madeEntriesOf, prepareAwards } from '../awards/prepare-awards.ts'
import { auditRowsOf } from '../log/audit-rows.ts'
import { createClaimSecrets } from '../oid4vci/claim-secrets.ts'
import { awardOfLine, type LinesContext } from './award-of-line.ts'
import type { RosterRow } from './roster.ts'
import { type LinesIssuing, writeCredentials } from './write-credentials.ts'

export type LinesTask = {
  context: LinesContext
  /** JSON: the lines. */
  lines: string
  /** A place in the status list for each line. */
  list: string
  indices: readonly number[]
  achievementIds: readonly string[]
  /** What the installation derives from. */
  secret: KeyObject
  issuing?: LinesIssuing
}

/** Everything that is kept of the awards of a part, as the database takes it. */
export type AwardedLines = {
  ids: string[]
  tables: Readonly<Record<LinesTable, readonly JsonRows[]>>
}

export type LinesTable = 'entries' | 'awards' | 'words' | 'leaves' | 'credentials' | 'audit'

/** In a thread of its own: what all this costs is not taken from those who ask at the same time. */
export function work(task: LinesTask): Worked<AwardedLines> {
  const { context, list, indices, achievementIds, issuing } = task
  const derive = deriveWith(task.secret)
  const ports = { derive, secrets: createClaimSecrets(derive) }
  // sound: written from the lines of a roster
  const rows = JSON.parse(task.lines) as RosterRow[]
  const awards = rows.map((row, at) => {
    const index = indices[at]
    if (index === undefined) throw new Error('fewer places were found than asked for')
    return awardOfLine(row, { list, index }, context, ports)
  })
  const { leaves, words } = prepareAwards(awards, () => achievementIds)
  const { actor } = context.bulk
  const tables = {
    entries: jsonRowsOf(awards.map(entryOf)),
    awards: jsonRowsOf(awards),
    words: jsonRowsOf(words),
    leaves: jsonRowsOf(leaves),
    audit: jsonRowsOf(auditRowsOf(awards.flatMap((award) => madeEntriesOf(award, actor)))),
    credentials: issuing === undefined ? [] : writeCredentials(awards, issuing),
  }
  const written = Object.values(tables).flat()
  const buffers = written.flatMap(({ bytes, long }) =>
    long ? [bytes.buffer, long.bytes.buffer] : [bytes.buffer],
  )
  return { answer: { ids: awards.map(({ id }) => id), tables }, buffers }
}

function entryOf({ provider, statusList: list, statusIndex, id: awardId }: AwardRow) {
  return { provider, list, entryIndex: statusIndex, awardId, isSet: false }
}
