import { z } from 'zod'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { zListQuery } from '../../shared/server/list-query.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { findNextRetry } from '../continuity/retries.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { RenewalPorts } from '../receipts/renew-receipt.ts'
import { receiptMediaType } from '../receipts/send-receipt.ts'
import type { Permission } from '../staff/roles.ts'
import type { Candidate } from './candidate.ts'
import { zCandidateAnswer, zCandidates } from './candidate-answer.ts'
import { deleteNow } from './candidate-console.ts'
import { getEvidenceIn, sendEvidenceReceipt } from './candidate-files.ts'
import { type CheckAgainPorts, checkAgain } from './check-again.ts'
import { getOwnCandidate } from './own-candidate.ts'

const path = '/api/v1/organisations/:organisation/candidates'
const tag = 'candidates'

const zQuery = zListQuery.extend({
  vacancy: z.string().max(100).optional(),
  /** Part of a pseudonym or name. */
  search: z.string().trim().min(1).max(100).optional(),
})

type Visit = RouteVisit<Permission, CheckAgainPorts & RenewalPorts>

/** What the console shows of candidates, for the systems of an organisation. */
export function candidateApiRoutes(
  ports: CheckAgainPorts & RenewalPorts,
): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const common = { scope: inOrganisation, errors: 'problem' } as const
  const read = { ...common, permission: 'candidate.read' } as const
  const decide = { ...common, permission: 'candidate.decide' } as const
  return [
    {
      ...read,
      method: 'GET',
      path,
      description: {
        ...{ tag, summary: 'Who sent something, the newest first' },
        query: zQuery,
        answer: zCandidates,
      },
      handler: bound(list),
    },
    {
      ...read,
      method: 'GET',
      path: `${path}/:candidate`,
      description: {
        ...{ tag, summary: 'What a candidate sent, and what was found' },
        answer: zCandidateAnswer,
      },
      handler: bound(show),
    },
    {
      ...read,
      method: 'GET',
      path: `${path}/:candidate/evidence/:evidence/receipt`,
      description: {
        ...{ tag, summary: 'The receipt of one thing that a candidate sent' },
        answerType: receiptMediaType,
      },
      handler: bound(giveReceipt),
    },
    {
      ...decide,
      method: 'POST',
      path: `${path}/:candidate/check`,
      description: {
        ...{ tag, summary: 'Check again what a candidate sent, as of now' },
        answer: zCandidateAnswer,
      },
      handler: bound(check),
    },
    {
      ...decide,
      method: 'DELETE',
      path: `${path}/:candidate`,
      description: { tag, summary: 'Delete all that a candidate sent, now', status: 204 },
      handler: bound(remove),
    },
  ]
}

async function list({ request, response, ports }: Visit) {
  const { candidates } = ports
  const { cursor, limit, vacancy, search } = parseBody(zQuery, request.query)
  const page = await candidates.list({
    ...{ organisation: inOrganisation(request), limit },
    ...(cursor !== undefined && { cursor }),
    ...(vacancy !== undefined && { vacancyId: vacancy }),
    ...(search !== undefined && { search }),
  })
  response.set('Cache-Control', 'no-store').json(page)
}

async function show({ request, response, ports }: Visit) {
  const candidate = await getOwnCandidate(request, ports)
  response.set('Cache-Control', 'no-store').json(await answerOf(candidate, ports))
}

async function giveReceipt({ request, response, ports }: Visit) {
  const { candidates } = ports
  await sendEvidenceReceipt(await getEvidenceIn(request, candidates), response, ports)
}

async function check({ request, response, access: { actorId }, ports }: Visit) {
  const candidate = await getOwnCandidate(request, ports)
  await checkAgain(candidate, actorId, ports)
  response.set('Cache-Control', 'no-store').json(await answerOf(candidate, ports))
}

async function remove({ request, response, access: { actorId }, ports }: Visit) {
  await deleteNow(await getOwnCandidate(request, ports), actorId, ports)
  response.status(204).end()
}

async function answerOf(candidate: Candidate, { candidates, database }: CheckAgainPorts) {
  const { organisation, id } = candidate
  const [evidence, earlierChecks] = await Promise.all([
    candidates.listEvidence(organisation, id),
    candidates.listEarlierChecks(organisation, id),
  ])
  const ids = evidence.map((one) => one.id)
  const nextCheckAt = await findNextRetry(database.reader, ids)
  return { ...candidate, evidence, earlierChecks, ...(nextCheckAt && { nextCheckAt }) }
}
