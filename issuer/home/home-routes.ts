import type { Express } from 'express'
import type { Database } from '../../shared/node/database/database.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import type { EnqueueMail } from '../../shared/server/mail/outbox.ts'
import { render } from '../../shared/server/render.ts'
import { isOpenToApplications } from '../applications/apply.ts'
import { readBadgePage } from '../badges/badge-page.ts'
import { badgeJson, badgeRow, trailOf } from '../badges/badge-view.ts'
import { listProviders } from '../providers/provider-store.ts'
import { providerJson, providerRow } from '../providers/provider-view.ts'
import { representationFor, sendPublicJson } from '../publishing/negotiate.ts'
import type { City } from '../settings/city.ts'

/** More providers than a page of a city shows; the API pages through all. */
const maxProviders = 200

const paths = ['/', '/city.json'] as const

export const homeDeclarations: readonly RouteDeclaration[] = paths.map((path) => ({
  path,
  methods: ['GET'],
  isOpenToAllOrigins: true,
}))

export type HomePorts = {
  database: Database
  publicUrl: string
  walletUrl: string
  cityDid: string
  city: Pick<City, 'name'>
  enqueueMail?: EnqueueMail
}

/** The city's front page: its badges and who gives them; and the same as data. */
export function homeRoutes(app: Express, ports: HomePorts): void {
  const { database, publicUrl, walletUrl, cityDid, city } = ports
  app.get([...paths], async (request, response) => {
    const providers = await listProviders(database.reader, { limit: maxProviders, isPublic: true })
    const { badges, more } = await readBadgePage(database.reader, { after: request.query.after })
    if (representationFor(request) !== 'html') {
      sendPublicJson(request, response, {
        name: { en: city.name('en'), cy: city.name('cy') },
        did: cityDid,
        url: publicUrl,
        providers: providers.map((provider) => providerJson(provider, publicUrl)),
        badges: badges.map((badge) => badgeJson(badge, publicUrl)),
        ...(more !== undefined && { more: `${publicUrl}/${more}` }),
      })
      return
    }
    const { lang } = response.locals
    response.vary('Accept')
    const names = new Map(providers.map(({ slug, name }) => [slug, name[lang]]))
    const rows = badges.map((badge) => badgeRow(badge, lang, names.get(badge.provider)))
    render(response, 'home/home.njk', {
      walletUrl,
      badges: rows,
      trail: trailOf(rows),
      providers: providers.map((provider) => providerRow(provider, lang)),
      more: more && `/${more}`,
      canApply: await isOpenToApplications(ports),
      canMail: ports.enqueueMail !== undefined,
    })
  })
}
