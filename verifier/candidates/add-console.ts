import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { Permission } from '../staff/roles.ts'
import type { VacancyStore } from '../vacancies/vacancy-store.ts'
import { baseOf, type CandidateConsolePorts } from './candidate-console.ts'
import { type IntakeItem, type IntakePorts, maxGivenFiles, policyFor, takeIn } from './intake.ts'
import { outcomesOf } from './outcomes.ts'
import { type Received, receiveEvidence } from './receive-evidence.ts'
import { givenIn, maxFormBytes, zSending } from './send-routes.ts'

export type AddPorts = CandidateConsolePorts &
  IntakePorts & {
    organisations: Pick<OrganisationStore, 'get'>
    vacancies: Pick<VacancyStore, 'find' | 'list'>
  }

const path = '/console/o/:organisation/candidates/add'
const area = 'candidates'
const zAdd = zSending.extend({
  vacancy: z.string().max(100).default(''),
  /** Whose the files are. */
  whose: z.enum(['each', 'one']).default('each'),
})

/** Where a recruiter adds what came another way: into a candidate for each file, or one for all. */
export function addConsoleRoutes(ports: AddPorts): GuardedRoute<Permission>[] {
  const { organisations, vacancies, database, clock } = ports
  const common = {
    path,
    permission: 'candidate.decide',
    scope: inOrganisation,
    errors: 'page',
  } as const
  const title = translate('en', 'employer.candidates.upload')
  return [
    {
      ...common,
      method: 'GET',
      async handler(request, response) {
        const { slug } = await organisations.get(inOrganisation(request))
        const list = await vacancies.list(slug, { limit: 100 })
        const choices = list.map(({ id, title: text }) => ({ value: id, text }))
        const megabytes = Math.floor(maxFormBytes / 1_048_576)
        const view = { vacancies: choices, maxFiles: maxGivenFiles, megabytes, back: baseOf(slug) }
        consolePage(response, 'candidates/add.njk', view, { title, area })
      },
    },
    {
      ...common,
      method: 'POST',
      maxBodyBytes: maxFormBytes,
      takesFiles: true,
      async handler(request, response, { actorId: actor }) {
        const form = zAdd.safeParse(request.body ?? {})
        if (!form.success)
          throw new AppError('request_malformed', 'This is not the form of the page')
        const { link, name, 'files[]': files, vacancy: vacancyId, whose } = form.data
        const organisation = await organisations.get(inOrganisation(request))
        const { slug } = organisation
        const vacancy = vacancyId === '' ? undefined : await vacancies.find(slug, vacancyId)
        const asked = { organisation, vacancy, statedName: name }
        const given = givenIn(link, files).slice(0, maxGivenFiles)
        const items = await takeIn(given, policyFor(asked, ports), ports)
        const evidence = items.flatMap((item) => ('evidence' in item ? [item.evidence] : []))
        const sending = {
          ...{ organisation: slug, actor, at: clock() },
          retentionDays: vacancy?.retentionDays ?? organisation.retentionDays,
          ...(vacancy && { vacancyId: vacancy.id }),
          ...(name !== undefined && { statedName: name }),
        }
        const groups = whose === 'one' ? [evidence] : evidence.map((one) => [one])
        const received = await database.transact(async (tx) => {
          const all: Received['evidence'] = []
          for (const group of groups.filter(({ length }) => length > 0)) {
            all.push(...(await receiveEvidence(tx, sending, group, ports)).evidence)
          }
          return all
        })
        const shown = resultOf(items, received)
        consolePage(
          response,
          'candidates/added.njk',
          { ...shown, back: baseOf(slug) },
          { title, area, status: shown.kept === 'none' ? 422 : 200 },
        )
      },
    },
  ]
}

function resultOf(items: readonly IntakeItem[], evidence: Received['evidence']) {
  return outcomesOf(items, { candidateId: '', isNew: false, evidence })
}
