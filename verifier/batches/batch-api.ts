import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { findJob } from '../../shared/node/jobs/job-store.ts'
import { findAnswer, isKeyUsed, runOnce } from '../../shared/server/api/idempotency.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { recordAudit } from '../audit/audit.ts'
import { organisationFor } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { deleteNow } from '../retention/delete-now.ts'
import type { FinishPorts } from '../retention/finish-deletions.ts'
import type { Permission } from '../staff/roles.ts'
import {
  actOnBatch,
  type BatchPorts,
  batchActs,
  bringRows,
  readProgress,
  startBatch,
} from './batch.ts'
import { mostRows } from './batch-input.ts'
import { batchJob } from './batch-job.ts'
import type { BatchRow } from './batch-schema.ts'
import { type BatchKey, deleteBatch, getBatch } from './batch-store.ts'
import { mostUploadBytes, readBrought, zNewBatch } from './read-brought.ts'
import { streamResults } from './stream-results.ts'

export type BatchApiPorts = BatchPorts &
  FinishPorts & { organisations: OrganisationStore; publicUrl: string }

const path = '/api/v1/batches'
const tag = 'batches'

const zBatch = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['receiving', 'running', 'paused', 'failed', 'done', 'cancelled']),
  rows: z.number(),
  checked: z.number(),
  valid: z.number(),
  unknown: z.number(),
  invalid: z.number(),
  /** Rows in which there was nothing to check. */
  problem: z.number(),
  createdAt: z.string(),
  deleteAfter: z.string(),
})
const zResultsQuery = z.object({ from: z.coerce.number().int().min(0).max(mostRows).default(0) })

const summaries = {
  pause: 'Pause a batch',
  resume: 'Go on with a batch',
  cancel: 'Stop a batch; what was found stays',
} as const

type Visit = RouteVisit<Permission, BatchApiPorts>

/** Many CVs at a time: brought as a list, a stream or files, checked in the background, told of as they are ready. */
export function batchApiRoutes(ports: BatchApiPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const { database, clock } = ports
  const common = { scope: 'anywhere', errors: 'problem' } as const
  const reading = { ...common, permission: 'candidate.read' } as const

  return [
    {
      ...common,
      method: 'POST',
      path,
      permission: 'report.make',
      maxBodyBytes: mostUploadBytes,
      takesFiles: true,
      takesLines: true,
      description: {
        ...{ tag, summary: 'Have many CVs checked', takesIdempotencyKey: true, status: 202 },
        body: zNewBatch,
        answer: zBatch,
      },
      handler: bound(make),
    },
    {
      ...reading,
      method: 'GET',
      path: `${path}/:id`,
      description: { tag, summary: 'How far a batch is', answer: zBatch },
      handler: bound(read),
    },
    {
      ...reading,
      method: 'GET',
      path: `${path}/:id/results`,
      description: {
        ...{ tag, summary: 'What was found, a line for each row, as it is ready' },
        query: zResultsQuery,
        answerType: 'application/x-ndjson',
      },
      handler: bound(readResults),
    },
    ...batchActs.map(
      (act): GuardedRoute<Permission> => ({
        ...common,
        method: 'POST',
        path: `${path}/:id/${act}`,
        permission: 'report.make',
        description: { tag, summary: summaries[act], answer: zBatch },
        async handler(request, response, access) {
          const visit = { request, response, access, ports }
          const batch = await batchIn(visit, 'report.make')
          const at = clock().toISOString()
          await database.transact((tx) => actOnBatch(tx, batch, { act, actor: access.actorId, at }))
          await show(visit, batch)
        },
      }),
    ),
    {
      ...common,
      method: 'DELETE',
      path: `${path}/:id`,
      permission: 'candidate.decide',
      description: { tag, summary: 'Delete a batch with all that was found', status: 204 },
      handler: bound(remove),
    },
  ]
}

async function make(visit: Visit) {
  const { request, response, access, ports } = visit
  const { organisations, database } = ports
  const { given, rows } = readBrought(request)
  const { organisation: asked, name, retentionDays } = given
  const organisation = await organisationFor(access, 'report.make', { organisations, asked })
  const { slug } = organisation
  if (await isKeyUsed(ports, request, response)) return answerAgain(visit, slug, rows)
  const input = { name, actor: access.actorId, retentionDays }
  const batch = await bringRows(organisation, input, rows, ports)
  const { body, isReplayed } = await runOnce(ports, request, response, async (tx) => {
    await startBatch(tx, batch, ports)
    return { status: 202, body: batch.id }
  }).catch(async (error: unknown) => {
    await database.transact((tx) => deleteBatch(tx, batch))
    throw error
  })
  if (isReplayed) await database.transact((tx) => deleteBatch(tx, batch))
  await answerMade(visit, { organisation: slug, id: String(body) })
}

/** The same rows again are no second batch, and need no room. */
async function answerAgain(
  visit: Visit,
  organisation: string,
  rows: AsyncIterable<unknown> | Iterable<unknown>,
): Promise<void> {
  const { request, response, ports } = visit
  // a stream is known by all that it holds
  for await (const _ of rows);
  const kept = await findAnswer(ports, request, response)
  if (kept === undefined) {
    throw new AppError('conflict', 'The Idempotency-Key was just forgotten. Send the batch again')
  }
  await answerMade(visit, { organisation, id: String(kept.body) })
}

/** @throws AppError not_found once the batch was deleted */
async function answerMade(visit: Visit, batch: BatchKey): Promise<void> {
  const { response, ports } = visit
  response.status(202).set('Location', `${ports.publicUrl}${path}/${batch.id}`)
  await show(visit, batch)
}

async function read(visit: Visit) {
  await show(visit, await batchIn(visit, 'candidate.read'))
}

async function readResults(visit: Visit) {
  const { request, response, access, ports } = visit
  const { clock, database } = ports
  const { from } = parseBody(zResultsQuery, request.query)
  const batch = await batchIn(visit, 'candidate.read')
  const { organisation, id: subject } = batch
  const at = clock().toISOString()
  const opened = {
    organisation,
    actor: access.actorId,
    action: 'batch.opened',
    subject,
    at,
  } as const
  await database.transact((tx) => recordAudit(tx, opened))
  await streamResults(batch, from, response, ports)
}

/** @throws AppError not_found, also for a batch of another organisation */
async function batchIn({ request, access, ports }: Visit, permission: Permission) {
  const { database } = ports
  const id = String(request.params.id)
  const job = await findJob(database.reader, id)
  if (job === undefined || job.kind !== batchJob || !access.can(permission, job.scope)) {
    throw new AppError('not_found', 'There is no such batch, or no longer')
  }
  return getBatch(database.reader, { organisation: job.scope, id })
}

async function show({ response, ports }: Visit, batch: BatchKey) {
  response.json(await viewOf(await getBatch(ports.database.reader, batch), ports))
}

async function remove(visit: Visit) {
  const { response, access, ports } = visit
  const batch = await batchIn(visit, 'candidate.decide')
  const { organisation, id } = batch
  const asked = { organisation, actor: access.actorId, subject: id } as const
  await deleteNow({ batches: [id] }, { ...asked, action: 'batch.deleted' }, ports)
  response.status(204).end()
}

async function viewOf(
  batch: BatchRow,
  { database }: BatchApiPorts,
): Promise<z.infer<typeof zBatch>> {
  const { id, name, createdAt, deleteAfter } = batch
  return { id, name, ...(await readProgress(database.reader, batch)), createdAt, deleteAfter }
}
