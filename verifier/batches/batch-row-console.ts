import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { sendCsvHead } from '../../shared/server/csv-head.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { sendReportPdf } from '../../shared/server/send-report-pdf.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { recordAudit } from '../audit/audit.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { FinishPorts } from '../retention/finish-deletions.ts'
import type { Permission } from '../staff/roles.ts'
import type { BatchPorts } from './batch.ts'
import { writeBatchReceipt } from './batch-receipt.ts'
import { lineOf } from './batch-results.ts'
import type { BatchRow } from './batch-schema.ts'
import { getChecked } from './batch-store.ts'
import { batchHref, problemWords, rowReport } from './batch-view.ts'

export type BatchConsolePorts = BatchPorts &
  FinishPorts & { organisations: Pick<OrganisationStore, 'get'> }

export type BatchRowPorts = BatchConsolePorts & {
  /** Of one batch: `…/:batch`. */
  path: string
  /** @throws AppError not_found */
  getOwn(request: Request): Promise<BatchRow>
}

const area = 'batches'

type Visit = RouteVisit<Permission, BatchRowPorts>

/** What came of each CV of a batch: the report, and all of it as a list. Who reads it is on record. */
export function batchRowRoutes(ports: BatchRowPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const { path } = ports
  const read = {
    method: 'GET',
    permission: 'candidate.read',
    scope: inOrganisation,
    errors: 'page',
  } as const
  return [
    { ...read, path: `${path}/receipt.csv`, handler: bound(downloadReceipt) },
    { ...read, path: `${path}/rows/:row`, handler: bound(showRow) },
    { ...read, path: `${path}/rows/:row/report.pdf`, handler: bound(downloadReport) },
  ]
}

async function downloadReceipt({ request, response, access: { actorId }, ports }: Visit) {
  const { reader } = ports.database
  const batch = await open(request, actorId, ports)
  sendCsvHead(response, `batch-${batch.createdAt.slice(0, 10)}.csv`)
  await pipeline(Readable.from(writeBatchReceipt(batch, reader)), response)
}

async function showRow({ request, response, access: { actorId }, ports }: Visit) {
  const { batch, line, href } = await openRow(request, actorId, ports)
  consolePage(
    response,
    'batches/row.njk',
    {
      ...(line.outcome === 'problem' ? { problem: problemWords(line) } : rowReport(line)),
      ...{ href, back: batchHref(batch), batchName: batch.name },
    },
    { title: line.id, area },
  )
}

async function downloadReport({ request, response, access: { actorId }, ports }: Visit) {
  const { organisations } = ports
  const { batch, line } = await openRow(request, actorId, ports)
  if (line.outcome === 'problem') {
    throw new AppError('not_found', 'There was nothing to report on')
  }
  const { name: madeBy } = await organisations.get(batch.organisation)
  const { checkedAt: at } = line.report
  await sendReportPdf(response, { view: rowReport(line).report, language: 'en', madeBy, at })
}

/** Who looks into a batch stands in the record. */
async function open(
  request: Request,
  actor: string,
  { database, clock, getOwn }: BatchRowPorts,
): Promise<BatchRow> {
  const batch = await getOwn(request)
  const { organisation, id: subject } = batch
  const at = clock().toISOString()
  await database.transact((tx) =>
    recordAudit(tx, { organisation, actor, action: 'batch.opened', subject, at }),
  )
  return batch
}

async function openRow(request: Request, actor: string, ports: BatchRowPorts) {
  const batch = await open(request, actor, ports)
  const { reader } = ports.database
  const line = lineOf(await getChecked(reader, batch, Number(request.params.row)))
  return { batch, line, href: `${batchHref(batch)}/rows/${line.row}` }
}
