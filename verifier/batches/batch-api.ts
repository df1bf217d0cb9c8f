import type { Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { findJob } from '../../shared/node/jobs/job-store.ts'
import type { Access } from '../../shared/server/access.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { runOnce } from '../../shared/server/idempotency.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
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
import { deleteBatch, getBatch } from './batch-store.ts'
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

/** Many CVs at a time: brought as a list, a stream or files, checked in the background, told of as they are ready. */
export function batchApiRoutes(ports: BatchApiPorts): GuardedRoute<Permission>[] {
  const { database, clock, organisations } = ports
  const common = { scope: 'anywhere', errors: 'problem' } as const
  const reading = { ...common, permission: 'candidate.read' } as const

  /** @throws AppError not_found, also for a batch of another organisation */
  const batchIn = async (request: Request, access: Access<Permission>, permission: Permission) => {
    const id = String(request.params.id)
    const job = await findJob(database.reader, id)
    if (job === undefined || job.kind !== batchJob || !access.can(permission, job.scope)) {
      throw new AppError('not_found', 'There is no such batch, or no longer')
    }
    return getBatch(database.reader, { organisation: job.scope, id })
  }
  const show = async (response: Response, batch: BatchRow) => {
    response.json(await viewOf(await getBatch(database.reader, batch), ports))
  }

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
      async handler(request, response, access) {
        const { given, rows } = readBrought(request)
        const { organisation: asked, name, retentionDays } = given
        const organisation = await organisationFor(access, 'report.make', { organisations, asked })
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
        const id = String(body)
        response.status(202).set('Location', `${ports.publicUrl}${path}/${id}`)
        await show(response, { ...batch, id })
      },
    },
    {
      ...reading,
      method: 'GET',
      path: `${path}/:id`,
      description: { tag, summary: 'How far a batch is', answer: zBatch },
      async handler(request, response, access) {
        await show(response, await batchIn(request, access, 'candidate.read'))
      },
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
      async handler(request, response, access) {
        const { from } = parseBody(zResultsQuery, request.query)
        const batch = await batchIn(request, access, 'candidate.read')
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
      },
    },
    ...batchActs.map(
      (act): GuardedRoute<Permission> => ({
        ...common,
        method: 'POST',
        path: `${path}/:id/${act}`,
        permission: 'report.make',
        description: { tag, summary: summaries[act], answer: zBatch },
        async handler(request, response, access) {
          const batch = await batchIn(request, access, 'report.make')
          const at = clock().toISOString()
          await database.transact((tx) => actOnBatch(tx, batch, { act, actor: access.actorId, at }))
          await show(response, batch)
        },
      }),
    ),
    {
      ...common,
      method: 'DELETE',
      path: `${path}/:id`,
      permission: 'candidate.decide',
      description: { tag, summary: 'Delete a batch with all that was found', status: 204 },
      async handler(request, response, access) {
        const batch = await batchIn(request, access, 'candidate.decide')
        const { organisation, id } = batch
        const asked = { organisation, actor: access.actorId, subject: id } as const
        await deleteNow({ batches: [id] }, { ...asked, action: 'batch.deleted' }, ports)
        response.status(204).end()
      },
    },
  ]
}

async function viewOf(
  batch: BatchRow,
  { database }: BatchApiPorts,
): Promise<z.infer<typeof zBatch>> {
  const { id, name, createdAt, deleteAfter } = batch
  return { id, name, ...(await readProgress(database.reader, batch)), createdAt, deleteAfter }
}
