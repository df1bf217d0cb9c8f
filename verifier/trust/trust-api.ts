import type { Request } from 'express'
import { z } from 'zod'
import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import type { KeptBundle, KeptBundles } from '../continuity/kept-bundles.ts'
import type { Organisation } from '../organisations/organisation.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { Permission } from '../staff/roles.ts'
import { readCityAddress } from './city-address.ts'
import { cityLine } from './city-line.ts'
import { findKnownCity, type LookPorts, lookAtCity } from './known-city.ts'
import { changeTrust } from './trust-city.ts'

export type TrustApiPorts = LookPorts & { organisations: OrganisationStore; bundles: KeptBundles }

const zAdd = z.strictObject({
  /** DID of the city, or the address of its pages. */
  city: z.string().min(1).max(2_048),
})

const zTrustedCity = z.object({
  city: z.string(),
  name: z.string(),
  /** `current` alone counts. */
  state: z.enum(['current', 'unread', 'expired', 'unasked']),
  sequence: z.number().optional(),
  signedAt: z.string().optional(),
  expiresAt: z.string().optional(),
  readAt: z.string().optional(),
  providers: z.number().optional(),
  /** When the copy of the city that is kept was made, for when the city cannot be reached. */
  copyAsOf: z.string().optional(),
})
const zTrustedCities = z.object({ trustedCities: z.array(zTrustedCity) })

const path = '/api/v1/organisations/:organisation/trusted-cities'

type Visit = RouteVisit<Permission, TrustApiPorts>

/** Whose word on who may award badges counts for an organisation. */
export function trustApiRoutes(ports: TrustApiPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const common = { scope: inOrganisation, errors: 'problem' } as const
  const tag = 'trusted cities'

  return [
    {
      ...common,
      method: 'GET',
      path,
      permission: 'read',
      description: { tag, summary: 'The cities that are trusted', answer: zTrustedCities },
      handler: bound(list),
    },
    {
      ...common,
      method: 'POST',
      path,
      permission: 'organisation.manage',
      description: {
        tag,
        summary: 'Trust a city whose list can be read',
        body: zAdd,
        answer: zTrustedCities,
      },
      handler: bound(add),
    },
    {
      ...common,
      method: 'DELETE',
      path: `${path}/:city`,
      permission: 'organisation.manage',
      description: { tag, summary: 'Trust a city no longer', answer: zTrustedCities },
      handler: bound(remove),
    },
  ]
}

async function list({ request, response, ports }: Visit) {
  response.json(await answerFor(await organisationIn(request, ports), ports))
}

async function add({ request, response, access: { actorId: actor }, ports }: Visit) {
  const organisation = await organisationIn(request, ports)
  const city = readCityAddress(parseBody(zAdd, request.body).city)
  if (city === undefined) {
    throw new AppError('request_malformed', 'city must be a DID, or the address of a city')
  }
  const { list, refusal } = await lookAtCity(city, { fresh: true }, ports)
  if (list === null || refusal !== null) {
    throw new AppError('conflict', 'There is no list of this city to go by')
  }
  await changeTrust(organisation, { city, isTrusted: true, actor }, ports)
  response.json(await answerFor(organisation, ports))
}

async function remove({ request, response, access: { actorId: actor }, ports }: Visit) {
  const organisation = await organisationIn(request, ports)
  const city = organisation.trustedCities.find((one) => one === request.params.city)
  if (city === undefined) throw new AppError('not_found', 'This city is not trusted here')
  await changeTrust(organisation, { city, isTrusted: false, actor }, ports)
  response.json(await answerFor(organisation, ports))
}

function organisationIn(request: Request, { organisations }: TrustApiPorts): Promise<Organisation> {
  return organisations.get(inOrganisation(request))
}

async function answerFor(
  { slug }: Organisation,
  ports: TrustApiPorts,
): Promise<z.infer<typeof zTrustedCities>> {
  const { trustedCities } = await ports.organisations.get(slug)
  const copies = await ports.bundles.list(slug)
  const views = trustedCities.map((city) => viewOf(city, copies, ports))
  return { trustedCities: await Promise.all(views) }
}

async function viewOf(
  city: Did,
  copies: readonly KeptBundle[],
  { database, clock }: TrustApiPorts,
): Promise<z.infer<typeof zTrustedCity>> {
  const known = await findKnownCity(database.reader, city)
  const copy = copies.find((one) => one.city === city)
  const { name, state, seq, signedAt, expiresAt, readAt, providers } = cityLine(
    city,
    { known, copy },
    clock(),
  )
  return {
    ...{ city, name, state },
    ...(copy && { copyAsOf: copy.asOf }),
    ...(seq !== undefined && { sequence: seq, signedAt, expiresAt, readAt, providers }),
  }
}
