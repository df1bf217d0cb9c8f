import type { Request } from 'express'
import { z } from 'zod'
import type { Did } from '../../shared/did/did.ts'
import { didWebAddress, parseDidWeb } from '../../shared/did/did-web.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { confirmPage, consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { zDid } from '../../shared/trust/trust-values.ts'
import type { KeptBundles } from '../continuity/kept-bundles.ts'
import type { Organisation } from '../organisations/organisation.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { Permission } from '../staff/roles.ts'
import { readCityAddress } from './city-address.ts'
import { cityLine, refusalText } from './city-line.ts'
import { findKnownCity, type LookPorts, lookAtCity } from './known-city.ts'
import { changeTrust } from './trust-city.ts'

export type TrustConsolePorts = LookPorts & {
  organisations: OrganisationStore
  bundles: KeptBundles
  /** Those that this host asks where an organisation trusts none: known already, so offered to it. */
  reportedCities?: readonly Did[]
}

const path = '/console/o/:organisation/trust'
const area = 'trust'

const zAddress = z.object({ address: z.string().max(2048).default('') })
const zCity = z.object({ city: zDid })

type Handler = (visit: Visit) => Promise<void> | void

type Visit = RouteVisit<Permission, TrustConsolePorts>

/** Whose word on who may award badges counts for an organisation. */
export function trustConsoleRoutes(ports: TrustConsolePorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)

  const route = (
    method: 'GET' | 'POST',
    below: string,
    permission: Permission,
    handler: Handler,
  ): GuardedRoute<Permission> => ({
    ...{ method, path: `${path}${below}`, permission, handler: bound(handler) },
    ...{ scope: inOrganisation, errors: 'page' },
  })

  return [
    route('GET', '', 'read', async (visit) => showPage(visit, await organisationIn(visit))),
    route('POST', '', 'organisation.manage', look),
    route('POST', '/add', 'organisation.manage', add),
    route('POST', '/refresh', 'read', refresh),
    route('GET', '/:city/remove', 'organisation.manage', askToRemove),
    route('POST', '/:city/remove', 'organisation.manage', remove),
  ]
}

async function showPage(
  { response, access, ports }: Visit,
  organisation: Organisation,
  refused?: { address: string; error: string },
) {
  const { clock, database } = ports
  const now = clock()
  const copies = await ports.bundles.list(organisation.slug)
  const cities = await Promise.all(
    organisation.trustedCities.map(async (city) =>
      cityLine(
        city,
        {
          known: await findKnownCity(database.reader, city),
          copy: copies.find((copy) => copy.city === city),
        },
        now,
      ),
    ),
  )
  consolePage(
    response,
    'trust/trust.njk',
    {
      ...refused,
      hasErrors: refused !== undefined,
      path: addressOf(organisation),
      cities,
      suggested: (ports.reportedCities ?? [])
        .filter((city) => !organisation.trustedCities.includes(city))
        .map((city) => ({ city, place: didWebAddress(parseDidWeb(city)) })),
      canManage: access.can('organisation.manage', organisation.slug),
    },
    {
      title: translate('en', 'employer.trust.title'),
      area,
      ...(refused && { status: 422 }),
    },
  )
}

function addressOf({ slug }: Organisation) {
  return path.replace(':organisation', slug)
}

function organisationIn({ request, ports }: Visit) {
  return ports.organisations.get(inOrganisation(request))
}

async function look(visit: Visit) {
  const { request, response, ports } = visit
  const organisation = await organisationIn(visit)
  const { address } = parseBody(zAddress, request.body)
  const refuse = (error: string) => showPage(visit, organisation, { address, error })
  const city = readCityAddress(address)
  if (city === undefined) return refuse(translate('en', 'employer.trust.address-wrong'))
  if (organisation.trustedCities.includes(city)) {
    return refuse(translate('en', 'employer.trust.known'))
  }
  const { list, refusal } = await lookAtCity(city, { fresh: true }, ports)
  if (list === null || refusal !== null) {
    return refuse(
      refusal === null ? translate('en', 'employer.trust.nothing-there') : refusalText(refusal),
    )
  }
  confirmPage(response, {
    title: translate('en', 'employer.trust.add-title', { name: list.name }),
    text: [
      translate('en', 'employer.trust.add-text', {
        name: list.name,
        count: list.providers,
        id: city,
      }),
      ...(list.isDisguised ? [translate('en', 'report.disguised')] : []),
    ].join(' '),
    action: `${addressOf(organisation)}/add`,
    button: translate('en', 'employer.trust.add-button'),
    back: addressOf(organisation),
    fields: { city },
    isHarmful: false,
    area,
  })
}

async function add(visit: Visit) {
  const { request, response, ports } = visit
  const actor = visit.access.actorId
  const organisation = await organisationIn(visit)
  const { city } = parseBody(zCity, request.body)
  const known = await lookAtCity(city, { fresh: false }, ports)
  if (known.list === null) throw new AppError('conflict', 'This city has no list to go by')
  await changeTrust(organisation, { city, isTrusted: true, actor }, ports)
  const text = translate('en', 'employer.trust.added', { name: known.list.name })
  await redirectWith(response, addressOf(organisation), { text }, ports)
}

async function refresh(visit: Visit) {
  const { response, ports } = visit
  const organisation = await organisationIn(visit)
  const { trustedCities } = organisation
  const looked = await Promise.all(
    trustedCities.map((city) => lookAtCity(city, { fresh: true }, ports)),
  )
  const failed = looked.filter(({ refusal }) => refusal !== null).length
  const text =
    failed === 0
      ? translate('en', 'employer.trust.refreshed')
      : translate('en', 'employer.trust.refresh-failed', { count: failed })
  const kind = failed === 0 ? 'done' : 'problem'
  await redirectWith(response, addressOf(organisation), { text, kind }, ports)
}

async function askToRemove(visit: Visit) {
  const { request, response, ports } = visit
  const organisation = await organisationIn(visit)
  const city = trustedIn(request, organisation)
  const name = await nameOf(city, ports)
  confirmPage(response, {
    title: translate('en', 'employer.trust.remove-title', { name }),
    text: translate('en', 'employer.trust.remove-text', { name }),
    action: `${addressOf(organisation)}/${encodeURIComponent(city)}/remove`,
    button: translate('en', 'employer.trust.remove-button'),
    back: addressOf(organisation),
    area,
  })
}

async function nameOf(city: Did, ports: TrustConsolePorts) {
  return (await findKnownCity(ports.database.reader, city))?.list?.name ?? city
}

function trustedIn({ params }: Request, { trustedCities }: Organisation): Did {
  const city = trustedCities.find((one) => one === params.city)
  if (city !== undefined) return city
  throw new AppError('not_found', 'This city is not trusted here')
}

async function remove(visit: Visit) {
  const { request, response, ports } = visit
  const actor = visit.access.actorId
  const organisation = await organisationIn(visit)
  const city = trustedIn(request, organisation)
  const name = await nameOf(city, ports)
  await changeTrust(organisation, { city, isTrusted: false, actor }, ports)
  const text = translate('en', 'employer.trust.removed', { name })
  await redirectWith(response, addressOf(organisation), { text }, ports)
}
