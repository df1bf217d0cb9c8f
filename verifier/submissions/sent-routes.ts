import type { Express, Request, Response } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import { nameOwnOrigin, requireSameOrigin } from '../../shared/server/http/cross-origin.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { readSession } from '../../shared/server/presenting/browser-session.ts'
import { hashSecret } from '../../shared/server/presenting/secret-hash.ts'
import { render } from '../../shared/server/render.ts'
import { recordAudit } from '../audit/audit.ts'
import { type AskedVacancyPorts, getAsked, hasSent, sentBy } from '../candidates/asked-vacancy.ts'
import { candidateEntity } from '../candidates/candidate-schema.ts'
import type { VisitorPorts } from '../candidates/visitor-routes.ts'
import { deleteKept } from '../retention/delete-kept.ts'
import { type FinishPorts, finishDeletions } from '../retention/finish-deletions.ts'
import { outcomeRows } from './outcomes.ts'
import { findOutcome, sentOutcomeEntity } from './sent-outcome.ts'

export type SentPorts = VisitorPorts & FinishPorts & AskedVacancyPorts

const path = '/v/:code/sent/:sent'
const withdrawPath = '/v/:code/withdraw'

export const sentDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], errors: 'page' },
  { path: withdrawPath, methods: ['GET', 'POST'], errors: 'page' },
]

/** What came of a sending, and the way to take it back: both for the browser that sent it alone. */
export function sentRoutes(app: Express, ports: SentPorts): void {
  // its button must say where it comes from
  app.get(path, nameOwnOrigin, async (request, response) => {
    await showOutcome(request, response, ports)
  })
  app.get(withdrawPath, nameOwnOrigin, async (request, response) => {
    await askWhetherSure(request, response, ports)
  })
  app.post(withdrawPath, requireSameOrigin(ports.publicUrl), async (request, response) => {
    await takeBackAll(request, response, ports)
  })
}

async function showOutcome(request: Request, response: Response, ports: SentPorts): Promise<void> {
  const { vacancy, organisation } = await getAsked(request, response, ports)
  const { candidates, database, clock, keyEncryptionKey } = ports
  const session = readSession(request)
  const sought = { id: String(request.params.sent), now: clock() }
  const outcome =
    session === undefined
      ? undefined
      : await findOutcome(
          database.reader,
          { ...sought, sessionHash: hashSecret(session) },
          keyEncryptionKey,
        )
  response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
  const again = `/v/${vacancy.code}/send`
  if (outcome === undefined) {
    return render(response, 'submissions/sent-gone.njk', { again }, { status: 404 })
  }
  const { candidateId, kept, outcomes } = outcome
  const candidate =
    candidateId === undefined ? undefined : await candidates.find(organisation.slug, candidateId)
  const { code } = vacancy
  render(response, 'submissions/sent.njk', {
    ...{ kept, outcomes: outcomeRows(outcomes), candidate },
    ...{ employerName: organisation.name, code },
  })
}

async function askWhetherSure(
  request: Request,
  response: Response,
  ports: SentPorts,
): Promise<void> {
  const asked = await getAsked(request, response, ports)
  const { code } = asked.vacancy
  const back = `/v/${code}/send`
  response.set('Cache-Control', 'no-store')
  if (!(await hasSent(request, asked, ports))) return response.redirect(303, back)
  const employerName = asked.organisation.name
  const action = `/v/${code}/withdraw`
  render(response, 'candidates/ask-take-back.njk', { employerName, action, back })
}

/** All that this browser sent for the vacancy and that is its alone. */
async function takeBackAll(request: Request, response: Response, ports: SentPorts): Promise<void> {
  const { vacancy, organisation } = await getAsked(request, response, ports)
  const { database, clock } = ports
  const theirs = sentBy(request, vacancy)
  if (theirs === undefined) throw new AppError('forbidden', 'This was sent by another browser')
  await database.transact(async (tx) => {
    const found = await tx.findBy(candidateEntity, theirs)
    const ids = found.map(({ id }) => id)
    const cause = { why: 'asked', by: 'candidate' } as const
    const deleting = { organisation: organisation.slug, cause, at: clock() }
    await deleteKept(tx, { candidates: ids }, deleting)
    await tx.delete(sentOutcomeEntity, { sessionHash: theirs.sessionHash })
    for (const id of ids) {
      await recordAudit(tx, {
        organisation: organisation.slug,
        actor: `candidate:${id}`,
        action: 'candidate.withdrawn',
        subject: id,
        at: clock().toISOString(),
      })
    }
  })
  await finishDeletions(ports)
  render(response, 'candidates/taken-back.njk', { again: `/v/${vacancy.code}/send` })
}
