import type { Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { policyFor } from '../organisations/policy-for.ts'
import { getRoom, noteUse } from '../quota/quota-store.ts'
import type { Permission } from '../staff/roles.ts'
import { type IntakeItem, type IntakePorts, maxGivenFiles, takeIn } from '../submissions/intake.ts'
import { outcomeRows, outcomesOf } from '../submissions/outcomes.ts'
import { givenIn, maxFormBytes, zSending } from '../submissions/send-routes.ts'
import type { VacancyStore } from '../vacancies/vacancy-store.ts'
import { type Candidate, nameOf } from './candidate.ts'
import type { CandidateConsolePorts } from './candidate-console.ts'
import { baseOf, hrefOf } from './candidate-view.ts'
import { getOwnCandidate } from './own-candidate.ts'
import { type NewEvidence, type Received, receiveEvidence } from './receive-evidence.ts'

export type AddPorts = CandidateConsolePorts &
  IntakePorts & {
    organisations: Pick<OrganisationStore, 'get'>
    vacancies: Pick<VacancyStore, 'find' | 'list'>
  }

const base = '/console/o/:organisation/candidates'
const area = 'candidates'
const zAdd = zSending.extend({
  vacancy: z.string().max(100).default(''),
  /** Whose the files are. */
  whose: z.enum(['each', 'one']).default('each'),
})
const limits = { maxFiles: maxGivenFiles, megabytes: Math.floor(maxFormBytes / 1_048_576) }

const title = translate('en', 'employer.candidates.upload')

type Visit = RouteVisit<Permission, AddPorts>

/** Where a recruiter adds what came another way: into a candidate for each file, one for all, or one who is there. */
export function addConsoleRoutes(ports: AddPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const common = { permission: 'candidate.decide', scope: inOrganisation, errors: 'page' } as const
  const taking = {
    ...common,
    method: 'POST',
    maxBodyBytes: maxFormBytes,
    takesFiles: true,
  } as const
  return [
    { ...common, method: 'GET', path: `${base}/add`, handler: bound(showForm) },
    { ...taking, path: `${base}/add`, handler: bound(addAny) },
    { ...common, method: 'GET', path: `${base}/:candidate/add`, handler: bound(showFormOf) },
    { ...taking, path: `${base}/:candidate/add`, handler: bound(addTo) },
  ]
}

async function showForm({ request, response, ports }: Visit) {
  const { organisations, vacancies } = ports
  const { slug } = await organisations.get(inOrganisation(request))
  const list = await vacancies.list(slug, { limit: 100 })
  const choices = list.map(({ id, title: text }) => ({ value: id, text }))
  const view = { ...limits, vacancies: choices, back: baseOf(slug) }
  consolePage(response, 'candidates/add.njk', view, { title, area })
}

async function addAny({ request, response, access: { actorId: actor }, ports }: Visit) {
  const taken = await take(request, { actor }, ports)
  showAdded(response, taken, { title, back: baseOf(inOrganisation(request)) })
}

async function showFormOf({ request, response, ports }: Visit) {
  const candidate = await getOwnCandidate(request, ports)
  const view = { ...limits, back: hrefOf(candidate), to: nameOf(candidate) }
  consolePage(response, 'candidates/add.njk', view, { title: titleTo(candidate), area })
}

async function addTo({ request, response, access: { actorId: actor }, ports }: Visit) {
  const candidate = await getOwnCandidate(request, ports)
  const taken = await take(request, { actor, candidate }, ports)
  const page = { title: titleTo(candidate), back: hrefOf(candidate), to: nameOf(candidate) }
  showAdded(response, taken, page)
}

function titleTo(candidate: Candidate): string {
  return translate('en', 'employer.candidates.upload-to', { name: nameOf(candidate) })
}

type Taken = { items: readonly IntakeItem[]; evidence: Received['evidence'] }

async function take(
  request: Request,
  { actor, candidate }: { actor: string; candidate?: Candidate },
  ports: AddPorts,
): Promise<Taken> {
  const { organisations, vacancies, database, clock } = ports
  const form = zAdd.safeParse(request.body ?? {})
  if (!form.success) throw new AppError('request_malformed', 'This is not the form of the page')
  const { link, name, 'files[]': files, whose } = form.data
  const organisation = await organisations.get(inOrganisation(request))
  const { slug } = organisation
  const vacancyId = candidate === undefined ? form.data.vacancy : (candidate.vacancyId ?? '')
  const vacancy = vacancyId === '' ? undefined : await vacancies.find(slug, vacancyId)
  const statedName = candidate === undefined ? name : candidate.statedName
  const given = givenIn(link, files).slice(0, maxGivenFiles)
  await getRoom(database.reader, { organisation: slug, now: clock() }, 'files')
  const items = await takeIn(
    given,
    policyFor({ organisation, vacancy, expected: { name: statedName } }, ports),
    ports,
  )
  const evidence = items.flatMap((item) => ('evidence' in item ? [item.evidence] : []))
  const sending = {
    ...{ organisation: slug, actor, at: clock() },
    retentionDays: vacancy?.retentionDays ?? organisation.retentionDays,
    ...(vacancy && { vacancyId: vacancy.id }),
    ...(statedName !== undefined && { statedName }),
    ...(candidate && { candidateId: candidate.id }),
  }
  const isOne = candidate !== undefined || whose === 'one'
  const groups: NewEvidence[][] = isOne ? [evidence] : evidence.map((one) => [one])
  const received = await database.transact(async (tx) => {
    const all: Received['evidence'] = []
    await noteUse(tx, { organisation: slug, at: sending.at }, { files: items.length })
    for (const group of groups.filter(({ length }) => length > 0)) {
      all.push(...(await receiveEvidence(tx, sending, group, ports)).evidence)
    }
    return all
  })
  return { items, evidence: received }
}

function showAdded(
  response: Response,
  { items, evidence }: Taken,
  { title, ...page }: { title: string; back: string; to?: string },
): void {
  const { kept, outcomes } = outcomesOf(items, { candidateId: '', isNew: false, evidence })
  const shown = { kept, outcomes: outcomeRows(outcomes) }
  const status = shown.kept === 'none' ? 422 : 201
  consolePage(response, 'candidates/added.njk', { ...shown, ...page }, { title, area, status })
}
