import type { Express } from 'express'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { render } from '../../shared/server/render.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'

export const homeDeclarations: readonly RouteDeclaration[] = [
  { path: '/', methods: ['GET'], errors: 'page' },
]

/** What this place is, for whoever followed a link here. */
export function homeRoutes(
  app: Express,
  { organisations }: { organisations: OrganisationStore },
): void {
  app.get('/', async (_request, response) => {
    const { name, did } = await organisations.host()
    render(response, 'home/home.njk', { employerName: name, did })
  })
}
