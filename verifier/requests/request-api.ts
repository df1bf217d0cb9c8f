import type { Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { buildRequestLink, buildRequestUri } from '../../shared/oid4vc/oid4vp-request-uri.ts'
import { runOnce } from '../../shared/server/api/idempotency.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { type Asker, requestLinkOf } from '../../shared/server/presenting/authorization-request.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { organisationFor } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { RenewalPorts } from '../receipts/renew-receipt.ts'
import { sendReceipt } from '../receipts/send-receipt.ts'
import { type CheckRequestPorts, checkRequestAgain } from '../reports/check-request-again.ts'
import { resultOf, zRequestResult } from '../reports/request-result.ts'
import type { Permission } from '../staff/roles.ts'
import {
  createRequest,
  type PresentationRequest,
  type RequestPorts,
  zNewRequest,
} from './presentation-request.ts'
import { requestReference } from './request-reference.ts'
import type { RequestStore } from './request-store.ts'
import { walletRequestOf } from './wallet-request.ts'

export type RequestApiPorts = RequestPorts &
  RenewalPorts &
  CheckRequestPorts & {
    walletUrl: string
    organisations: OrganisationStore
    requests: RequestStore
  }

/** What is kept of the answer to a repeated call. */
const zKept = z.object({ requestId: z.string() })

const zCreated = z.object({
  requestId: z.string(),
  /** What webhooks call it: the id opens the report, this opens nothing. */
  reference: z.string(),
  /** For any wallet: `openid4vp://?…`. */
  requestUri: z.string(),
  /** For the web wallet. */
  requestLink: z.string(),
  /** Where the recruiter sees the request and then its report; not for the applicant. */
  reportPage: z.string(),
  expiresAt: z.string(),
})

export type CreatedRequest = z.infer<typeof zCreated>

const path = '/api/v1/requests'
const tag = 'requests'

type Visit = RouteVisit<Permission, RequestApiPorts>

/** To ask for badges, and to learn what came. */
export function requestApiRoutes(ports: RequestApiPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const common = { scope: 'anywhere', errors: 'problem' } as const
  return [
    {
      ...common,
      method: 'POST',
      path,
      permission: 'report.make',
      description: {
        tag,
        summary: 'Ask for badges',
        body: zNewRequest,
        answer: zCreated,
        takesIdempotencyKey: true,
        status: 201,
      },
      handler: bound(create),
    },
    {
      ...common,
      method: 'GET',
      path: `${path}/:id`,
      permission: 'candidate.read',
      description: { tag, summary: 'What came of a request', answer: zRequestResult },
      handler: bound(read),
    },
    {
      ...common,
      method: 'POST',
      path: `${path}/:id/check`,
      permission: 'report.make',
      description: {
        ...{ tag, summary: 'Check again what came for a request, as of now' },
        answer: zRequestResult,
      },
      handler: bound(checkAgain),
    },
    {
      ...common,
      method: 'GET',
      path: `${path}/:id/receipt`,
      permission: 'candidate.read',
      description: {
        tag,
        summary: 'The receipt of what was sent',
        answerType: 'application/waymark-receipt+jwt',
      },
      handler: bound(giveReceipt),
    },
  ]
}

async function create({ request, response, access, ports }: Visit) {
  const { organisations, requests } = ports
  const input = parseBody(zNewRequest, request.body ?? {})
  const organisation = await organisationFor(access, 'report.make', {
    organisations,
    asked: input.organisation,
  })
  const maker = { organisation, apiKeyId: apiKeyIdOf(response) }
  const created = await createRequest(input, maker, ports)
  // the links hold what wallets answer to: only the request keeps them, and for no longer than itself
  const { status, body } = await runOnce(ports, request, response, async (tx) => {
    await requests.insert(tx, created)
    return { status: 201, body: { requestId: created.id } }
  })
  const { requestId } = zKept.parse(body)
  const made = requestId === created.id ? created : await requests.find(requestId)
  if (made === undefined) throw new AppError('not_found', 'This request was deleted since')
  const asker = await ports.askerOf(made.organisation)
  response.status(status).json(createdAnswer(made, { asker, walletUrl: ports.walletUrl }))
}

async function read({ request, response, ports }: Visit) {
  const { requests, reports, clock } = ports
  const found = await getOwnRequest(request, response, requests)
  const stored = await reports.find(found.id)
  response.set('Cache-Control', 'no-store').json(resultOf(found, stored, clock()))
}

async function checkAgain({ request, response, access: { actorId }, ports }: Visit) {
  const { requests, reports, clock } = ports
  const found = await getOwnRequest(request, response, requests)
  await checkRequestAgain(found, actorId, ports)
  const stored = await reports.find(found.id)
  response.set('Cache-Control', 'no-store').json(resultOf(found, stored, clock()))
}

async function giveReceipt({ request, response, ports }: Visit) {
  const { requests } = ports
  await sendReceipt(await getOwnRequest(request, response, requests), response, ports)
}

/** @throws AppError not_found, also for another client's request */
async function getOwnRequest(
  { params }: Request,
  response: Response,
  requests: RequestStore,
): Promise<PresentationRequest> {
  const found = await requests.find(String(params.id), apiKeyIdOf(response))
  if (found === undefined) throw new AppError('not_found', 'There is no request with this id')
  return found
}

function createdAnswer(
  request: PresentationRequest,
  { asker, walletUrl }: { asker: Asker; walletUrl: string },
): CreatedRequest {
  const link = requestLinkOf(walletRequestOf(request), asker)
  return {
    requestId: request.id,
    reference: requestReference(request.id),
    requestUri: buildRequestUri(link),
    requestLink: buildRequestLink(walletUrl, link),
    reportPage: `${asker.publicUrl}/requests/${request.id}`,
    expiresAt: request.expiresAt.toISOString(),
  }
}

function apiKeyIdOf({ locals }: Response): string {
  if (locals.apiKey === undefined) throw new Error('the route stands behind requireApiKey')
  return locals.apiKey.id
}
