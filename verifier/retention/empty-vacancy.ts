import type { Request } from 'express'
import { translate } from '../../shared/i18n/catalogue.ts'
import { confirmPage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { Permission } from '../staff/roles.ts'
import type { VacancyStore } from '../vacancies/vacancy-store.ts'
import { vacancyHref } from '../vacancies/vacancy-view.ts'
import { deleteOfVacancy } from './delete-now.ts'
import type { FinishPorts } from './finish-deletions.ts'

const path = '/console/o/:organisation/vacancies/:vacancy/empty'

/** To delete all that was sent for a vacancy before its time is over. */
export function emptyVacancyRoutes(
  ports: FinishPorts & { vacancies: Pick<VacancyStore, 'get'> },
): GuardedRoute<Permission>[] {
  const found = (request: Request) =>
    ports.vacancies.get(inOrganisation(request), String(request.params.vacancy))
  const common = {
    ...{ path, permission: 'candidate.decide' as const },
    ...{ scope: inOrganisation, errors: 'page' as const },
  }
  return [
    {
      ...{ ...common, method: 'GET' },
      async handler(request, response) {
        const vacancy = await found(request)
        const { title } = vacancy
        confirmPage(response, {
          title: translate('en', 'employer.deleted.empty-title', { title }),
          text: translate('en', 'employer.deleted.empty-text'),
          action: `${vacancyHref(vacancy)}/empty`,
          button: translate('en', 'employer.deleted.empty'),
          back: vacancyHref(vacancy),
          area: 'vacancies',
        })
      },
    },
    {
      ...{ ...common, method: 'POST' },
      async handler(request, response, { actorId }) {
        const { organisation, id: vacancyId } = await found(request)
        await deleteOfVacancy({ organisation, vacancyId }, actorId, ports)
        const text = translate('en', 'employer.deleted.emptied')
        await redirectWith(response, vacancyHref({ organisation, id: vacancyId }), { text }, ports)
      },
    },
  ]
}
