import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { type MessageKey, translate } from '../../shared/i18n/catalogue.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { listFailedIds, listStuckMail, type MailView } from '../../shared/server/mail/mail-store.ts'
import type { MailFailure } from '../../shared/server/mail/mail-transport.ts'
import { tryMailAgain } from '../../shared/server/mail/outbox.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { audit } from '../log/audit.ts'
import { cityItself } from '../log/audit-entry.ts'
import type { Permission } from '../staff/roles.ts'

export type MailConsolePorts = {
  database: Database
  clock: () => Date
  derive: DeriveBytes
  /** Without a mail server all mail waits. */
  config: { demo: boolean; mail?: unknown }
}

const path = '/console/city/mail'
const pageSize = 50
/** So many are tried again at one press; the rest at the next. */
const mostAtOnce = 500

type Visit = RouteVisit<Permission, MailConsolePorts>

/** What could not be sent, for who looks after the city. */
export function mailConsoleRoutes(ports: MailConsolePorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const entry = { permission: 'city.manage', scope: 'everywhere', errors: 'page' } as const

  return [
    {
      ...entry,
      method: 'GET',
      path,
      handler: bound(list),
    },
    {
      ...entry,
      method: 'POST',
      path: `${path}/:id/again`,
      handler: bound(tryOneAgain),
    },
    {
      ...entry,
      method: 'POST',
      path: `${path}/again`,
      handler: bound(tryAllAgain),
    },
  ]
}

async function list({ request, response, ports }: Visit) {
  const { database, config } = ports
  const codec = createCursorCodec({
    key: ports.derive('cursor'),
    list: 'stuck-mail',
    position: z.object({ createdAt: z.string(), id: z.string() }),
  })
  const { cursor } = request.query
  const after = typeof cursor === 'string' ? codec.decode(cursor) : undefined
  const rows = await listStuckMail(database.reader, { after, limit: pageSize + 1 })
  const { items, nextCursor } = pageOf(rows, {
    limit: pageSize,
    codec,
    positionOf: ({ createdAt, id }) => ({ createdAt, id }),
  })
  consolePage(
    response,
    'mail/mail-console.njk',
    {
      isSetUp: config.demo || config.mail !== undefined,
      isDemo: config.demo,
      mails: items.map(mailRow),
      hasFailed: items.some(({ state }) => state === 'failed'),
      next: nextCursor && `${path}?cursor=${encodeURIComponent(nextCursor)}`,
    },
    { title: translate('en', 'console.mail.title'), area: 'mail' },
  )
}

async function tryOneAgain({ request, response, access, ports }: Visit) {
  const { database, clock } = ports
  const id = String(request.params.id)
  const isTried = await database.transact(async (tx) => {
    if (!(await tryMailAgain(tx, id, { clock }))) return false
    await noteAgain(tx, { actor: access.actorId, subject: id, at: clock() })
    return true
  })
  if (!isTried) throw new AppError('not_found', 'There is no such mail that waits')
  await redirectWith(
    response,
    path,
    { text: translate('en', 'console.mail.tried-again', { count: 1 }) },
    { database },
  )
}

async function tryAllAgain({ response, access, ports }: Visit) {
  const { database, clock } = ports
  const count = await database.transact(async (tx) => {
    const ids = await listFailedIds(tx, mostAtOnce)
    for (const id of ids) {
      await tryMailAgain(tx, id, { clock })
      await noteAgain(tx, { actor: access.actorId, subject: id, at: clock() })
    }
    return ids.length
  })
  await redirectWith(
    response,
    path,
    { text: translate('en', 'console.mail.tried-again', { count }) },
    { database },
  )
}

function noteAgain(
  tx: Parameters<typeof audit>[0],
  { actor, subject, at }: { actor: string; subject: string; at: Date },
): Promise<void> {
  return audit(tx, {
    provider: cityItself,
    actor,
    action: 'mail.tried-again',
    subject,
    at: at.toISOString(),
  })
}

function mailRow({ id, recipient, template, state, failure, createdAt, triedAgainAt }: MailView) {
  return {
    id,
    recipient,
    kind: translate('en', kindOf(template)),
    isGivenUp: state === 'failed',
    // sound: the sender writes failures of this type alone
    why: translate('en', `console.mail.failure.${(failure ?? 'fault') as MailFailure}`),
    createdAt,
    triedAgainAt,
  }
}

const kinds: Readonly<Record<string, Extract<MessageKey, `console.mail.kind.${string}`>>> = {
  'award-offer': 'console.mail.kind.award-offer',
  'award-files': 'console.mail.kind.award-files',
  'staff-invitation': 'console.mail.kind.staff-invitation',
  'staff-reset': 'console.mail.kind.staff-reset',
  'webhook-disabled': 'console.mail.kind.webhook-disabled',
}

function kindOf(template: string) {
  return kinds[template] ?? 'console.mail.kind.other'
}
