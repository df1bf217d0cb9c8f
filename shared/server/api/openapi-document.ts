import type { PublicDocuments } from '../documents/public-documents.ts'
import type { GuardedRoute } from '../guarded-routes.ts'
import { tokenPath } from './api-keys/token-routes.ts'
import { describeApi, type OpenApiDocument } from './openapi.ts'

export const openApiPath = '/api/openapi.json'

const maxAgeSeconds = 300

/** @returns what makes the description, when it is first read: a server starts without it */
export function openApiOf(
  routes: readonly GuardedRoute[],
  { publicUrl, title }: { publicUrl: string; title: string },
): () => OpenApiDocument {
  let made: OpenApiDocument | undefined
  const about = {
    title,
    version: '1.0.0',
    description:
      'Everything that the console does, for programs. Send an API key, or a token that it was changed for, as `Authorization: Bearer <key>`.',
    tokenPath,
    url: publicUrl,
  }
  return () => {
    made ??= describeApi(routes, about)
    return made
  }
}

/** The description is the same for everybody, and open to every website. */
export function publishOpenApi(documents: PublicDocuments, read: () => OpenApiDocument): void {
  documents.set(openApiPath, () => ({
    body: JSON.stringify(read()),
    contentType: 'application/json',
    maxAgeSeconds,
  }))
}
