import type { Express } from 'express'
import { render } from '../../shared/server/render.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import type { Asker } from '../requests/authorization-request.ts'

export const homeDeclarations: readonly RouteDeclaration[] = [
  { path: '/', methods: ['GET'], errors: 'page' },
]

/** What this place is, for whoever followed a link here. */
export function homeRoutes(app: Express, { asker }: { asker: Asker }): void {
  app.get('/', (_request, response) => {
    render(response, 'home/home.njk', { employerName: asker.employerName, did: asker.did })
  })
}
