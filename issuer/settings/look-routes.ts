import type { Express } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { type City, logoPath, stylesheetPath } from './city.ts'

export const lookDeclarations: readonly RouteDeclaration[] = [stylesheetPath, logoPath].map(
  (path) => ({ path, methods: ['GET'] }),
)

/** A node that has not heard of a change yet answers with what it knows: nobody keeps that for long. */
const keptFor = 'public, max-age=300'

/** What the city's pages load beside the common theme. */
export function lookRoutes(app: Express, { city }: { city: City }): void {
  app.get(stylesheetPath, (_request, response) => {
    response.set('Cache-Control', keptFor).type('css').send(there(city.stylesheet()))
  })
  app.get(logoPath, (_request, response) => {
    response.set('Cache-Control', keptFor).type('png').send(there(city.logo()))
  })
}

function there<T>(content: T | undefined): T {
  if (content !== undefined) return content
  throw new AppError('not_found', 'There is nothing at this address')
}
