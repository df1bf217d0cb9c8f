import type { Request, Response } from 'express'
import { entityTagOf, isUnchanged } from '../../shared/server/documents/entity-tag.ts'
import type { PublicDocuments } from '../../shared/server/documents/public-documents.ts'

export type Representation = 'html' | 'json' | 'ld+json'

/**
 * What a public address answers with: a page for browsers, which name text/html, and data for programs, which name
 * a JSON type or nothing in particular. An address that ends in `.json` is data for everybody.
 */
export function representationFor(request: Request): Representation {
  if (request.path.endsWith('.json')) return 'json'
  const best = request.accepts(['application/ld+json', 'application/json', 'text/html'])
  if (best === 'text/html') return 'html'
  return best === 'application/json' ? 'json' : 'ld+json'
}

const maxAgeSeconds = 60

/**
 * Answers with public data that caches may keep for a minute, or with 304 where the client has it.
 * @param documents to answer the same questions of the next seconds at once
 */
export function sendPublicJson(
  request: Request,
  response: Response,
  value: object,
  type: 'json' | 'ld+json' = 'json',
  documents?: Pick<PublicDocuments, 'pass'>,
): void {
  const body = JSON.stringify(value)
  const etag = entityTagOf(body)
  const mediaType = `application/${type}; charset=utf-8`
  documents?.pass(request, { body, contentType: mediaType, maxAgeSeconds, isByType: true })
  response.set({ ETag: etag, 'Cache-Control': `public, max-age=${maxAgeSeconds}` })
  response.vary('Accept')
  if (isUnchanged(request.get('If-None-Match'), etag)) {
    response.status(304).end()
    return
  }
  response.type(mediaType).send(body)
}
