import type { Express } from 'express'
import type { PublicDocuments } from '../../../shared/server/documents/public-documents.ts'
import type { RouteDeclaration } from '../../../shared/server/http/route-declarations.ts'

/**
 * Addresses of the app's screens: all of them are the same page, which looks up by itself what to show. Patterns and
 * not one for all, so that the log tells screens apart and knows nothing more, and so that other addresses are missing.
 */
export const appPaths = [
  '/',
  '/badges/:id',
  '/receive',
  '/present',
  '/scan',
  '/code',
  '/add',
  '/cv',
  '/cv/:id',
  '/s',
  '/history',
  '/find',
  '/you',
  '/you/safety',
  '/restore',
] as const

export const appPageDeclarations: readonly RouteDeclaration[] = appPaths.map((path) => ({
  path,
  methods: ['GET'],
  errors: 'page',
}))

export function appPages(app: Express, files: PublicDocuments): void {
  for (const path of appPaths) {
    app.get(path, (request, response, next) => {
      request.url = '/index.html'
      if (!files.answer(request, response)) next()
    })
  }
}
