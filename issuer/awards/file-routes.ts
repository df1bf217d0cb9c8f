import type { Express } from 'express'
import { bakePng } from '../../shared/credential/baking/bake-png.ts'
import { bakeSvg } from '../../shared/credential/baking/bake-svg.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Stone } from '../../shared/look/stone.ts'
import { stoneSvg } from '../../shared/look/stone-svg.ts'
import { drawStone } from '../../shared/node/stone-png.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { render } from '../../shared/server/render.ts'
import { type Badge, badgeText } from '../badges/badge.ts'
import { stoneOf } from '../badges/badge-view.ts'
import { hashSecret } from '../oid4vci/claim-secrets.ts'
import { getProvider } from '../providers/provider-store.ts'
import { getBadgeOf } from './award-page.ts'
import { type AwardRow, findAwardByClaim } from './award-store.ts'
import { findToken, type IssueFilesPorts, issueFiles } from './issue-files.ts'

const page = '/providers/:slug/files/:secret'

const fileTypes = {
  json: 'application/vc',
  png: 'image/png',
  svg: 'image/svg+xml',
  jwt: 'application/vc+jwt',
} as const

type FileType = keyof typeof fileTypes

// sound: the keys of the table above
const types = Object.keys(fileTypes) as FileType[]

const pathOf = (type: FileType) => `${page}/badge.${type}`

export const fileDeclarations: readonly RouteDeclaration[] = [page, ...types.map(pathOf)].map(
  (path) => ({ path, methods: ['GET'], errors: 'page' }),
)

/** A badge that was issued at once, for whoever has the link that was sent to its address. */
export function fileRoutes(app: Express, ports: IssueFilesPorts): void {
  const { reader } = ports.database

  app.get(page, async (request, response) => {
    const { award, badge } = await find(request.params)
    const { lang } = response.locals
    const provider = await getProvider(reader, award.provider)
    const isRevoked = award.status === 'revoked'
    keepToThemselves(response)
    render(response, 'awards/files.njk', {
      badge: badgeText(badge.design, award.language).name,
      provider: provider.name[lang],
      stone: { ...stoneOf(badge, lang), isRevoked },
      isRevoked,
      isToken: (await findToken(award, ports)) !== undefined,
      href: request.path.replace(/\/$/, ''),
    })
  })

  for (const type of types) {
    app.get(pathOf(type), async (request, response) => {
      const { award, badge } = await find(request.params)
      if (award.status === 'revoked') throw gone()
      const credential = await issueFiles(award, ports)
      if (isOfOther(type, credential)) throw gone()
      const file = await fileOf(type, credential, stoneOf(badge, award.language))
      keepToThemselves(response)
      response.set({
        'Content-Disposition': `attachment; filename="${badge.slug}.${type}"`,
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      })
      response.type(fileTypes[type]).send(Buffer.from(file))
    })
  }

  async function find(
    params: Readonly<Record<string, unknown>>,
  ): Promise<{ award: AwardRow; badge: Badge }> {
    const claimHash = hashSecret(String(params.secret))
    const award = await findAwardByClaim(reader, { provider: String(params.slug), claimHash })
    if (award?.delivery !== 'download') throw gone()
    return { award, badge: await getBadgeOf(reader, award) }
  }
}

/** The address is the secret: nobody keeps the page, lists it, or learns where somebody came from. */
function keepToThemselves(response: { set(headers: Record<string, string>): unknown }): void {
  response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
}

function gone(): AppError {
  return new AppError('not_found', 'There is no badge at this address')
}

/** A token is no JSON, and what is JSON no token. A picture holds either. */
function isOfOther(type: FileType, credential: string): boolean {
  return type === (credential.startsWith('{') ? 'jwt' : 'json')
}

async function fileOf(type: FileType, credential: string, stone: Stone) {
  if (type === 'json' || type === 'jwt') return credential
  if (type === 'svg') return bakeSvg(stoneSvg(stone), credential)
  return bakePng(await drawStone(stone), credential)
}
