import type { Request } from 'express'
import { z } from 'zod'
import { type Did, isDid } from '../../shared/did/did.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { Permission } from '../staff/roles.ts'
import { findKnownCity } from '../trust/known-city.ts'
import { type ChangePorts, withContent } from './change-vacancy.ts'
import type { Vacancy } from './vacancy.ts'
import { saveWith } from './vacancy-moves.ts'
import type { VacancyStore } from './vacancy-store.ts'

export type VacancyCitiesPorts = ChangePorts & {
  organisations: Pick<OrganisationStore, 'get'>
  vacancies: Pick<VacancyStore, 'get'>
}

const zForm = z.record(z.string(), z.string())

/** Whose word counts for one vacancy, among those that the organisation trusts. */
export function vacancyCitiesRoute(ports: VacancyCitiesPorts): GuardedRoute<Permission> {
  const save = saveWith(ports)
  return {
    method: 'POST',
    path: '/console/o/:organisation/vacancies/:vacancy/cities',
    permission: 'vacancy.write',
    scope: inOrganisation,
    errors: 'page',
    async handler(request: Request, response, { actorId: actor }) {
      const slug = inOrganisation(request)
      const before = await ports.vacancies.get(slug, String(request.params.vacancy))
      const { trustedCities } = await ports.organisations.get(slug)
      const ticked = Object.keys(parseBody(zForm, request.body)).filter(isDid)
      const chosen = choosable(before, trustedCities).filter((city) => ticked.includes(city))
      const isAll = trustedCities.every((city) => chosen.includes(city))
      const { trustedCities: _, ...open } = before
      const own = chosen.length === 0 || isAll ? {} : { trustedCities: chosen }
      // what people have seen stays: that is for withContent to say
      const after = () =>
        before.publishedAt === undefined
          ? withContent(open, own)
          : withContent(before, { trustedCities: chosen })
      await save(response, { before, after, actor }, 'employer.vacancies.changed')
    },
  }
}

/** The cities that can be chosen, and which of them count, as people know them. */
export async function citiesView(
  vacancy: Vacancy,
  trusted: readonly Did[],
  reader: Reader,
): Promise<{ city: Did; name: string; counts: boolean }[]> {
  const counting = vacancy.trustedCities ?? trusted
  return Promise.all(
    choosable(vacancy, trusted).map(async (city) => ({
      city,
      name: (await findKnownCity(reader, city))?.list?.name ?? city,
      counts: counting.includes(city),
    })),
  )
}

/** One that was chosen by a program stays a choice. */
function choosable({ trustedCities = [] }: Vacancy, trusted: readonly Did[]): Did[] {
  return [...new Set([...trusted, ...trustedCities])]
}
