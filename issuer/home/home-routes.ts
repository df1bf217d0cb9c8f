import type { Express } from 'express'
import type { Database } from '../../shared/node/database/database.ts'
import { render } from '../../shared/server/render.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import { type BadgePosition, listBadges } from '../badges/badge-store.ts'
import { badgeJson, badgeRow } from '../badges/badge-view.ts'
import { listProviders } from '../providers/provider-store.ts'
import { providerJson, providerRow } from '../providers/provider-view.ts'
import { representationFor, sendPublicJson } from '../publishing/negotiate.ts'

/** More providers than a page of a city shows; the API pages through all. */
const maxProviders = 200
const badgesPerPage = 60

const paths = ['/', '/city.json'] as const

export const homeDeclarations: readonly RouteDeclaration[] = paths.map((path) => ({
  path,
  methods: ['GET'],
  isOpenToAllOrigins: true,
}))

export type HomePorts = {
  database: Database
  publicUrl: string
  cityDid: string
  config: { cityName: { en: string; cy: string } }
}

/** The city's front page: its badges and who gives them; and the same as data. */
export function homeRoutes(app: Express, ports: HomePorts): void {
  const { database, publicUrl, cityDid, config } = ports
  app.get([...paths], async (request, response) => {
    const providers = await listProviders(database.reader, { limit: maxProviders })
    const after = readPosition(request.query.after)
    const found = await listBadges(database.reader, { after, limit: badgesPerPage + 1 })
    const badges = found.slice(0, badgesPerPage)
    const last = found.length > badgesPerPage ? badges.at(-1) : undefined
    const more = last && `/?after=${last.provider}/${last.slug}`
    if (representationFor(request) !== 'html') {
      sendPublicJson(request, response, {
        name: config.cityName,
        did: cityDid,
        url: publicUrl,
        providers: providers.map((provider) => providerJson(provider, publicUrl)),
        badges: badges.map((badge) => badgeJson(badge, publicUrl)),
        ...(more !== undefined && { more: `${publicUrl}${more}` }),
      })
      return
    }
    const { lang } = response.locals
    response.vary('Accept')
    render(response, 'home/home.njk', {
      badges: badges.map((badge) => badgeRow(badge, lang)),
      providers: providers.map((provider) => providerRow(provider, lang)),
      more,
    })
  })
}

/** A place in a public list tells nothing, so it needs no tag; what is not one is the beginning. */
function readPosition(text: unknown): BadgePosition | undefined {
  const [, provider, slug] = /^([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})$/.exec(String(text ?? '')) ?? []
  return provider === undefined || slug === undefined ? undefined : { provider, slug }
}
