import type { Express } from 'express'
import { entityTagOf, isUnchanged } from '../../shared/server/documents/entity-tag.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { advertUrl } from './advert.ts'
import { needsInWords } from './needs-in-words.ts'
import { phaseOf, type Vacancy } from './vacancy.ts'
import type { VacancyStore } from './vacancy-store.ts'

const path = '/vacancies.json'
const most = 500

export const vacancyFeedDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], isOpenToAllOrigins: true },
]

export type VacancyFeedPorts = {
  publicUrl: string
  organisations: OrganisationStore
  vacancies: VacancyStore
  clock: () => Date
}

/** What is open to everybody here, for cities and wallets: who reads it is not asked, nor what they look for. */
export function vacancyFeedRoutes(app: Express, ports: VacancyFeedPorts): void {
  const { publicUrl, organisations, vacancies, clock } = ports
  app.get(path, async (request, response) => {
    const now = clock()
    const employers = new Map(
      (await organisations.list()).map((organisation) => [organisation.slug, organisation]),
    )
    const published = await vacancies.listPublished(most)
    const open = published.filter((vacancy) => phaseOf(vacancy, now) === 'open')
    const body = JSON.stringify({
      vacancies: open.flatMap((vacancy) => {
        const employer = employers.get(vacancy.organisation)
        return employer === undefined ? [] : [feedItem(vacancy, { employer, publicUrl })]
      }),
    })
    const etag = entityTagOf(body)
    response.set({ ETag: etag, 'Cache-Control': 'public, max-age=60' })
    if (isUnchanged(request.get('If-None-Match'), etag)) {
      response.status(304).end()
      return
    }
    response.type('application/json').send(body)
  })
}

function feedItem(
  vacancy: Vacancy,
  { employer, publicUrl }: { employer: { name: string; did: string }; publicUrl: string },
) {
  const { kind, title, description, language, needs, closesAt, publishedAt, code } = vacancy
  return {
    id: advertUrl({ code }, publicUrl),
    kind,
    title,
    description,
    language,
    employer: { name: employer.name, did: employer.did },
    needs: needs.map(({ id: _, ...need }) => need),
    needsInWords: { en: needsInWords(needs, 'en'), cy: needsInWords(needs, 'cy') },
    publishedAt,
    ...(closesAt !== undefined && { closesAt }),
  }
}
