import type { Express } from 'express'
import type { VerifySignature } from '../../../shared/credential/signer.ts'
import type { Did } from '../../../shared/did/did.ts'
import { didWebFromUrl } from '../../../shared/did/did-web.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import { isUnchanged } from '../../../shared/server/documents/entity-tag.ts'
import { createRateLimiter, limitRate, takeTry } from '../../../shared/server/http/rate-limiter.ts'
import type { RouteDeclaration } from '../../../shared/server/http/route-declarations.ts'
import { changeDocument } from './change-document.ts'
import type { HostedDocumentStore } from './hosted-document-store.ts'

const path = '/people/:name/did.json'

/** A statement holds the document in base64url and a signature. */
const maxStatementBytes = 16_384

export const peopleDeclarations: readonly RouteDeclaration[] = [
  {
    path,
    methods: ['GET', 'PUT'],
    errors: 'problem',
    isOpenToAllOrigins: true,
    maxBodyBytes: maxStatementBytes,
  },
]

export type PeopleServices = {
  publicUrl: string
  documents: HostedDocumentStore
  verifySignature: VerifySignature
  clock: () => Date
}

/** Learners' did:web documents. Who asks for one, and who changes one, is not noted anywhere. */
export function peopleRoutes(app: Express, services: PeopleServices): void {
  const { publicUrl, documents, verifySignature, clock } = services

  app.get(path, async (request, response) => {
    const name = parseName(request.params.name)
    const document = await documents.find(name)
    if (document === undefined) throw new AppError('not_found', 'Nobody here has this name')
    const etag = `"${document.version}"`
    response.set({ ETag: etag, 'Cache-Control': 'public, max-age=60' })
    if (isUnchanged(request.get('If-None-Match'), etag)) {
      response.status(304).end()
      return
    }
    response.type('application/did+json').send(document.text)
  })

  const perClient = createRateLimiter({ limit: 30, windowSeconds: 600, clock })
  // counted once the signature is verified: else anybody could keep the owner of a name from changing a stolen key
  const perName = createRateLimiter({ limit: 20, windowSeconds: 3_600, clock })
  app.put(path, limitRate(perClient), async (request, response) => {
    const name = parseName(request.params.name)
    const statement = parseStatement(request.body)
    const current = await documents.find(name)
    const next = await changeDocument(statement, current, {
      did: hostedDid(publicUrl, name),
      now: clock(),
      verifySignature,
    })
    takeTry(perName, name, response)
    await documents.replace(name, current, next)
    response
      .status(current === undefined ? 201 : 200)
      .set('ETag', `"${next.version}"`)
      .type('application/did+json')
      .send(next.text)
  })
}

function hostedDid(publicUrl: string, name: string): Did {
  return didWebFromUrl(`${publicUrl}/people/${name}`)
}

function parseName(name: unknown): string {
  if (typeof name === 'string' && /^[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])$/.test(name)) return name
  throw new AppError(
    'request_malformed',
    'A name is 3 to 40 characters: lower-case letters, digits and hyphens, no hyphen at the ends',
  )
}

function parseStatement(body: unknown): string {
  if (typeof body === 'string') return body.trim()
  throw new AppError(
    'unsupported_media_type',
    'Send the signed statement as application/jose (a compact JWS)',
  )
}
