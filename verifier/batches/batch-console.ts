import type { Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { confirmPage, consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { longestRetentionDays, type Organisation } from '../organisations/organisation.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import { deleteNow } from '../retention/delete-now.ts'
import type { Permission } from '../staff/roles.ts'
import { actOnBatch, batchActs, bringRows, readProgress, startBatch } from './batch.ts'
import { type BatchFaults, type BatchForm, readBatchForm, zBatchForm } from './batch-form.ts'
import { mostRows } from './batch-input.ts'
import { type BatchConsolePorts, batchRowRoutes } from './batch-row-console.ts'
import type { BatchRow } from './batch-schema.ts'
import { deleteBatch, getBatch, listBatches } from './batch-store.ts'
import {
  batchesHref,
  batchHref,
  batchLines,
  batchPageModel,
  progressModel,
  shownOutcomes,
} from './batch-view.ts'
import { mostUploadBytes } from './read-brought.ts'
import { archiveLimits } from './read-files.ts'

const path = '/console/o/:organisation/batches'
const area = 'batches'
/** Fields of a form with files are at most 300. */
const mostFiles = 250

const zPage = z.object({
  from: z.coerce.number().int().min(0).max(mostRows).default(0).catch(0),
  show: z.enum(shownOutcomes).optional().catch(undefined),
})

type Visit = RouteVisit<Permission, BatchConsolePorts>

/** Many CVs at once: brought, watched, read one by one. */
export function batchConsoleRoutes(ports: BatchConsolePorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const { database, clock } = ports

  const common = { scope: inOrganisation, errors: 'page' } as const
  const read = { ...common, method: 'GET', permission: 'candidate.read' } as const
  const make = { ...common, method: 'POST', permission: 'report.make' } as const
  const decide = {
    ...common,
    permission: 'candidate.decide',
    path: `${path}/:batch/delete`,
  } as const

  return [
    { ...read, path, handler: bound(list) },
    { ...make, path, maxBodyBytes: mostUploadBytes, takesFiles: true, handler: bound(begin) },
    { ...read, path: `${path}/:batch`, handler: bound(show) },
    { ...read, path: `${path}/:batch/progress`, errors: 'problem', handler: bound(progress) },
    ...batchActs.map(
      (act): GuardedRoute<Permission> => ({
        ...make,
        path: `${path}/:batch/${act}`,
        async handler(request, response, { actorId: actor }) {
          const batch = await getOwn(request, ports)
          const at = clock().toISOString()
          await database.transact((tx) => actOnBatch(tx, batch, { act, actor, at }))
          response.redirect(303, batchHref(batch))
        },
      }),
    ),
    { ...decide, method: 'GET', handler: bound(askToDelete) },
    { ...decide, method: 'POST', handler: bound(remove) },
    ...batchRowRoutes({
      ...ports,
      path: `${path}/:batch`,
      getOwn: (request) => getOwn(request, ports),
    }),
  ]
}

async function list({ request, response, access, ports }: Visit) {
  const organisation = await ports.organisations.get(inOrganisation(request))
  const canBring = access.can('report.make', organisation.slug)
  await showList(response, { organisation, canBring }, ports)
}

async function begin({ request, response, access: { actorId: actor }, ports }: Visit) {
  const { organisations, database } = ports
  const organisation = await organisations.get(inOrganisation(request))
  const form = zBatchForm.safeParse(request.body ?? {})
  if (!form.success) throw new AppError('request_malformed', 'This is not the form of the page')
  const brought = readBatchForm(form.data)
  if ('faults' in brought) {
    const { faults } = brought
    const page = { organisation, canBring: true, form: form.data, faults }
    return showList(response, page, ports)
  }
  const { rows, ...input } = brought
  const batch = await bringRows(organisation, { ...input, actor }, rows, ports)
  await database
    .transact((tx) => startBatch(tx, batch, ports))
    .catch(async (error: unknown) => {
      await database.transact((tx) => deleteBatch(tx, batch))
      throw error
    })
  const text = translate('en', 'employer.batches.started')
  await redirectWith(response, batchHref(batch), { text }, ports)
}

async function show({ request, response, access, ports }: Visit) {
  const batch = await getOwn(request, ports)
  const model = await batchPageModel(batch, parseBody(zPage, request.query), ports.database.reader)
  const { organisation } = batch
  consolePage(
    response,
    'batches/batch.njk',
    {
      batch: model,
      back: batchesHref(organisation),
      canAct: access.can('report.make', organisation),
      canDelete: access.can('candidate.decide', organisation),
    },
    { title: batch.name, area },
  )
}

async function progress({ request, response, ports }: Visit) {
  const progress = await readProgress(ports.database.reader, await getOwn(request, ports))
  response.set('Cache-Control', 'no-store').json(progressModel(progress))
}

function getOwn({ params }: Request, ports: BatchConsolePorts) {
  return getBatch(ports.database.reader, {
    organisation: String(params.organisation),
    id: String(params.batch),
  })
}

async function askToDelete({ request, response, ports }: Visit) {
  const batch = await getOwn(request, ports)
  const say = (key: 'title' | 'text' | 'button') =>
    translate('en', `employer.batches.delete-${key}`, { name: batch.name })
  confirmPage(response, {
    ...{ title: say('title'), text: say('text'), button: say('button'), area },
    ...{ action: `${batchHref(batch)}/delete`, back: batchHref(batch) },
  })
}

async function remove({ request, response, access: { actorId: actor }, ports }: Visit) {
  const { organisation, id, name }: BatchRow = await getOwn(request, ports)
  const asked = { organisation, actor, action: 'batch.deleted', subject: id } as const
  await deleteNow({ batches: [id] }, asked, ports)
  const text = translate('en', 'employer.batches.deleted', { name })
  await redirectWith(response, batchesHref(organisation), { text }, ports)
}

type ListPage = {
  organisation: Organisation
  canBring: boolean
  form?: BatchForm
  faults?: BatchFaults
}

async function showList(
  response: Response,
  { organisation, canBring, form, faults = {} }: ListPage,
  { database }: BatchConsolePorts,
): Promise<void> {
  const { slug, retentionDays } = organisation
  const batches = await listBatches(database.reader, slug)
  const errors = Object.entries(faults).map(([field, text]) => ({ text, href: `#${field}` }))
  consolePage(
    response,
    'batches/list.njk',
    {
      ...{ canBring, faults, errors, path: batchesHref(slug) },
      form: { retentionDays: String(retentionDays), ...form },
      limits: {
        files: mostFiles,
        archives: archiveLimits.archives,
        megabytes: Math.floor(mostUploadBytes / 1_048_576),
        days: longestRetentionDays,
      },
      lines: await batchLines(batches, database.reader),
    },
    {
      ...{ title: translate('en', 'employer.batches.title'), area },
      ...(errors.length > 0 && { status: 422 }),
    },
  )
}
