import { createHash } from 'node:crypto'
import type { Express, Response } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import { hueStylesheet } from '../../shared/look/hue-theme.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { hostedPath, type Organisation } from './organisation.ts'
import type { OrganisationStore } from './organisation-store.ts'

const path = `/${hostedPath}/:organisation/look.css`

export const lookDeclarations: readonly RouteDeclaration[] = [{ path, methods: ['GET'] }]

/** Puts the page that follows into the hue of the organisation. */
export function showAs(
  response: Response,
  { slug, hue }: Pick<Organisation, 'slug' | 'hue'>,
): void {
  if (hue === undefined) return
  const version = createHash('sha256').update(hue).digest('base64url').slice(0, 12)
  // the address changes with the content, so that browsers may keep it
  const stylesheet = `${path.replace(':organisation', slug)}?v=${version}`
  response.locals.look = { stylesheet }
}

/** What pages of an organisation load beside the common theme. */
export function lookRoutes(
  app: Express,
  { organisations }: { organisations: OrganisationStore },
): void {
  app.get(path, async (request, response) => {
    const { hue } = await organisations.get(String(request.params.organisation))
    if (hue === undefined) throw new AppError('not_found', 'There is nothing at this address')
    response.set('Cache-Control', 'public, max-age=300').type('css').send(hueStylesheet(hue))
  })
}
