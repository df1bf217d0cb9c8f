import type { Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { languages } from '../../shared/i18n/messages.ts'
import { credentialFormats } from '../../shared/oid4vc/credential-format.ts'
import { assertCan } from '../../shared/server/access.ts'
import { type Answer, findAnswer, runOnce } from '../../shared/server/api/idempotency.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { type Actor, actorIn } from '../actor.ts'
import { awardDeliveries, awardIdOf, parseAwardId } from '../awards/award.ts'
import { parseBadgeReference } from '../badges/achievement-id.ts'
import type { Permission } from '../staff/roles.ts'
import {
  getBulk,
  keepBulk,
  pauseBulk,
  readBulk,
  readProgress,
  resumeBulk,
  startBulk,
} from './bulk-award.ts'
import { type BulkConsolePorts, sendReceipt } from './bulk-console.ts'
import { mostBytes } from './bulk-form.ts'
import { type BulkKey, type BulkRow, faultsOf } from './bulk-store.ts'
import { faultText, refusalText } from './bulk-view.ts'

export type BulkApiPorts = BulkConsolePorts & { publicUrl: string }

const path = '/api/v1/bulk-awards'

/** Body of `POST /api/v1/bulk-awards`. */
const zBulkRequest = z.strictObject({
  /** An achievement id of this city, or `provider/badge`. */
  badge: z.string().min(1).max(2_048),
  /** The list of people, as the console takes it. */
  csv: z.string().min(1),
  delivery: z.enum(awardDeliveries).default('claim'),
  /** Of badges that are made at once, by delivery `download`: with a Data Integrity proof, or as a token. */
  format: z.enum(credentialFormats).default('ldp_vc'),
  /** Whether each learner's link goes to them by e-mail. */
  notify: z.boolean().default(false),
  language: z.enum(languages).optional(),
  /** False to look at what is wrong first. */
  start: z.boolean().default(true),
})

const zBulkView = z.object({
  id: z.string(),
  state: z.enum(['read', 'running', 'paused', 'failed', 'done']),
  rows: z.number(),
  awarded: z.number(),
  failure: z.string().optional(),
  faults: z.array(z.object({ line: z.number(), code: z.string(), message: z.string() })),
})

const changes = {
  start: { change: startBulk, summary: 'Start a list of awards that was read' },
  pause: { change: pauseBulk, summary: 'Pause a list of awards' },
  resume: { change: resumeBulk, summary: 'Go on with a list of awards' },
} as const

type ChangeName = keyof typeof changes

type Visit = RouteVisit<Permission, BulkApiPorts>

/** Awarding a badge to a whole list, for programs. */
export function bulkApiRoutes(ports: BulkApiPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const tag = 'bulk awards'
  const entry = { permission: 'award.make', errors: 'problem', scope: providerOfId } as const
  // sound: the keys of the table above
  const names = Object.keys(changes) as ChangeName[]

  return [
    {
      ...entry,
      method: 'POST',
      path,
      maxBodyBytes: mostBytes,
      // the body names the provider
      scope: 'anywhere',
      description: {
        ...{ tag, summary: 'Award a badge to a list of people', status: 202 },
        ...{ body: zBulkRequest, answer: zBulkView, takesIdempotencyKey: true },
      },
      handler: bound(make),
    },
    {
      ...entry,
      method: 'GET',
      path: `${path}/:id`,
      description: { tag, summary: 'See how far a list of awards is', answer: zBulkView },
      handler: bound(read),
    },
    {
      ...entry,
      method: 'GET',
      path: `${path}/:id/receipt`,
      description: {
        ...{ tag, summary: 'See what became of each line, as CSV' },
        answerType: 'text/csv',
      },
      handler: bound(downloadReceipt),
    },
    ...names.map(
      (name): GuardedRoute<Permission> => ({
        ...entry,
        method: 'POST',
        path: `${path}/:id/${name}`,
        description: {
          ...{ tag, summary: changes[name].summary, answer: zBulkView },
          takesIdempotencyKey: true,
        },
        handler: bound((visit) => changeTo(name, visit)),
      }),
    ),
  ]
}

async function make(visit: Visit) {
  const { request, response, access, ports } = visit
  const input = parseBody(zBulkRequest, request.body)
  const badge = parseBadgeReference(input.badge, ports.publicUrl)
  assertCan(access, 'award.make', badge.provider)
  const kept = await findAnswer(ports, request, response)
  if (kept !== undefined) return answerMade(visit, kept)
  const actor = actorIn(access, badge.provider)
  const draft = await readList(input, { badge, actor }, ports)
  const made = await runOnce(ports, request, response, async (tx) => {
    await keepBulk(tx, draft)
    const at = ports.clock().toISOString()
    if (input.start && draft.bulk.rows > 0) await startBulk(tx, draft.bulk, { actor, at })
    return { status: 202, body: awardIdOf(draft.bulk) }
  })
  await answerMade(visit, made)
}

/** @throws AppError request_malformed for a list that cannot be read */
async function readList(
  input: z.infer<typeof zBulkRequest>,
  { badge, actor }: { badge: ReturnType<typeof parseBadgeReference>; actor: Actor },
  ports: BulkApiPorts,
) {
  const { provider, slug, version } = badge
  const draft = await readBulk(
    {
      ...{ provider, badge: slug, version, fileName: 'API' },
      ...{ delivery: input.delivery, format: input.format, language: input.language },
      notify: input.notify && ports.enqueueMail !== undefined,
      bytes: Buffer.from(input.csv, 'utf8'),
    },
    actor,
    ports,
  )
  if (!('refused' in draft)) return draft
  throw new AppError('request_malformed', `csv: ${refusalText(draft.refused, draft.line)}`)
}

async function answerMade({ response, ports }: Visit, { status, body }: Answer): Promise<void> {
  const key = parseAwardId(String(body))
  response.status(status).set('Location', `${ports.publicUrl}${path}/${awardIdOf(key)}`)
  await sendView(key, response, ports)
}

async function read({ request, response, ports }: Visit) {
  await sendView(keyIn(request), response, ports)
}

async function downloadReceipt({ request, response, ports }: Visit) {
  const bulk = await getBulk(ports.database.reader, keyIn(request))
  response.set('Content-Type', 'text/csv; charset=utf-8')
  await sendReceipt(bulk, response, ports)
}

async function changeTo(name: ChangeName, { request, response, access, ports }: Visit) {
  const key = keyIn(request)
  const by = { actor: actorIn(access, key.provider), at: ports.clock().toISOString() }
  await runOnce(ports, request, response, async (tx) => {
    await changes[name].change(tx, key, by)
    return { status: 200, body: null }
  })
  await sendView(key, response, ports)
}

function keyIn(request: Request): BulkKey {
  return parseAwardId(String(request.params.id))
}

function providerOfId(request: Request): string {
  return keyIn(request).provider
}

async function sendView(key: BulkKey, response: Response, ports: BulkApiPorts): Promise<void> {
  const { reader } = ports.database
  const bulk = await getBulk(reader, key)
  response.json(await viewOf(bulk, ports))
}

async function viewOf(
  bulk: BulkRow,
  { database }: BulkApiPorts,
): Promise<z.infer<typeof zBulkView>> {
  const { state, awarded, failure } = await readProgress(database.reader, bulk)
  return {
    id: awardIdOf(bulk),
    state,
    rows: bulk.rows,
    awarded,
    ...(failure !== null && { failure }),
    faults: faultsOf(bulk).map(({ line, code }) => ({ line, code, message: faultText(code) })),
  }
}
