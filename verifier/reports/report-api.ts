import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { type Access, everywhere } from '../../shared/server/access.ts'
import { findAnswer, runOnce } from '../../shared/server/api/idempotency.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { sendReportPdf } from '../../shared/server/send-report-pdf.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { recordAudit } from '../audit/audit.ts'
import { maxInputBytes } from '../check/fetch-given.ts'
import { findNextRetry } from '../continuity/retries.ts'
import { organisationFor } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { getRoom, noteUse } from '../quota/quota-store.ts'
import type { RenewalPorts } from '../receipts/renew-receipt.ts'
import { receiptMediaType, sendKept } from '../receipts/send-receipt.ts'
import { deleteNow } from '../retention/delete-now.ts'
import type { Permission } from '../staff/roles.ts'
import type { VacancyStore } from '../vacancies/vacancy-store.ts'
import { checkAgain, type RenewingPorts } from './check-again.ts'
import { type MadeReport, viewOfReport } from './made-report.ts'
import type { MadeReportStore } from './made-report-store.ts'
import { type MakingPorts, makeReport } from './make-report.ts'
import { reportAnswer, zReportAnswer } from './report-answer.ts'
import { reportPagePath } from './report-link.ts'
import { readReportOrder, zNewReport } from './report-order.ts'

export type ReportApiPorts = MakingPorts &
  RenewingPorts &
  RenewalPorts & {
    publicUrl: string
    database: Database
    organisations: OrganisationStore
    vacancies: VacancyStore
    madeReports: MadeReportStore
    derive: DeriveBytes
  }

const path = '/api/v1/reports'
const tag = 'reports'
/** Base64 is a third longer than what it holds; and the other fields. */
const maxBodyBytes = Math.ceil(maxInputBytes / 3) * 4 + 65_536

/** What is kept of the answer to a repeated call. */
const zKept = z.object({ organisation: z.string(), id: z.string() })

type Visit = RouteVisit<Permission, ReportApiPorts>

/** To have a link, a presentation or files checked, and get the report as JSON or PDF. */
export function reportApiRoutes(ports: ReportApiPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)

  const common = { scope: 'anywhere', errors: 'problem' } as const

  return [
    {
      ...common,
      method: 'POST',
      path,
      permission: 'report.make',
      maxBodyBytes,
      takesFiles: true,
      description: {
        tag,
        summary: 'Have badges checked and reported on; as PDF by Accept: application/pdf',
        body: zNewReport,
        answer: zReportAnswer,
        takesIdempotencyKey: true,
        status: 201,
      },
      handler: bound(make),
    },
    {
      ...common,
      method: 'GET',
      path: `${path}/:id.pdf`,
      permission: 'candidate.read',
      description: { tag, summary: 'A report as PDF', answerType: 'application/pdf' },
      handler: bound(readPdf),
    },
    {
      ...common,
      method: 'GET',
      path: `${path}/:id`,
      permission: 'candidate.read',
      description: {
        tag,
        summary: 'A report, as it was found; as PDF by Accept: application/pdf',
        answer: zReportAnswer,
      },
      handler: bound(read),
    },
    {
      ...common,
      method: 'GET',
      path: `${path}/:id/receipts/:number`,
      permission: 'candidate.read',
      description: {
        ...{ tag, summary: 'The receipt of one thing that was given, counted from 1' },
        answerType: receiptMediaType,
      },
      handler: bound(readReceipt),
    },
    {
      ...common,
      method: 'POST',
      path: `${path}/:id/check`,
      permission: 'report.make',
      description: { tag, summary: 'Check the same again, now', answer: zReportAnswer },
      handler: bound(checkOnceMore),
    },
    {
      ...common,
      method: 'DELETE',
      path: `${path}/:id`,
      permission: 'report.make',
      description: { tag, summary: 'Delete a report and what was given for it', status: 204 },
      handler: bound(remove),
    },
  ]
}

