import type { Express, Request, Response } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import { nameOwnOrigin, requireSameOrigin } from '../../shared/server/http/cross-origin.ts'
import { createRateLimiter, limitRate } from '../../shared/server/http/rate-limiter.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { sendReportPdf } from '../../shared/server/send-report-pdf.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { RenewalPorts } from '../receipts/renew-receipt.ts'
import { sendReceipt } from '../receipts/send-receipt.ts'
import { type CheckRequestPorts, checkRequestAgain } from '../reports/check-request-again.ts'
import { viewOfRequest } from '../reports/request-report.ts'
import { stateOf } from '../reports/request-result.ts'
import type { PresentationRequest } from './presentation-request.ts'

export type RequestReportPorts = CheckRequestPorts &
  RenewalPorts & {
    publicUrl: string
    organisations: Pick<OrganisationStore, 'get'>
    /** @throws AppError not_found, forbidden for another browser than the one that began it */
    getSeen(request: Request): Promise<PresentationRequest>
  }

export const requestReportDeclarations: readonly RouteDeclaration[] = [
  { path: '/requests/:id/receipt', methods: ['GET'], errors: 'page' },
  { path: '/requests/:id/report.pdf', methods: ['GET'], errors: 'page' },
  { path: '/requests/:id/check', methods: ['POST'], errors: 'page' },
]

/** Of one client. */
const checksPerMinute = 6

/** What can be done with the report of a request: to save it, its receipt, and to check again what came. */
export function requestReportRoutes(app: Express, ports: RequestReportPorts): void {
  const { clock, reports, organisations, publicUrl, getSeen } = ports
  const limiter = createRateLimiter({ limit: checksPerMinute, windowSeconds: 60, clock })

  app.get('/requests/:id/receipt', async (request, response) => {
    await sendReceipt(await getSeen(request), response, ports)
  })

  app.get('/requests/:id/report.pdf', async (request, response: Response) => {
    const found = await getSeen(request)
    const isReceived = stateOf(found, clock()) === 'received'
    const stored = isReceived ? await reports.find(found.id) : undefined
    if (stored === undefined) throw new AppError('not_found', 'There is no report yet')
    const language = response.locals.lang
    const { name: madeBy } = await organisations.get(found.organisation)
    const view = viewOfRequest(found, stored, language)
    await sendReportPdf(response, { view, language, madeBy, at: stored.report.checkedAt })
  })

  app.post(
    '/requests/:id/check',
    nameOwnOrigin,
    requireSameOrigin(publicUrl),
    limitRate(limiter),
    async (request, response) => {
      const found = await getSeen(request)
      await checkRequestAgain(found, 'request-page', ports)
      response.redirect(303, `/requests/${found.id}`)
    },
  )
}
