import type { Express } from 'express'
import type { PublicDocuments } from '../../shared/server/documents/public-documents.ts'
import type { Publisher } from './publisher.ts'

/**
 * Stands after every other route. A node looks for what the others have published every few seconds, and a badge can
 * be in a verifier's hands sooner: its status list must not be missing there.
 */
export function publishedRoutes(
  app: Express,
  { publisher, documents }: { publisher: Pick<Publisher, 'find'>; documents: PublicDocuments },
): void {
  app.use(async (request, response, next) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    const isFound = isRead && (await publisher.find(request.path))
    if (!isFound || !documents.answer(request, response)) next()
  })
}