async function make({ request, response, access, ports }: Visit) {
  const { madeReports, clock } = ports
  const order = readReportOrder(request.body)
  // what is remembered of the call is a hash of what was given
  request.body = { order: hashOf(order) }
  const organisation = await organisationFor(access, 'report.make', {
    ...{ organisations: ports.organisations, asked: order.organisation },
  })
  const { vacancy: asked } = order
  const vacancy =
    asked === undefined ? undefined : await ports.vacancies.get(organisation.slug, asked)
  const { slug } = organisation
  const isAgain = (await findAnswer(ports, request, response)) !== undefined
  if (!isAgain) await getRoom(ports.database.reader, { organisation: slug, now: clock() }, 'files')
  const made = await makeReport(order, { organisation, vacancy }, ports)
  const { status, body } = await runOnce(ports, request, response, async (tx) => {
    await madeReports.insert(tx, made, order.given)
    await noteUse(tx, { organisation: slug, at: clock() }, { files: order.given.length })
    await recordAudit(tx, {
      ...{ organisation: made.organisation, actor: access.actorId },
      ...{ action: 'report.made', subject: made.id },
      at: made.createdAt,
    })
    return { status: 201, body: { organisation: made.organisation, id: made.id } }
  })
  const kept = zKept.parse(body)
  const report =
    kept.id === made.id ? made : await madeReports.get(kept.organisation, kept.id, clock())
  if (wantsPdf(request)) return sendPdf(report, response.status(status), ports)
  await answerJson(report, response.status(status), ports)
}

async function answerJson(made: MadeReport, response: Response, ports: ReportApiPorts) {
  const nextCheckAt = await findNextRetry(ports.database.reader, [made.id])
  const link = `${ports.publicUrl}${reportPagePath(made, ports.derive)}`
  const answer = { ...reportAnswer(made, link), ...(nextCheckAt && { nextCheckAt }) }
  response.set('Cache-Control', 'no-store').json(answer)
}

async function readPdf(visit: Visit) {
  const { response, access, ports } = visit
  const made = await getOwn(visit, 'candidate.read')
  await noteOpened(made, access, ports)
  await sendPdf(made, response, ports)
}

/** Of the organisations that who asks may see. @throws AppError not_found */
async function getOwn(
  { request, access, ports }: Visit,
  permission: Permission,
): Promise<MadeReport> {
  const { organisations, madeReports, clock } = ports
  const id = String(request.params.id)
  const scopes = access.scopesOf(permission)
  const slugs = scopes.includes(everywhere)
    ? (await organisations.list()).map(({ slug }) => slug)
    : scopes
  for (const slug of slugs) {
    const found = await madeReports.find(slug, id, clock())
    if (found !== undefined) return found
  }
  throw new AppError('not_found', 'There is no report with this id, or no longer')
}

function noteOpened(
  { organisation, id: subject }: MadeReport,
  { actorId: actor }: Access<Permission>,
  ports: ReportApiPorts,
) {
  const opened = { organisation, actor, action: 'report.opened', subject } as const
  const at = ports.clock().toISOString()
  return ports.database.transact((tx) => recordAudit(tx, { ...opened, at }))
}

async function read(visit: Visit) {
  const { request, response, access, ports } = visit
  const made = await getOwn(visit, 'candidate.read')
  await noteOpened(made, access, ports)
  if (wantsPdf(request)) return sendPdf(made, response, ports)
  await answerJson(made, response, ports)
}

async function readReceipt(visit: Visit) {
  const { request, response, ports } = visit
  const made = await getOwn(visit, 'candidate.read')
  const { organisation, checkedAt: at, evidence } = made
  const receipt = evidence[Number(request.params.number) - 1]?.receipt
  if (receipt === undefined) throw new AppError('not_found', 'There is no such receipt')
  await sendKept(response, { receipt, organisation, at }, ports)
}

async function checkOnceMore(visit: Visit) {
  const { response, access, ports } = visit
  const made = await getOwn(visit, 'report.make')
  await answerJson(await checkAgain(made, access.actorId, ports), response, ports)
}

async function remove(visit: Visit) {
  const { response, access, ports } = visit
  const made = await getOwn(visit, 'report.make')
  const { organisation, id } = made
  const asked = { organisation, actor: access.actorId, subject: id } as const
  await deleteNow({ madeReports: [id] }, { ...asked, action: 'report.deleted' }, ports)
  response.status(204).end()
}

async function sendPdf(
  made: MadeReport,
  response: Response,
  { organisations }: ReportApiPorts,
): Promise<void> {
  const { language, checkedAt } = made
  const { name } = await organisations.get(made.organisation)
  const view = viewOfReport(made, language)
  await sendReportPdf(response, { view, language, madeBy: name, at: checkedAt })
}

function wantsPdf(request: Request): boolean {
  return request.accepts(['application/json', 'application/pdf']) === 'application/pdf'
}

function hashOf(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}
