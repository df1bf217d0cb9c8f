import { randomUUID } from 'node:crypto'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { appendPendingLeaves, sealWithin, transactOnLog } from '../log/append-pending.ts'
import { audit } from '../log/audit.ts'
import { getProvider } from '../providers/provider-store.ts'
import type { Scope } from './accreditation.ts'
import {
  type AccreditationKey,
  type AccreditationRow,
  addAccreditation,
  changeAccreditation,
  findAccreditation,
  listAccreditationsDue,
} from './accreditation-store.ts'
import { noteTrustChange } from './trust-version.ts'

/**
 * Accredits a provider. It begins now or later: what was awarded before stays as it was.
 * @throws AppError not_found, request_malformed, provider_inactive
 */
export async function accredit(
  tx: Transaction,
  input: {
    provider: string
    scope: Scope
    from?: string | undefined
    until?: string | undefined
    actor: Actor
    at: string
  },
): Promise<AccreditationRow> {
  const { provider, scope, actor, at } = input
  const { state } = await getProvider(tx, provider)
  if (state === 'closed') throw new AppError('provider_inactive', 'This provider has closed')
  const fromAt = momentOf(input.from) ?? at
  const untilAt = momentOf(input.until) ?? null
  if (fromAt < at) {
    throw new AppError('request_malformed', 'from: an accreditation cannot begin in the past')
  }
  if (untilAt !== null && untilAt <= fromAt) {
    throw new AppError('request_malformed', 'until: must be after the beginning')
  }
  const row: AccreditationRow = {
    provider,
    id: randomUUID(),
    scope: JSON.stringify(scope),
    fromAt,
    fromSize: fromAt === at ? await sealWithin(tx) : null,
    untilAt,
    untilSize: null,
    createdAt: at,
  }
  await addAccreditation(tx, row)
  await note(tx, { row, actor, action: 'accreditation.given', at })
  return row
}

/**
 * Ends an accreditation now or at a later time; what is awarded until then stays accredited. One that has ended
 * stays as it is.
 * @throws AppError not_found, request_malformed
 */
export async function endAccreditation(
  tx: Transaction,
  input: { key: AccreditationKey; until?: string | undefined; actor: Actor; at: string },
): Promise<AccreditationRow> {
  const { key, actor, at } = input
  const row = await findAccreditation(tx, key)
  if (row === undefined) throw new AppError('not_found', 'There is no such accreditation')
  if (row.untilSize !== null) return row
  const untilAt = momentOf(input.until) ?? at
  if (untilAt < at) {
    throw new AppError('request_malformed', 'until: an accreditation cannot end in the past')
  }
  const changes = untilAt === at ? { untilAt, untilSize: await sealWithin(tx) } : { untilAt }
  await changeAccreditation(tx, key, changes)
  await note(tx, { row, actor, action: 'accreditation.ended', at })
  return { ...row, ...changes }
}

/** Notes the size of the log for accreditations whose beginning or end has come. */
export async function settleAccreditations(ports: {
  database: Database
  clock: () => Date
}): Promise<void> {
  const { database, clock } = ports
  const at = clock().toISOString()
  if ((await listAccreditationsDue(database.reader, at)).length === 0) return
  await transactOnLog(database, async (tx, head) => {
    const { size } = await appendPendingLeaves(tx, head)
    for (const row of await listAccreditationsDue(tx, at)) {
      const hasEnded = row.untilAt !== null && row.untilAt <= at
      await changeAccreditation(tx, row, {
        fromSize: row.fromSize ?? size,
        ...(hasEnded && { untilSize: size }),
      })
    }
    await noteTrustChange(tx)
  })
}

async function note(
  tx: Transaction,
  event: {
    row: AccreditationRow
    actor: Actor
    action: 'accreditation.given' | 'accreditation.ended'
    at: string
  },
): Promise<void> {
  const { row, actor, action, at } = event
  await audit(tx, { provider: row.provider, actor: actor.name, action, subject: row.id, at })
  await noteTrustChange(tx)
}

/** In UTC, so that moments compare as text. */
function momentOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : new Date(text).toISOString()
}
