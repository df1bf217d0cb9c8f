import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { Access } from '../../shared/server/access.ts'
import { confirmPage, consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { type AuditAction, recordAudit } from '../audit/audit.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { RenewalPorts } from '../receipts/renew-receipt.ts'
import { deleteNow as deleteKeptNow } from '../retention/delete-now.ts'
import type { FinishPorts } from '../retention/finish-deletions.ts'
import type { Permission } from '../staff/roles.ts'
import type { VacancyStore } from '../vacancies/vacancy-store.ts'
import { type Candidate, nameOf } from './candidate.ts'
import { evidenceFileRoutes } from './candidate-files.ts'
import { type CandidatePagePorts, showCandidate } from './candidate-page.ts'
import { candidateReportRoute } from './candidate-report.ts'
import type { KeepingPorts } from './candidate-seal.ts'
import { baseOf, hrefOf, lineView, unconfirmedNote } from './candidate-view.ts'
import { type CheckAgainPorts, checkAgain } from './check-again.ts'
import { joinCandidates, partEvidence } from './move-evidence.ts'
import { getOwnCandidate } from './own-candidate.ts'

export type CandidateConsolePorts = CheckAgainPorts &
  CandidatePagePorts &
  RenewalPorts &
  KeepingPorts & {
    database: Database
    organisations: Pick<OrganisationStore, 'get'>
    vacancies: Pick<VacancyStore, 'find' | 'list'>
  }

const path = '/console/o/:organisation/candidates'
const area = 'candidates'
const pageSize = 25

const zQuery = z.object({
  after: z.string().max(1_000).optional(),
  search: z.string().trim().max(100).default(''),
  vacancy: z.string().max(100).default(''),
  sent: z.enum(['', 'badges']).catch('').default(''),
})
const zJoin = z.object({ other: z.string().trim().min(1).max(100) })

type Visit = RouteVisit<Permission, CandidateConsolePorts>

/** What candidates sent, for who may read it, and for who decides. */
export function candidateConsoleRoutes(ports: CandidateConsolePorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)

  const read = { permission: 'candidate.read', scope: inOrganisation, errors: 'page' } as const
  const decide = { ...read, permission: 'candidate.decide' } as const

  return [
    { ...read, method: 'GET', path, handler: bound(list) },
    { ...read, method: 'GET', path: `${path}/:candidate`, handler: bound(show) },
    { ...decide, method: 'POST', path: `${path}/:candidate/check`, handler: bound(checkNow) },
    { ...decide, method: 'GET', path: `${path}/:candidate/delete`, handler: bound(askToDelete) },
    { ...decide, method: 'POST', path: `${path}/:candidate/delete`, handler: bound(remove) },
    { ...decide, method: 'POST', path: `${path}/:candidate/join`, handler: bound(join) },
    { ...decide, method: 'POST', path: `${path}/:candidate/part`, handler: bound(part) },
    candidateReportRoute({ ...ports, path: `${path}/:candidate` }),
    ...evidenceFileRoutes({ ...ports, path: `${path}/:candidate/evidence/:evidence` }),
  ]
}

async function list({ request, response, access, ports }: Visit) {
  const { candidates, vacancies } = ports
  const { slug } = await ports.organisations.get(inOrganisation(request))
  const { after, search, vacancy, sent } = parseBody(zQuery, request.query)
  const asked = {
    organisation: slug,
    ...(search !== '' && { search }),
    ...(vacancy !== '' && { vacancyId: vacancy }),
  }
  const [page, unconfirmed] = await Promise.all([
    candidates.list({
      ...asked,
      withBadges: sent === 'badges',
      limit: pageSize,
      ...(after !== undefined && { cursor: after }),
    }),
    candidates.countUnconfirmed(asked),
  ])
  const base = baseOf(slug)
  const kept = new URLSearchParams({ search, vacancy, sent })
  consolePage(
    response,
    'candidates/list.njk',
    {
      ...{ path: base, search, sent },
      canAdd: access.can('candidate.decide', slug),
      unconfirmed: unconfirmedNote(unconfirmed),
      lines: page.items.map((line) => lineView(line, base)),
      vacancies: (await vacancies.list(slug, { limit: 100 })).map(({ id, title }) => ({
        ...{ value: id, text: title, selected: id === vacancy },
      })),
      isSearched: search !== '' || vacancy !== '' || sent !== '',
      ...(page.nextCursor !== undefined && {
        more: `${base}?${kept}&after=${encodeURIComponent(page.nextCursor)}`,
      }),
    },
    { title: translate('en', 'employer.candidates.title'), area },
  )
}

