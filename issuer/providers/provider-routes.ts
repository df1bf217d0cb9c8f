import type { Express } from 'express'
import type { Database } from '../../shared/node/database/database.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { render } from '../../shared/server/render.ts'
import { readBadgePage } from '../badges/badge-page.ts'
import { badgeJson, badgeRow, trailOf } from '../badges/badge-view.ts'
import { representationFor, sendPublicJson } from '../publishing/negotiate.ts'
import { providerUrl } from './provider.ts'
import { getPublicProvider } from './provider-store.ts'
import { providerJson } from './provider-view.ts'

const path = '/providers/:slug{.json}'

export const providerDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], isOpenToAllOrigins: true },
]

/** The page of a provider, and the same as data. */
export function providerRoutes(
  app: Express,
  { database, publicUrl }: { database: Database; publicUrl: string },
): void {
  app.get(path, async (request, response) => {
    const provider = await getPublicProvider(database.reader, request.params.slug)
    const { slug } = provider
    const { after } = request.query
    const { badges, more } = await readBadgePage(database.reader, { provider: slug, after })
    if (representationFor(request) !== 'html') {
      sendPublicJson(request, response, {
        ...providerJson(provider, publicUrl),
        badges: badges.map((badge) => badgeJson(badge, publicUrl)),
        ...(more !== undefined && { more: `${providerUrl(publicUrl, slug)}${more}` }),
      })
      return
    }
    const { lang } = response.locals
    response.vary('Accept')
    const rows = badges.map((badge) => badgeRow(badge, lang))
    render(response, 'providers/provider.njk', {
      name: provider.name[lang],
      description: provider.description[lang],
      state: provider.state,
      badges: rows,
      trail: trailOf(rows),
      more,
    })
  })
}
