import type { Response } from 'express'
import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import { everywhere } from '../../shared/server/access.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { redirectWith } from '../../shared/server/console/flash.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { slugPattern, zSlug } from '../../shared/server/slug.ts'
import { countApplications } from '../applications/application-store.ts'
import { withoutEmpty } from '../awards/award-acts.ts'
import {
  area,
  base,
  errorsOf,
  type Handler,
  lineOf,
  type ProviderConsolePorts,
  pageRoute,
  type Refused,
  type Route,
  say,
} from './provider-page.ts'
import { findProvider, listProviders } from './provider-store.ts'
import { addProvider, noteAdded } from './publish-provider.ts'

const zText = (key: 'name' | 'description', most: number) => z.string(say(key)).max(most, say(key))

const zNewProvider = z.strictObject({
  slug: z.string(say('slug')).regex(slugPattern, say('slug')),
  nameEn: zText('name', 200),
  nameCy: zText('name', 200).optional(),
  descriptionEn: zText('description', 500),
  descriptionCy: zText('description', 500).optional(),
  state: z.enum(['draft', 'active']).default('active'),
  domain: z.url({ protocol: /^https$/, ...say('domain') }).optional(),
})

/** The providers of the city, and a new one. */
export function providerListRoutes(ports: ProviderConsolePorts): Route[] {
  const { database } = ports
  const { reader } = database

  const listPage: Handler = async (request, response, access) => {
    const after = zSlug.optional().catch(undefined)
    const rows = await listProviders(reader, { after: after.parse(request.query.after), limit: 51 })
    const providers = rows.slice(0, 50)
    const canManage = access.can('city.manage', everywhere)
    consolePage(
      response,
      'providers/provider-list.njk',
      {
        providers: providers.map(lineOf),
        next: rows.length > 50 ? providers.at(-1)?.slug : undefined,
        canManage,
        waiting: canManage ? await countApplications(reader, 'applied') : 0,
      },
      { title: translate('en', 'console.providers.title'), area },
    )
  }

  const newPage = (response: Response, refused?: Refused) =>
    consolePage(
      response,
      'providers/provider-new.njk',
      { values: {}, errors: {}, hasErrors: refused !== undefined, ...refused },
      {
        title: translate('en', 'console.providers.new.title'),
        area,
        ...(refused && { status: 400 }),
      },
    )

  const add: Handler = async (request, response, access) => {
    try {
      const form = parseBody(zNewProvider, withoutEmpty(request.body))
      const { slug, nameEn, nameCy = nameEn, descriptionEn, descriptionCy = descriptionEn } = form
      if ((await findProvider(reader, slug)) !== undefined) {
        const errors = { slug: translate('en', 'console.providers.error.taken') }
        return newPage(response, { values: request.body, errors })
      }
      const provider = {
        slug,
        name: { en: nameEn, cy: nameCy },
        description: { en: descriptionEn, cy: descriptionCy },
        state: form.state,
        ...(form.domain !== undefined && { ownDomain: form.domain }),
      }
      await addProvider(provider, [], ports)
      await database.transact((tx) => noteAdded(tx, { slug, actorId: access.actorId }, ports))
      const text = translate('en', 'console.providers.added', { name: nameEn })
      await redirectWith(response, `${base}/${slug}`, { text }, ports)
    } catch (error) {
      const errors = errorsOf(error)
      if (errors === undefined) throw error
      newPage(response, { values: request.body, errors })
    }
  }

  return [
    pageRoute('GET', base, 'read', listPage),
    pageRoute('GET', `${base}/new`, 'city.manage', (_request, response) => newPage(response)),
    pageRoute('POST', `${base}/new`, 'city.manage', add),
  ]
}
