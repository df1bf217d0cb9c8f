import type { Transaction } from '../../shared/node/database/database.ts'
import { enqueueWebhooks } from '../../shared/server/webhooks/enqueue-webhooks.ts'

/** What systems outside can be told of, and what each says: ids that open nothing without a key, never a person. */
export type EmployerEvents = {
  /** A candidate sent badges. `reference`: of the request, as requestReference() makes it. */
  'request.answered': { reference: string; vacancyId?: string; candidateId?: string }
  'request.declined': { reference: string; vacancyId?: string }
  'report.ready': { reportId: string; vacancyId?: string; candidateId?: string }
  'candidate.received': { candidateId: string; vacancyId?: string }
  'candidate.deleted': { candidateId: string }
  'batch.finished': { batchId: string }
  /** What a candidate was asked for came, and they said that it is theirs. */
  'ask.answered': { askId: string; candidateId: string }
  'ask.declined': { askId: string; candidateId: string }
}

export type EmployerEvent = keyof EmployerEvents

export const employerEvents = [
  'request.answered',
  'request.declined',
  'report.ready',
  'candidate.received',
  'candidate.deleted',
  'batch.finished',
  'ask.answered',
  'ask.declined',
] as const satisfies readonly EmployerEvent[]

/** Tells the webhooks of an organisation, and the host's, if and only if the unit is committed. */
export async function enqueueEvent<Type extends EmployerEvent>(
  tx: Transaction,
  event: { organisation: string; type: Type; data: EmployerEvents[Type]; at: Date },
): Promise<void> {
  const { organisation, type, data, at } = event
  await enqueueWebhooks(tx, [
    {
      scope: organisation,
      type,
      // sound: what may be absent is absent, and never undefined
      data: { organisation, ...(data as Record<string, string>) },
      at: at.toISOString(),
    },
  ])
}

/** What stands in the record and is told outside too, by what the record calls it. */
const recorded = {
  'candidate.received': (candidateId: string) =>
    ({ type: 'candidate.received', data: { candidateId } }) as const,
  'candidate.deleted': (candidateId: string) =>
    ({ type: 'candidate.deleted', data: { candidateId } }) as const,
  'report.made': (reportId: string) => ({ type: 'report.ready', data: { reportId } }) as const,
}

/** Tells outside what was just put on record, where that is something to tell. */
export async function tellOfRecorded(
  tx: Transaction,
  entry: { organisation: string; action: string; subject: string; at: string },
): Promise<void> {
  const { organisation, action, subject, at } = entry
  if (!isRecorded(action)) return
  await enqueueEvent(tx, { organisation, at: new Date(at), ...recorded[action](subject) })
}

function isRecorded(action: string): action is keyof typeof recorded {
  return Object.hasOwn(recorded, action)
}