async function show({ request, response, access, ports }: Visit) {
  const candidate = await getOwnCandidate(request, ports)
  await note('candidate.opened', candidate, access, ports)
  const vacancy = await vacancyOf(candidate, ports)
  await showCandidate(response, { candidate, vacancy, access }, ports)
}

async function vacancyOf({ organisation, vacancyId }: Candidate, ports: CandidateConsolePorts) {
  return vacancyId === undefined ? undefined : ports.vacancies.find(organisation, vacancyId)
}

function note(
  action: AuditAction,
  one: Candidate,
  { actorId: actor }: Access<Permission>,
  ports: CandidateConsolePorts,
) {
  const { database, clock } = ports
  return database.transact((tx) =>
    recordAudit(tx, {
      ...{ organisation: one.organisation, actor, action, subject: one.id },
      at: clock().toISOString(),
    }),
  )
}

async function checkNow({ request, response, access: { actorId }, ports }: Visit) {
  const candidate = await getOwnCandidate(request, ports)
  await checkAgain(candidate, actorId, ports)
  const text = translate('en', 'employer.candidates.checked')
  await redirectWith(response, hrefOf(candidate), { text }, ports)
}

async function askToDelete({ request, response, ports }: Visit) {
  const candidate = await getOwnCandidate(request, ports)
  const say = (key: 'title' | 'text' | 'button') =>
    translate('en', `employer.candidates.delete-${key}`, { name: nameOf(candidate) })
  confirmPage(response, {
    ...{ title: say('title'), text: say('text'), button: say('button'), area },
    action: `${hrefOf(candidate)}/delete`,
    back: hrefOf(candidate),
  })
}

async function remove({ request, response, access, ports }: Visit) {
  const candidate = await getOwnCandidate(request, ports)
  await deleteNow(candidate, access.actorId, ports)
  const text = translate('en', 'employer.candidates.deleted', { name: nameOf(candidate) })
  await redirectWith(response, baseOf(candidate.organisation), { text }, ports)
}

async function join({ request, response, access, ports }: Visit) {
  const candidate = await getOwnCandidate(request, ports)
  const { organisation, id } = candidate
  const { other: otherId } = parseBody(zJoin, request.body)
  await ports.database.transact((tx) => joinCandidates(tx, { organisation, id, otherId }, ports))
  await note('candidate.joined', candidate, access, ports)
  const text = translate('en', 'employer.candidates.joined')
  await redirectWith(response, hrefOf(candidate), { text }, ports)
}

async function part({ request, response, access, ports }: Visit) {
  const { clock, database } = ports
  const candidate = await getOwnCandidate(request, ports)
  const { organisation, id } = candidate
  const form = parseBody(z.record(z.string(), z.string()), request.body)
  const evidenceIds = Object.keys(form).filter((name) => name !== 'csrf')
  const parting = { organisation, id, evidenceIds, at: clock() }
  const parted = await database.transact((tx) => partEvidence(tx, parting, ports))
  await note('candidate.parted', candidate, access, ports)
  const text = translate('en', 'employer.candidates.parted', { name: parted.pseudonym })
  await redirectWith(response, hrefOf(candidate), { text }, ports)
}

/** Deletes at once, on the disk too. */
export async function deleteNow(
  { organisation, id }: Pick<Candidate, 'organisation' | 'id'>,
  actor: string,
  ports: FinishPorts,
): Promise<void> {
  const asked = { organisation, actor, action: 'candidate.deleted', subject: id } as const
  await deleteKeptNow({ candidates: [id] }, asked, ports)
}
