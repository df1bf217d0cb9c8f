import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import { languages } from '../../shared/i18n/messages.ts'
import { readHue } from '../../shared/look/chosen-hue.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { zSlug } from '../../shared/server/slug.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { recordAudit } from '../audit/audit.ts'
import type { Permission } from '../staff/roles.ts'
import { type MakeOrganisationPorts, makeOrganisation } from './make-organisation.ts'
import { longestRetentionDays, type Organisation } from './organisation.ts'
import { inOrganisation } from './organisation-scope.ts'
import { changeOrganisation, type OrganisationChanges } from './organisation-store.ts'

const zName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .transform((name) => displayText(name, 200) ?? '')
  .pipe(z.string().min(1))
const zRetention = z.number().int().min(1).max(longestRetentionDays)

const zNew = z.strictObject({
  slug: zSlug,
  name: zName,
  /** Address of a domain of its own, which publishes the document that is made for it here. */
  ownDomain: z.url({ protocol: /^https$/ }).optional(),
  retentionDays: zRetention.optional(),
  language: z.enum(languages).optional(),
})

const zChanges = z.strictObject({
  name: zName.optional(),
  /** As in `#0b6e6e`; null for the default. */
  hue: z.string().max(20).nullable().optional(),
  /** How long what candidates send is kept, where nothing else is said. */
  retentionDays: zRetention.optional(),
  language: z.enum(languages).optional(),
})

const zOrganisation = z.object({
  slug: z.string(),
  did: z.string(),
  name: z.string(),
  home: z.enum(['host', 'hosted', 'own-domain']),
  hue: z.string().optional(),
  retentionDays: z.number(),
  language: z.enum(languages),
  createdAt: z.string(),
})

const path = '/api/v1/organisations'
const tag = 'organisations'

type Visit = RouteVisit<Permission, MakeOrganisationPorts>

/** The organisations of this place, and the settings of each. */
export function organisationApiRoutes(ports: MakeOrganisationPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const errors = 'problem'
  const ofHost = { permission: 'host.manage', scope: 'everywhere', errors } as const
  const ofOne = { path: `${path}/:organisation`, scope: inOrganisation, errors } as const

  return [
    {
      ...ofHost,
      method: 'GET',
      path,
      description: {
        tag,
        summary: 'The organisations of this place',
        answer: z.object({ organisations: z.array(zOrganisation) }),
      },
      handler: bound(list),
    },
    {
      ...ofHost,
      method: 'POST',
      path,
      description: {
        ...{ tag, summary: 'Add an organisation', status: 201 },
        body: zNew,
        answer: zOrganisation,
      },
      handler: bound(add),
    },
    {
      ...ofOne,
      method: 'GET',
      permission: 'read',
      description: { tag, summary: 'The settings of an organisation', answer: zOrganisation },
      handler: bound(read),
    },
    {
      ...ofOne,
      method: 'PATCH',
      permission: 'organisation.manage',
      description: {
        ...{ tag, summary: 'Change the settings of an organisation' },
        body: zChanges,
        answer: zOrganisation,
      },
      handler: bound(change),
    },
  ]
}

async function list({ response, ports }: Visit) {
  const { organisations } = ports
  response.json({ organisations: (await organisations.list()).map(viewOf) })
}

async function add({ request, response, access: { actorId }, ports }: Visit) {
  const { ownDomain, retentionDays, language, ...input } = parseBody(zNew, request.body)
  const made = await makeOrganisation(
    {
      ...input,
      ...(ownDomain !== undefined && { ownDomain }),
      ...(retentionDays !== undefined && { retentionDays }),
      ...(language !== undefined && { language }),
    },
    actorId,
    ports,
  )
  response.status(201).json(viewOf(made))
}

async function read({ request, response, ports }: Visit) {
  const { organisations } = ports
  response.json(viewOf(await organisations.get(inOrganisation(request))))
}

async function change({ request, response, access: { actorId: actor }, ports }: Visit) {
  const { organisations, database, clock } = ports
  const { slug } = await organisations.get(inOrganisation(request))
  const changes = readChanges(parseBody(zChanges, request.body))
  if (Object.keys(changes).length > 0) {
    await database.transact(async (tx) => {
      await changeOrganisation(tx, slug, changes)
      await recordAudit(tx, {
        organisation: slug,
        actor,
        action: 'organisation.settings-changed',
        subject: slug,
        at: clock().toISOString(),
      })
    })
  }
  response.json(viewOf(await organisations.get(slug)))
}

/** @throws AppError request_malformed for a hue that words cannot be read on */
function readChanges(input: z.infer<typeof zChanges>): OrganisationChanges {
  const { name, hue, retentionDays, language } = input
  const read = hue === undefined ? undefined : readHue(hue ?? '')
  if (read !== undefined && read.outcome !== 'good') {
    throw new AppError(
      'request_malformed',
      read.outcome === 'light'
        ? `hue: words on it have a contrast of ${read.contrast}, and need ${read.least}`
        : 'hue must be a colour as in #0b6e6e',
    )
  }
  return {
    ...(name !== undefined && { name }),
    ...(read !== undefined && { hue: read.hue ?? null }),
    ...(retentionDays !== undefined && { retentionDays }),
    ...(language !== undefined && { language }),
  }
}

function viewOf(organisation: Organisation): z.infer<typeof zOrganisation> {
  const { slug, did, name, home, hue, retentionDays, language, createdAt } = organisation
  return {
    ...{ slug, did, name, home, retentionDays, language, createdAt },
    ...(hue !== undefined && { hue }),
  }
}
