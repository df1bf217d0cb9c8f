import type { Express, Request, Response } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import { createNonce } from '../../shared/oid4vc/nonce.ts'
import { nameOwnOrigin, requireSameOrigin } from '../../shared/server/http/cross-origin.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { keepSession, readSession } from '../../shared/server/presenting/browser-session.ts'
import { hashSecret } from '../../shared/server/presenting/secret-hash.ts'
import { render } from '../../shared/server/render.ts'
import {
  findVisitorView,
  isTakenBack,
  settleReturn,
  showOnPhone,
  type VisitorPorts,
} from '../candidates/visitor-routes.ts'
import { showAs } from '../organisations/look.ts'
import type { OnBehalf } from '../organisations/on-behalf.ts'
import { viewOfRequest } from '../reports/request-report.ts'
import { stateOf } from '../reports/request-result.ts'
import { assertWaiting, isForCandidate, type PresentationRequest } from './presentation-request.ts'
import { requestView } from './request-page.ts'
import {
  type RequestReportPorts,
  requestReportDeclarations,
  requestReportRoutes,
} from './request-report-routes.ts'

export type RequestPagePorts = Omit<RequestReportPorts, 'getSeen'> &
  VisitorPorts &
  Pick<OnBehalf, 'askerOf'> & { walletUrl: string }

export const requestPageDeclarations: readonly RouteDeclaration[] = [
  { path: '/requests/:id', methods: ['GET'], errors: 'page' },
  { path: '/requests/:id/state', methods: ['GET'] },
  { path: '/requests/:id/start', methods: ['POST'], errors: 'page' },
  { path: '/requests/:id/return', methods: ['GET'], errors: 'page' },
  ...requestReportDeclarations,
]

/** The recruiter's page: what is asked and how to answer; later, the report. Its address is the key to it. */
export function requestPageRoutes(app: Express, ports: RequestPagePorts): void {
  const { askerOf, organisations, publicUrl, walletUrl, requests, reports, random, clock } = ports

  // its button must say where it comes from
  app.get('/requests/:id', nameOwnOrigin, async (request, response) => {
    const found = await getRequest(request, ports)
    const session = sessionOf(request, found)
    if (session === 'another') throw elsewhere()
    const state = stateOf(found, clock())
    const stored = state === 'received' ? await reports.find(found.id) : undefined
    const language = response.locals.lang
    const asker = await askerOf(found.organisation)
    showAs(response, await organisations.get(found.organisation))
    const hasSession = session === 'its-own'
    const visitor = hasSession ? await findVisitorView(found, response, ports) : undefined
    keepPrivate(response)
    render(response, 'requests/request.njk', {
      page: requestView(found, state, { asker, walletUrl, language, hasSession, stored }),
      visitor,
      takenBack: hasSession && isTakenBack(found),
      ...(stored && {
        report: viewOfRequest(found, stored, language),
        presentationsHash: stored.presentationsHash,
        address: `/requests/${found.id}`,
      }),
    })
  })

  requestReportRoutes(app, {
    ...ports,
    async getSeen(request) {
      const found = await getRequest(request, ports)
      if (sessionOf(request, found) === 'another') throw elsewhere()
      return found
    },
  })

  app.get('/requests/:id/state', async (request, response) => {
    const found = await getRequest(request, ports)
    keepPrivate(response)
    const hasArrived = isForCandidate(found) && found.progress === 'received' && !found.hasReturned
    response.json({ state: hasArrived ? 'arrived' : stateOf(found, clock()) })
  })

  app.post('/requests/:id/start', requireSameOrigin(publicUrl), async (request, response) => {
    const found = await getRequest(request, ports)
    assertWaiting(found, clock())
    const session = sessionOf(request, found)
    if (session === 'another') throw elsewhere()
    if (session === 'none') {
      const token = createNonce(random)
      const isBound =
        found.isSameDevice && (await requests.bindSession(found.id, hashSecret(token)))
      if (!isBound) throw elsewhere()
      keepSession(response, token, { path: `/requests/${found.id}`, publicUrl })
    }
    response.redirect(303, `/requests/${found.id}`)
  })

  app.get('/requests/:id/return', async (request, response) => {
    const found = await getRequest(request, ports)
    const session = readSession(request)
    const { response_code: code } = request.query
    if (typeof code !== 'string') throw elsewhere()
    keepPrivate(response)
    const responseCodeHash = hashSecret(code)
    const isItsCode = responseCodeHash === found.responseCodeHash
    if (sessionOf(request, found) !== 'its-own' && isItsCode && isForCandidate(found)) {
      return showOnPhone(found, response)
    }
    if (session === undefined) throw elsewhere()
    const proof = { sessionHash: hashSecret(session), responseCodeHash }
    // a page that is loaded once more finds itself back already
    const isBack = found.hasReturned && isItsCode && isForCandidate(found)
    if (!isBack && !(await settleReturn(found, proof, ports))) throw elsewhere()
    response.redirect(303, `/requests/${found.id}`)
  })
}

async function getRequest(
  { params }: Request,
  { requests }: RequestPagePorts,
): Promise<PresentationRequest> {
  const found = await requests.find(String(params.id))
  if (found === undefined) throw new AppError('not_found', 'There is no request with this id')
  return found
}

/** Of a request that is bound to a browser: does the page belong to the browser that opened the wallet? */
function sessionOf(
  request: Request,
  { sessionHash }: PresentationRequest,
): 'none' | 'its-own' | 'another' {
  if (sessionHash === undefined) return 'none'
  const session = readSession(request)
  return session !== undefined && hashSecret(session) === sessionHash ? 'its-own' : 'another'
}

function keepPrivate(response: Response): void {
  response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
}

/** @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-14.2 */
function elsewhere(): AppError {
  return new AppError(
    'forbidden',
    'This was begun in another browser; only that one sees its answer',
  )
}
