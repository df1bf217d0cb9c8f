import type { Express, Request, Response } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { createRateLimiter, limitRate } from '../../shared/server/http/rate-limiter.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { render } from '../../shared/server/render.ts'
import { sendReportPdf } from '../../shared/server/send-report-pdf.ts'
import { findNextRetry } from '../continuity/retries.ts'
import { showAs } from '../organisations/look.ts'
import type { RenewalPorts } from '../receipts/renew-receipt.ts'
import { sendKept } from '../receipts/send-receipt.ts'
import { checkAgain, type RenewingPorts } from './check-again.ts'
import { type MadeReport, viewOfReport } from './made-report.ts'
import { isReportPageKey, reportPagePath } from './report-link.ts'

export type ReportPagePorts = RenewingPorts & RenewalPorts & { derive: DeriveBytes }

const path = '/reports/:organisation/:id/:key'

export const reportPageDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], errors: 'page' },
  { path: `${path}/report.pdf`, methods: ['GET'], errors: 'page' },
  { path: `${path}/receipts/:number`, methods: ['GET'], errors: 'page' },
  { path: `${path}/again`, methods: ['POST'], errors: 'page' },
]

/** Of one client. */
const checksPerMinute = 6

/** The report for people: whoever has its address sees it, without an account, until its time is over. */
export function reportPageRoutes(app: Express, ports: ReportPagePorts): void {
  const { clock, organisations, derive } = ports
  const limiter = createRateLimiter({ limit: checksPerMinute, windowSeconds: 60, clock })

  app.get(path, async (request, response) => {
    const made = await getByKey(request, ports)
    const language = response.locals.lang
    const organisation = await organisations.get(made.organisation)
    showAs(response, organisation)
    keepPrivate(response)
    const address = reportPagePath(made, derive)
    render(response, 'reports/made-report.njk', {
      report: viewOfReport(made, language),
      employerName: organisation.name,
      nextCheck: await findNextRetry(ports.database.reader, [made.id]),
      problems: made.problems,
      failedAgain: made.evidence.flatMap(({ failedAgain }) => failedAgain ?? []),
      pageUntil: made.pageUntil,
      deleteAfter: made.deleteAfter,
      address,
      receipts: made.evidence.flatMap(({ receipt, fileName }, index) =>
        receipt === undefined
          ? []
          : [{ href: `${address}/receipts/${index + 1}`, ...(fileName && { fileName }) }],
      ),
    })
  })

  app.get(`${path}/report.pdf`, async (request, response) => {
    const made = await getByKey(request, ports)
    const language = response.locals.lang
    const { name } = await organisations.get(made.organisation)
    const view = viewOfReport(made, language)
    await sendReportPdf(response, { view, language, madeBy: name, at: made.checkedAt })
  })

  app.get(`${path}/receipts/:number`, async (request, response) => {
    const made = await getByKey(request, ports)
    const receipt = made.evidence[Number(request.params.number) - 1]?.receipt
    if (receipt === undefined) throw new AppError('not_found', 'There is no such receipt')
    const { organisation, checkedAt: at } = made
    await sendKept(response, { receipt, organisation, at }, ports)
  })

  // the address is the key: a page elsewhere that does not know it cannot send this form
  app.post(`${path}/again`, limitRate(limiter), async (request, response) => {
    const made = await getByKey(request, ports)
    await checkAgain(made, 'report-link', ports)
    response.redirect(303, reportPagePath(made, derive))
  })
}

/** A wrong key and a report that is gone are told alike. */
async function getByKey(
  { params }: Request,
  { madeReports, derive, clock }: ReportPagePorts,
): Promise<MadeReport> {
  const [organisation, id] = [String(params.organisation), String(params.id)]
  const now = clock()
  const isKnown = isReportPageKey(String(params.key), { organisation, id }, derive)
  const made = isKnown ? await madeReports.find(organisation, id, now) : undefined
  if (made !== undefined && made.pageUntil > now.toISOString()) return made
  throw new AppError('not_found', 'There is no report at this address, or no longer')
}

function keepPrivate(response: Response): void {
  response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex, nofollow' })
}
