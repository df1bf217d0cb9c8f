import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { listBadgeVersions } from '../badges/badge-store.ts'
import { audit } from '../log/audit.ts'
import { accredit, endAccreditation } from './accredit.ts'
import { isNarrower, type Scope } from './accreditation.ts'
import {
  type AccreditationKey,
  type AccreditationRow,
  findAccreditation,
  scopeOf,
} from './accreditation-store.ts'

/**
 * Lets an accreditation be for less from now on: it ends, and one for less begins at the same moment. What was awarded
 * until then stays accredited. Where only its end comes earlier, it stays the same one.
 * @throws AppError not_found, conflict when it has ended, request_malformed when it would be for more or for longer
 */
export async function narrowAccreditation(
  tx: Transaction,
  input: {
    key: AccreditationKey
    scope?: Scope | undefined
    until?: string | undefined
    actor: Actor
    at: string
  },
): Promise<AccreditationRow> {
  const { key, scope, actor, at } = input
  const row = await findAccreditation(tx, key)
  if (row === undefined) throw new AppError('not_found', 'There is no such accreditation')
  if (row.untilAt !== null && row.untilAt <= at) {
    throw new AppError('conflict', 'This accreditation has ended')
  }
  const until = input.until === undefined ? row.untilAt : new Date(input.until).toISOString()
  if (row.untilAt !== null && until !== null && until > row.untilAt) {
    throw new AppError('request_malformed', 'until: this is later than before. Give a new one')
  }
  if (scope === undefined) {
    return until === null ? row : endAccreditation(tx, { key, until, actor, at })
  }
  const badges = await listBadgeVersions(tx, row.provider)
  if (!isNarrower(scope, scopeOf(row), badges)) {
    throw new AppError('request_malformed', 'scope: this is more than before. Give a new one')
  }
  await endAccreditation(tx, { key, actor, at })
  const from = row.fromAt > at ? row.fromAt : undefined
  const narrowed = await accredit(tx, {
    ...{ provider: row.provider, scope, actor, at, from },
    ...(until !== null && { until }),
  })
  await audit(tx, {
    provider: row.provider,
    actor: actor.name,
    action: 'accreditation.narrowed',
    subject: narrowed.id,
    detail: { before: row.id },
    at,
  })
  return narrowed
}
