import type { Express, Request } from 'express'
import { credentialsV2Url, openBadgesUrl } from '../../shared/credential/context-urls.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDate } from '../../shared/i18n/dates.ts'
import { type Language, languages } from '../../shared/i18n/messages.ts'
import type { Database, Reader } from '../../shared/node/database/database.ts'
import { drawStone } from '../../shared/node/stone-png.ts'
import { entityTagOf, isUnchanged } from '../../shared/server/documents/entity-tag.ts'
import type { PublicDocuments } from '../../shared/server/documents/public-documents.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { render } from '../../shared/server/render.ts'
import { bindOpenHandlers, type OpenVisit } from '../../shared/server/visit.ts'
import { listEndorsers } from '../endorsements/carried-endorsements.ts'
import type { Provider } from '../providers/provider.ts'
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

type Visit = OpenVisit<BadgeRoutePorts>

/** The achievement ids, which answer with themselves: as a page to people, as JSON-LD to programs. */
export function badgeRoutes(app: Express, ports: BadgeRoutePorts): void {
  const bound = bindOpenHandlers(ports)
  const { reader } = ports.database
  const pictures = createBadgePictures({ drawStone, clock: ports.clock, reader })
  app.get(badgePath, bound(leadToNewest))
  // before the pages, whose pattern would take their file names for languages
  for (const type of ['png', 'svg'] as const) {
    app.get(picturePaths[type], bound(sendingPicture(type, pictures)))
  }
  app.get(versionPath, bound(answerVersion))
}

async function leadToNewest({ request, response, ports }: Visit) {
  const { provider, slug } = placeOf(request)
  const badge = await findBadge(ports.database.reader, { provider, slug })
  if (badge === undefined) throw unknownBadge()
  response.redirect(302, pagePath(badge, badge.design.mainLanguage))
}

function sendingPicture(
  type: keyof typeof pictureTypes,
  pictures: ReturnType<typeof createBadgePictures>,
): (visit: Visit) => Promise<void> {
  return async (visit) => {
    const { request, response, ports } = visit
    const { reader } = ports.database
    const badge = await getVersion(visit)
    const language = askedLanguage(badge, request) ?? badge.design.mainLanguage
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
  }
}

async function answerVersion(visit: Visit) {
  const { request, response, ports } = visit
  const badge = await getVersion(visit)
  const asked = askedLanguage(badge, request)
  const provider = await getProvider(ports.database.reader, badge.provider)
  const representation = representationFor(request)
  if (representation === 'html') return showVersion(visit, badge, { asked, provider })
  const language = asked ?? badge.design.mainLanguage
  const achievement = buildAchievement(badge, { ...ports, provider, language })
  const document = { '@context': [credentialsV2Url, openBadgesUrl], ...achievement }
  sendPublicJson(request, response, document, representation, ports.documents)
}

async function showVersion(
  { response, ports }: Visit,
  badge: Badge,
  { asked, provider }: { asked: Language | undefined; provider: Provider },
) {
  const { lang: language } = response.locals
  const { reader } = ports.database
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
    ...(await readBacking(badge, { language, did: provider.did }, ports)),
    leadsTo: await readLeadsTo(badge, language, reader),
  })
}

/** Who stands behind the badge, and the check that let it through. */
async function readBacking(
  badge: Badge,
  { language, did }: { language: Language; did: string },
  { database: { reader }, publicUrl, config }: BadgeRoutePorts,
) {
  const [endorsers, approval] = await Promise.all([
    listEndorsers(badge, { reader, publicUrl, did }),
    findApproval(reader, badge),
  ])
  return {
    stone: { ...stoneOf(badge, language), isEndorsed: endorsers.length > 0 },
    endorsers: endorsers.map(({ endorserName: name, words }) => ({ name, words })),
    checked:
      approval &&
      translate(language, 'issuer.badge.checked', {
        city: config.cityName[language],
        date: formatDate(approval.at, language),
      }),
  }
}

/** What is gone leads nowhere. */
async function readLeadsTo({ design }: Badge, language: Language, reader: Reader) {
  const found = await Promise.all(
    (design.leadsTo ?? []).map((reference) => {
      const [provider = '', slug = ''] = reference.split('/')
      return findBadge(reader, { provider, slug })
    }),
  )
  return found.filter((badge) => badge !== undefined).map((badge) => badgeRow(badge, language))
}

/** @throws AppError badge_unknown */
async function getVersion({ request, ports }: Visit): Promise<Badge> {
  const { provider, slug } = placeOf(request)
  const { version } = request.params
  const badge =
    typeof version === 'string' && /^[1-9]\d{0,5}$/.test(version)
      ? await findBadge(ports.database.reader, { provider, slug, version: Number(version) })
      : undefined
  if (badge === undefined) throw unknownBadge()
  return badge
}

function placeOf({ params }: Request): { provider: string; slug: string } {
  return { provider: String(params.slug), slug: String(params.badge) }
}

/** The main language has no address of its own: there is one id for each achievement. */
function askedLanguage({ design }: Badge, { params }: Request): Language | undefined {
  const { language: text } = params
  if (text === undefined) return undefined
  const language = languages.find((name) => name === text)
  const others = languagesOf(design).slice(1)
  if (language !== undefined && others.includes(language)) return language
  throw new AppError('not_found', 'This badge is not there in this language')
}
