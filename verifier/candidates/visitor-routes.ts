import type { Express, Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { KeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import type { RandomBytes } from '../../shared/oid4vc/nonce.ts'
import { nameOwnOrigin, requireSameOrigin } from '../../shared/server/http/cross-origin.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { readSession } from '../../shared/server/presenting/browser-session.ts'
import { hashSecret } from '../../shared/server/presenting/secret-hash.ts'
import { render } from '../../shared/server/render.ts'
import { tellOfAsk } from '../asks/ask-events.ts'
import { showAs } from '../organisations/look.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { isForCandidate, type PresentationRequest } from '../requests/presentation-request.ts'
import type { RequestStore } from '../requests/request-store.ts'
import type { KeepingPorts } from './candidate-seal.ts'
import type { CandidateStore } from './candidate-store.ts'
import { confirmEvidence, withdrawEvidence } from './confirm-evidence.ts'
import { codeOf, type VisitorView, visitorView } from './visitor-page.ts'

export type VisitorPorts = {
  publicUrl: string
  database: Database
  requests: RequestStore
  candidates: CandidateStore
  organisations: Pick<OrganisationStore, 'get'>
  keyEncryptionKey: KeyEncryptionKey
  random: RandomBytes
  clock: () => Date
}

export const visitorDeclarations: readonly RouteDeclaration[] = [
  { path: '/requests/:id/confirm', methods: ['POST'], errors: 'page' },
  { path: '/requests/:id/withdraw', methods: ['GET', 'POST'], errors: 'page' },
]

const zAnswer = z.object({ answer: z.enum(['yes', 'no']) })

/**
 * What the browser does that began a request which makes somebody a candidate: to say that what came from a wallet is
 * theirs, and to take it back.
 */
export function visitorRoutes(app: Express, ports: VisitorPorts): void {
  const { publicUrl, database, requests, clock } = ports
  const isOurs = requireSameOrigin(publicUrl)

  app.post('/requests/:id/confirm', isOurs, async (request, response) => {
    const { answer } = parseBody(zAnswer, request.body)
    const { found, sessionHash } = await getOwn(request, ports)
    const at = clock()
    if (answer === 'no') await takeBack(found, 'not_confirmed', ports)
    else {
      const isTheirs = await database.transact(async (tx) => {
        if (!(await requests.markConfirmed(tx, found.id, { sessionHash }, at))) return false
        await confirmAnswer(tx, found, { ...ports, at })
        return true
      })
      if (!isTheirs) throw new AppError('conflict', 'There is nothing to confirm here any more')
    }
    response.redirect(303, `/requests/${found.id}`)
  })

  app.get('/requests/:id/withdraw', nameOwnOrigin, async (request, response) => {
    const { found } = await getOwn(request, ports)
    const back = `/requests/${found.id}`
    const visitor = await findVisitorView(found, response, ports)
    response.set('Cache-Control', 'no-store')
    if (visitor?.kind !== 'sent') return response.redirect(303, back)
    const { employerName, withdrawHref: action } = visitor
    render(response, 'candidates/ask-take-back.njk', { employerName, action, back })
  })

  app.post('/requests/:id/withdraw', isOurs, async (request, response) => {
    const { found } = await getOwn(request, ports)
    await takeBack(found, 'withdrawn', ports)
    response.redirect(303, `/requests/${found.id}`)
  })
}

/** @returns true where the browser that opened the wallet has come back from it with the code: what came counts */
export async function settleReturn(
  request: PresentationRequest,
  proof: { sessionHash: string; responseCodeHash: string },
  { database, requests, clock, ...ports }: Omit<VisitorPorts, 'publicUrl' | 'organisations'>,
): Promise<boolean> {
  const at = clock()
  return database.transact(async (tx) => {
    if (!(await requests.markReturned(tx, request.id, proof, at))) return false
    if (isForCandidate(request)) await confirmAnswer(tx, request, { ...ports, at })
    return true
  })
}

/** The wallet is on another device than the page: what is to be done is to be done there. */
export function showOnPhone(request: PresentationRequest, response: Response): void {
  render(response, 'candidates/on-phone.njk', { code: codeOf(request) })
}

/** What somebody sees of what they sent; undefined while nothing is there. */
export async function findVisitorView(
  request: PresentationRequest,
  response: Response,
  { candidates, organisations }: Pick<VisitorPorts, 'candidates' | 'organisations'>,
): Promise<VisitorView | undefined> {
  const evidence = await candidates.findOfRequest(request.id)
  if (evidence === undefined) return undefined
  const organisation = await organisations.get(request.organisation)
  showAs(response, organisation)
  const candidate = await candidates.find(organisation.slug, evidence.candidateId)
  const { lang: language } = response.locals
  return visitorView(request, evidence, { candidate, employerName: organisation.name, language })
}

const takenBackWith = ['not_confirmed', 'withdrawn'] as const

/** What came was said to be nobody's here, or was taken back. */
export function isTakenBack({ declinedWith }: PresentationRequest): boolean {
  return takenBackWith.some((code) => code === declinedWith)
}

/** What came counts from now on, and who asked for it is told. */
async function confirmAnswer(
  tx: Transaction,
  request: PresentationRequest,
  { at, ...ports }: KeepingPorts & { at: Date },
): Promise<void> {
  const { id: requestId, organisation, retentionDays } = request
  const answered = { requestId, organisation, retentionDays, at }
  const candidateId = await confirmEvidence(tx, answered, ports)
  if (candidateId === undefined) return
  await tellOfAsk(tx, request, { type: 'ask.answered', candidateId, at })
}

async function takeBack(
  { id, organisation }: PresentationRequest,
  because: (typeof takenBackWith)[number],
  { database, requests, clock }: VisitorPorts,
): Promise<void> {
  await database.transact(async (tx) => {
    const taken = await withdrawEvidence(tx, { organisation, requestId: id, at: clock() })
    if (taken !== undefined) await requests.markWithdrawn(tx, id, because)
  })
}

/** @throws AppError not_found, forbidden for any browser but the one that began it */
async function getOwn(
  request: Request,
  { requests }: VisitorPorts,
): Promise<{ found: PresentationRequest; sessionHash: string }> {
  const found = await requests.find(String(request.params.id))
  if (found === undefined || !isForCandidate(found)) {
    throw new AppError('not_found', 'There is nothing at this address')
  }
  const session = readSession(request)
  const sessionHash = session === undefined ? undefined : hashSecret(session)
  if (sessionHash === undefined || sessionHash !== found.sessionHash) {
    throw new AppError('forbidden', 'This was begun in another browser')
  }
  return { found, sessionHash }
}
