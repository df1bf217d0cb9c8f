import type { Response } from 'express'
import { z } from 'zod'
import { isAppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { consolePage, formErrors } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { slugOf, zSlug } from '../../shared/server/slug.ts'
import { roomHref } from '../console/rooms.ts'
import type { Permission } from '../staff/roles.ts'
import { type MakeOrganisationPorts, makeOrganisation } from './make-organisation.ts'
import type { Organisation } from './organisation.ts'

const path = '/console/host/organisations'
const area = 'organisations'

const say = (key: 'name' | 'slug' | 'domain') => ({
  error: () => translate('en', `employer.organisations.error.${key}`),
})

const isEmptyOr = (schema: z.ZodString | z.ZodURL) => (text: string) =>
  text === '' || schema.safeParse(text).success

const zForm = z.object({
  name: z.string(say('name')).trim().min(1, say('name')).max(200, say('name')),
  slug: z.string().default('').refine(isEmptyOr(zSlug), say('slug')),
  domain: z
    .string()
    .default('')
    .refine(isEmptyOr(z.url({ protocol: /^https$/ })), say('domain')),
})

type Refused = { values: Record<string, unknown>; errors: Record<string, string> }

/** Which organisations this installation serves, for who runs it. */
export function organisationConsoleRoutes(
  ports: MakeOrganisationPorts,
): GuardedRoute<Permission>[] {
  const { organisations } = ports
  const entry = { permission: 'host.manage', scope: 'everywhere', errors: 'page' } as const

  const newPage = (response: Response, refused?: Refused) =>
    consolePage(
      response,
      'organisations/organisation-new.njk',
      { values: {}, errors: {}, hasErrors: refused !== undefined, path, ...refused },
      {
        title: translate('en', 'employer.organisations.new'),
        area,
        ...(refused && { status: 422 }),
      },
    )

  return [
    {
      ...entry,
      method: 'GET',
      path,
      async handler(_request, response) {
        consolePage(
          response,
          'organisations/organisation-list.njk',
          { path, organisations: (await organisations.list()).map(lineOf) },
          { title: translate('en', 'employer.organisations.title'), area },
        )
      },
    },
    {
      ...entry,
      method: 'GET',
      path: `${path}/new`,
      handler: (_request, response) => newPage(response),
    },
    {
      ...entry,
      method: 'POST',
      path: `${path}/new`,
      async handler(request, response, { actorId }) {
        try {
          const { name, slug: given, domain } = parseBody(zForm, request.body)
          const slug = given || slugOf(name)
          if (slug === undefined) {
            const errors = { slug: translate('en', 'employer.organisations.error.slug') }
            return newPage(response, { values: request.body, errors })
          }
          const made = await makeOrganisation(
            { slug, name, ...(domain !== '' && { ownDomain: domain }) },
            actorId,
            ports,
          )
          const text = translate('en', 'employer.organisations.made', { name })
          await redirectWith(response, `${roomHref(made.slug)}/people`, { text }, ports)
        } catch (error) {
          const errors = errorsOf(error)
          if (errors === undefined) throw error
          newPage(response, { values: request.body, errors })
        }
      },
    },
  ]
}

function errorsOf(error: unknown): Record<string, string> | undefined {
  if (!isAppError(error)) return undefined
  if (error.code === 'conflict') {
    return { slug: translate('en', 'employer.organisations.error.taken') }
  }
  if (error.code === 'did_malformed') {
    return { domain: translate('en', 'employer.organisations.error.domain') }
  }
  return formErrors(error)
}

function lineOf({ slug, name, did, home }: Organisation) {
  return {
    href: roomHref(slug),
    limitsHref: `${path}/${slug}/limits`,
    name,
    did,
    home: translate('en', `employer.organisations.home.${home}`),
  }
}
