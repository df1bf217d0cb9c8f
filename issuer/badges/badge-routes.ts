import type { Express } from 'express'
import { credentialsV2Url, openBadgesUrl } from '../../shared/credential/context-urls.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate } from '../../shared/i18n/dates.ts'
import { type Language, languages } from '../../shared/i18n/messages.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { drawStone } from '../../shared/node/stone-png.ts'
import { entityTagOf, isUnchanged } from '../../shared/server/entity-tag.ts'
import type { PublicDocuments } from '../../shared/server/public-documents.ts'
import { render } from '../../shared/server/render.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import { listEndorsers } from '../endorsements/carried-endorsements.ts'
import { getProvider } from '../providers/provider-store.ts'
import { representationFor, sendPublicJson } from '../publishing/negotiate.ts'
import { buildAchievement } from './achievement.ts'
import { unknownBadge } from './achievement-id.ts'
import { type Badge, languagesOf } from './badge.ts'
import { findApproval } from './badge-event-store.ts'
import { createBadgePictures, pictureTypes } from './badge-picture.ts'
import { findBadge } from './badge-store.ts'
import { badgePage, badgeRow, pagePath, stoneOf } from './badge-view.ts'

const badgePath = '/providers/:slug/badges/:badge'
const versionPath = `${badgePath}/v/:version{/:language}{.json}`
const picturePaths = {
  png: `${badgePath}/v/:version{/:language}/image.png`,
  svg: `${badgePath}/v/:version{/:language}/image.svg`,
} as const

export const badgeDeclarations: readonly RouteDeclaration[] = [
  { path: badgePath, methods: ['GET'], isOpenToAllOrigins: true },
  ...[versionPath, picturePaths.png, picturePaths.svg].map((path) => ({
    path,
    methods: ['GET'] as const,
    isOpenToAllOrigins: true,
  })),
]

export type BadgeRoutePorts = {
  database: Database
  publicUrl: string
  skillFramework: string
  clock: () => Date
  config: { cityName: Record<Language, string> }
  documents: Pick<PublicDocuments, 'pass'>
}

/** A version never changes, but what its stone looks like may, with a new version of Waymark. */
const pictureMaxAgeSeconds = 86_400

/** The achievement ids, which answer with themselves: as a page to people, as JSON-LD to programs. */
export function badgeRoutes(app: Express, ports: BadgeRoutePorts): void {
  const { reader } = ports.database
  const pictures = createBadgePictures({ drawStone, clock: ports.clock, reader })

  app.get(badgePath, async (request, response) => {
    const { slug: provider, badge: slug } = request.params
    const badge = await findBadge(reader, { provider, slug })
    if (badge === undefined) throw unknownBadge()
    response.redirect(302, pagePath(badge, badge.design.mainLanguage))
  })

  // before the pages, whose pattern would take their file names for languages
  for (const type of ['png', 'svg'] as const) {
    app.get(picturePaths[type], async (request, response) => {
      const badge = await getBadge(request.params)
      const language = languageOf(badge, request.params.language) ?? badge.design.mainLanguage
      const { did } = await getProvider(reader, badge.provider)
      const endorsers = await listEndorsers(badge, { reader, publicUrl: ports.publicUrl, did })
      const isEndorsed = endorsers.length > 0
      const picture = await pictures.draw(badge, { language, type, isEndorsed })
      const etag = entityTagOf(picture)
      response.set({
        ETag: etag,
        'Cache-Control': `public, max-age=${pictureMaxAgeSeconds}`,
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      })
      if (isUnchanged(request.get('If-None-Match'), etag)) {
        response.status(304).end()
        return
      }
      response.type(pictureTypes[type]).send(Buffer.from(picture))
    })
  }

  app.get(versionPath, async (request, response) => {
    const badge = await getBadge(request.params)
    const asked = languageOf(badge, request.params.language)
    const provider = await getProvider(reader, badge.provider)
    const representation = representationFor(request)
    if (representation !== 'html') {
      const language = asked ?? badge.design.mainLanguage
      const achievement = buildAchievement(badge, { ...ports, provider, language })
      const document = { '@context': [credentialsV2Url, openBadgesUrl], ...achievement }
      sendPublicJson(request, response, document, representation, ports.documents)
      return
    }
    const { lang: language } = response.locals
    const newest = await findBadge(reader, { provider: badge.provider, slug: badge.slug })
    const page = badgePage(badge, {
      language,
      asked,
      publicUrl: ports.publicUrl,
      providerName: provider.name[language],
      newest: newest ?? badge,
    })
    response.vary('Accept')
    render(response, 'badges/badge.njk', {
      ...page,
      ...(await readBacking(badge, { language, did: provider.did })),
      leadsTo: await readLeadsTo(badge, language),
    })
  })

  /** Who stands behind the badge, and the check that let it through. */
  async function readBacking(badge: Badge, { language, did }: { language: Language; did: string }) {
    const [endorsers, approval] = await Promise.all([
      listEndorsers(badge, { reader, publicUrl: ports.publicUrl, did }),
      findApproval(reader, badge),
    ])
    return {
      stone: { ...stoneOf(badge, language), isEndorsed: endorsers.length > 0 },
      endorsers: endorsers.map(({ endorserName: name, words }) => ({ name, words })),
      checked:
        approval &&
        translate(language, 'issuer.badge.checked', {
          city: ports.config.cityName[language],
          date: formatDate(approval.at, language),
        }),
    }
  }

  /** What is gone leads nowhere. */
  async function readLeadsTo({ design }: Badge, language: Language) {
    const found = await Promise.all(
      (design.leadsTo ?? []).map((reference) => {
        const [provider = '', slug = ''] = reference.split('/')
        return findBadge(reader, { provider, slug })
      }),
    )
    return found.filter((badge) => badge !== undefined).map((badge) => badgeRow(badge, language))
  }

  async function getBadge(params: Record<string, string | undefined>): Promise<Badge> {
    const { slug: provider = '', badge: slug = '', version = '' } = params
    const badge = /^[1-9]\d{0,5}$/.test(version)
      ? await findBadge(reader, { provider, slug, version: Number(version) })
      : undefined
    if (badge === undefined) throw unknownBadge()
    return badge
  }
}

/** The main language has no address of its own: there is one id for each achievement. */
function languageOf({ design }: Badge, text: string | undefined): Language | undefined {
  if (text === undefined) return undefined
  const language = languages.find((name) => name === text)
  const others = languagesOf(design).slice(1)
  if (language !== undefined && others.includes(language)) return language
  throw new AppError('not_found', 'This badge is not there in this language')
}
