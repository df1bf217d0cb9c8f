import type { Express, Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { buildRequestLink, buildRequestUri } from '../../shared/oid4vc/oid4vp-request-uri.ts'
import { runOnce } from '../../shared/server/idempotency.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import type { ReceiptStore } from '../receipts/receipt-store.ts'
import type { RenewalPorts } from '../receipts/renew-receipt.ts'
import { sendReceipt } from '../receipts/send-receipt.ts'
import type { ReportStore } from '../reports/report-store.ts'
import { resultOf } from '../reports/request-result.ts'
import { type Asker, requestLinkOf } from './authorization-request.ts'
import {
  createRequest,
  type PresentationRequest,
  type RequestPorts,
  zNewRequest,
} from './presentation-request.ts'
import type { RequestStore } from './request-store.ts'

export type RequestApiPorts = RequestPorts &
  RenewalPorts & {
    asker: Asker
    walletUrl: string
    database: Database
    requests: RequestStore
    reports: ReportStore
    receipts: ReceiptStore
  }

export const requestApiDeclarations: readonly RouteDeclaration[] = [
  { path: '/api/v1/requests', methods: ['POST'], errors: 'problem' },
  { path: '/api/v1/requests/:id', methods: ['GET'], errors: 'problem' },
  { path: '/api/v1/requests/:id/receipt', methods: ['GET'], errors: 'problem' },
]

/** What is kept of the answer to a repeated call. */
const zKept = z.object({ requestId: z.string() })

/** Stands behind requireApiKey. */
export function requestApiRoutes(app: Express, ports: RequestApiPorts): void {
  const { database, clock, requests, reports } = ports
  app.post('/api/v1/requests', async (request, response) => {
    const input = parseBody(zNewRequest, request.body ?? {})
    const created = await createRequest(input, apiKeyIdOf(response.locals.apiKey), ports)
    // the links hold what wallets answer to: only the request keeps them, and for no longer than itself
    const { status, body } = await runOnce({ database, clock }, request, response, async (tx) => {
      await requests.insert(tx, created)
      return { status: 201, body: { requestId: created.id } }
    })
    const { requestId } = zKept.parse(body)
    const made = requestId === created.id ? created : await requests.find(requestId)
    if (made === undefined) throw new AppError('not_found', 'This request was deleted since')
    response.status(status).json(createdAnswer(made, ports))
  })

  app.get('/api/v1/requests/:id', async (request, response) => {
    const found = await getOwnRequest(request, response, requests)
    const stored = await reports.find(found.id)
    response.set('Cache-Control', 'no-store').json(resultOf(found, stored, clock()))
  })

  app.get('/api/v1/requests/:id/receipt', async (request, response) => {
    await sendReceipt(await getOwnRequest(request, response, requests), response, ports)
  })
}

/** @throws AppError not_found, also for another client's request */
async function getOwnRequest(
  { params }: Request,
  { locals }: Response,
  requests: RequestStore,
): Promise<PresentationRequest> {
  const found = await requests.find(String(params.id), apiKeyIdOf(locals.apiKey))
  if (found === undefined) throw new AppError('not_found', 'There is no request with this id')
  return found
}

export type CreatedRequest = {
  requestId: string
  /** For any wallet: `openid4vp://?…`. */
  requestUri: string
  /** For the web wallet. */
  requestLink: string
  /** Where the recruiter sees the request and then its report; not for the applicant. */
  reportPage: string
  expiresAt: string
}

function createdAnswer(
  request: PresentationRequest,
  { asker, walletUrl }: Pick<RequestApiPorts, 'asker' | 'walletUrl'>,
): CreatedRequest {
  const link = requestLinkOf(request, asker)
  return {
    requestId: request.id,
    requestUri: buildRequestUri(link),
    requestLink: buildRequestLink(walletUrl, link),
    reportPage: `${asker.publicUrl}/requests/${request.id}`,
    expiresAt: request.expiresAt.toISOString(),
  }
}

function apiKeyIdOf(apiKey: { id: string } | undefined): string {
  if (apiKey === undefined) throw new Error('the route stands behind requireApiKey')
  return apiKey.id
}
