import type { Express, Request, Response } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import { nameOwnOrigin, requireSameOrigin } from '../../shared/server/http/cross-origin.ts'
import { createRateLimiter, limitRate } from '../../shared/server/http/rate-limiter.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { keepSession } from '../../shared/server/presenting/browser-session.ts'
import { render } from '../../shared/server/render.ts'
import { visitorSession } from '../candidates/visitor-session.ts'
import { showAs } from '../organisations/look.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { findKnownCity } from '../trust/known-city.ts'
import { type AdvertView, advertUrl, advertView } from './advert.ts'
import { type AskPorts, askForVacancy } from './ask-for-vacancy.ts'
import { qrPng, qrSvg } from './qr-picture.ts'
import type { Vacancy } from './vacancy.ts'
import type { VacancyStore } from './vacancy-store.ts'

const path = '/v/:code'

export const advertDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], errors: 'page' },
  { path: `${path}/start`, methods: ['POST'], errors: 'page', maxBodyBytes: 4_096 },
  { path: `${path}/embed`, methods: ['GET'], errors: 'page' },
  { path: `${path}/poster`, methods: ['GET'], errors: 'page' },
  { path: `${path}/qr.svg`, methods: ['GET'] },
  { path: `${path}/qr.png`, methods: ['GET'] },
]

export type AdvertPorts = AskPorts & {
  publicUrl: string
  organisations: Pick<OrganisationStore, 'get'>
  vacancies: VacancyStore
  /** Of one client; default 20. */
  startsPerMinute?: number
}

/** Of one vacancy, whoever begins: more people than that do not scan one poster. */
const startsPerVacancy = 600

/** What a vacancy asks, for everybody who has its address. Looking changes nothing; beginning makes a request. */
export function advertRoutes(app: Express, ports: AdvertPorts): void {
  const { vacancies, organisations, publicUrl, clock, startsPerMinute = 20 } = ports
  const perClient = createRateLimiter({ limit: startsPerMinute, windowSeconds: 60, clock })
  const perVacancy = createRateLimiter({ limit: startsPerVacancy, windowSeconds: 60, clock })

  const find = ({ params }: Request) => vacancies.findByCode(String(params.code))
  const getPublished = async (request: Request): Promise<Vacancy> => {
    const vacancy = await find(request)
    if (vacancy?.publishedAt !== undefined) return vacancy
    throw new AppError('not_found', 'There is no advert at this address')
  }
  const viewOf = async (vacancy: Vacancy, response: Response): Promise<AdvertView> => {
    const organisation = await organisations.get(vacancy.organisation)
    showAs(response, organisation)
    const trusted = vacancy.trustedCities ?? organisation.trustedCities
    const cities = await Promise.all(
      trusted.map(async (city) => {
        const known = await findKnownCity(ports.database.reader, city)
        return known?.list?.name ?? city
      }),
    )
    const language = response.locals.lang
    return advertView(vacancy, { organisation, cities, publicUrl, language, now: clock() })
  }

  // its button must say where it comes from
  app.get(path, nameOwnOrigin, async (request, response) => {
    const vacancy = await find(request)
    if (vacancy === undefined) return render(response, 'vacancies/unknown.njk', {}, { status: 404 })
    const advert = await viewOf(vacancy, response)
    const isOver = advert.phase === 'closed'
    response.set('Cache-Control', 'no-cache')
    render(response, 'vacancies/advert.njk', { advert }, { status: isOver ? 410 : 200 })
  })

  app.post(
    `${path}/start`,
    requireSameOrigin(publicUrl),
    limitRate(perClient),
    limitRate(perVacancy, ({ params }) => String(params.code)),
    async (request, response) => {
      const vacancy = await getPublished(request)
      const { phase, path: back } = await viewOf(vacancy, response)
      // its page says why nothing can be sent
      if (phase !== 'open') return response.redirect(303, back)
      const organisation = await organisations.get(vacancy.organisation)
      const { code } = vacancy
      const session = visitorSession(request, response, { code, random: ports.random, publicUrl })
      const { id } = await askForVacancy(vacancy, { organisation, session }, ports)
      keepSession(response, session, { path: `/requests/${id}`, publicUrl })
      response.redirect(303, `/requests/${id}`)
    },
  )

  app.get(`${path}/embed`, async (request, response) => {
    const advert = await viewOf(await getPublished(request), response)
    allowFraming(response)
    render(response, 'vacancies/embed.njk', { advert })
  })

  app.get(`${path}/poster`, async (request, response) => {
    render(response, 'vacancies/poster.njk', {
      advert: await viewOf(await getPublished(request), response),
    })
  })

  app.get(`${path}/qr.svg`, async (request, response) => {
    const url = advertUrl(await getPublished(request), publicUrl)
    response.set('Content-Security-Policy', "default-src 'none'; sandbox")
    response.type('svg').send(qrSvg(url))
  })

  app.get(`${path}/qr.png`, async (request, response) => {
    const url = advertUrl(await getPublished(request), publicUrl)
    response.type('png').send(Buffer.from(qrPng(url)))
  })
}

/** Only this card, which takes nothing and shows nothing of anybody, may stand in the pages of others. */
function allowFraming(response: Response): void {
  const policy = String(response.getHeader('Content-Security-Policy'))
  response.set(
    'Content-Security-Policy',
    policy.replace("frame-ancestors 'none'", 'frame-ancestors *'),
  )
  response.removeHeader('X-Frame-Options')
}
