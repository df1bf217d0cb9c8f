import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { readListQuery, zListQuery } from '../../shared/server/list-query.ts'
import { zSlug } from '../../shared/server/slug.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { actorOf } from '../api/scope.ts'
import type { Permission } from '../staff/roles.ts'
import { publishTrustList, type TrustListPorts } from '../trust/publish-trust-list.ts'
import { findOwnDomain } from './own-domain.ts'
import { domainStates } from './provider.ts'
import { findProvider, getProvider, listProviders } from './provider-store.ts'
import { providerJson, zProviderJson } from './provider-view.ts'
import { addProvider, noteAdded, type ProviderPorts } from './publish-provider.ts'
import { type RecheckPorts, recheckOwnDomain } from './recheck-domain.ts'

const path = '/api/v1/providers'

const zProviderList = z.object({
  providers: z.array(zProviderJson),
  nextCursor: z.string().optional(),
})

export type ProviderApiPorts = RecheckPorts &
  ProviderPorts &
  TrustListPorts & { derive: DeriveBytes }

const zText = (most: number) => z.string().trim().min(1).max(most)
const zInBoth = (most: number) => z.strictObject({ en: zText(most), cy: zText(most) })
const zNewProvider = z.strictObject({
  slug: zSlug,
  name: zInBoth(200),
  description: zInBoth(500),
  /** Its own domain, which then has to serve the document that the answer shows. */
  ownDomain: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional(),
  state: z.enum(['draft', 'active']).default('active'),
})
const zNothing = z.strictObject({})

const zOneProvider = zProviderJson.extend({
  stateReason: z.string().optional(),
  ownDomain: z
    .object({
      url: z.string(),
      document: z.looseObject({}),
      state: z.enum(domainStates).optional(),
      checkedAt: z.string().optional(),
      okAt: z.string().optional(),
    })
    .optional(),
})

type Visit = RouteVisit<Permission, ProviderApiPorts>

export function providerApiRoutes(ports: ProviderApiPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)

  const ofOne = { scope: inProvider, errors: 'problem' } as const

  return [
    {
      method: 'GET',
      path,
      permission: 'read',
      scope: 'anywhere',
      errors: 'problem',
      description: {
        tag: 'providers',
        summary: 'The providers',
        query: zListQuery,
        answer: zProviderList,
      },
      handler: bound(list),
    },

    {
      method: 'POST',
      path,
      permission: 'city.manage',
      scope: 'everywhere',
      errors: 'problem',
      description: {
        tag: 'providers',
        summary: 'Add a provider',
        body: zNewProvider,
        answer: zOneProvider,
        status: 201,
      },
      handler: bound(make),
    },
    {
      ...ofOne,
      method: 'GET',
      path: `${path}/:provider`,
      permission: 'read',
      description: { tag: 'providers', summary: 'One provider', answer: zOneProvider },
      handler: bound(read),
    },
    {
      ...ofOne,
      method: 'POST',
      path: `${path}/:provider/check-domain`,
      permission: 'provider.manage',
      description: {
        tag: 'providers',
        summary: 'Look whether its own domain says what it must',
        body: zNothing,
        answer: zOneProvider,
      },
      handler: bound(checkDomain),
    },
  ]
}

async function list({ request, response, ports }: Visit) {
  const codec = cursorCodec(ports)
  const { cursor, limit } = readListQuery(request.query)
  const { provider: slug } = actorOf(response)
  const after = cursor === undefined ? undefined : codec.decode(cursor).slug
  const rows = await listProviders(ports.database.reader, { after, limit: limit + 1, slug })
  const { items, nextCursor } = pageOf(rows, {
    limit,
    codec,
    positionOf: ({ slug: last }) => ({ slug: last }),
  })
  response.set('Cache-Control', 'no-store').json({
    providers: items.map((provider) => providerJson(provider, ports.publicUrl)),
    ...(nextCursor !== undefined && { nextCursor }),
  })
}

async function make({ request, response, ports }: Visit) {
  const { database } = ports
  const { ownDomain, ...provider } = parseBody(zNewProvider, request.body)
  const { slug } = provider
  if ((await findProvider(database.reader, slug)) !== undefined) {
    throw new AppError('conflict', 'slug: another provider is called so')
  }
  await addProvider({ ...provider, ...(ownDomain !== undefined && { ownDomain }) }, [], ports)
  const actorId = actorOf(response).name
  await database.transact((tx) => noteAdded(tx, { slug, actorId }, ports))
  await publishTrustList(ports)
  response
    .status(201)
    .set('Cache-Control', 'no-store')
    .json(await readOne(slug, ports))
}

async function readOne(slug: string, ports: ProviderApiPorts) {
  const { database, publicUrl } = ports
  const provider = await getProvider(database.reader, slug)
  const own = await findOwnDomain(provider, ports)
  const { stateReason, domain } = provider
  return {
    ...providerJson(provider, publicUrl),
    ...(stateReason !== undefined && { stateReason }),
    ...(own && { ownDomain: { ...own, ...domain } }),
  }
}

async function read({ request, response, ports }: Visit) {
  response.set('Cache-Control', 'no-store').json(await readOne(inProvider(request), ports))
}

async function checkDomain({ request, response, ports }: Visit) {
  parseBody(zNothing, request.body ?? {})
  const slug = inProvider(request)
  const check = await recheckOwnDomain(await getProvider(ports.database.reader, slug), ports)
  if (check === undefined) {
    throw new AppError('conflict', 'This provider has no domain of its own')
  }
  response.set('Cache-Control', 'no-store').json(await readOne(slug, ports))
}

function cursorCodec(ports: ProviderApiPorts) {
  return createCursorCodec({
    key: ports.derive('cursor'),
    list: 'providers',
    position: z.object({ slug: z.string() }),
  })
}
