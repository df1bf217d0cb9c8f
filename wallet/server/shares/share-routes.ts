import type { Express, Request } from 'express'
import { AppError } from '../../../shared/errors/app-error.ts'
import {
  maxShareBytes,
  sharePath,
  sharesPath,
  zShareLifetime,
} from '../../../shared/sealed/share-api.ts'
import { zOpaqueId } from '../../../shared/sealed/vault-copy-api.ts'
import { parseBody } from '../../../shared/server/http/parse-body.ts'
import type { RouteDeclaration } from '../../../shared/server/http/route-declarations.ts'
import { readSealedBody } from '../sealed-body.ts'
import type { SealedQuota } from '../sealed-quota.ts'
import { tokenOf } from '../secret-token.ts'
import type { ShareStore } from './share-store.ts'

export const shareDeclarations: readonly RouteDeclaration[] = [
  {
    path: sharesPath,
    methods: ['POST'],
    errors: 'problem',
    maxBodyBytes: maxShareBytes,
    takesBytes: true,
  },
  { path: sharePath, methods: ['GET', 'DELETE'], errors: 'problem', isOpenToAllOrigins: true },
]

export type ShareServices = { shares: ShareStore; quota: SealedQuota; clock: () => Date }

/** Ciphertext for whoever has the link. Who opens it is not noted anywhere. */
export function shareRoutes(app: Express, { shares, quota, clock }: ShareServices): void {
  app.post(sharesPath, async (request, response) => {
    const { expiresInSeconds } = parseBody(zShareLifetime, request.query)
    const sealed = readSealedBody(request.body)
    await quota.claim({ address: request.ip ?? '', bytes: sealed.length }, response)
    const expiresAt = new Date(clock().getTime() + expiresInSeconds * 1_000).toISOString()
    response.status(201).json(await shares.add(sealed, expiresAt))
  })

  app.get(sharePath, async (request, response) => {
    const share = await shares.find(idOf(request))
    if (share === undefined) throw new AppError('not_found', 'There is nothing under this link')
    if (share.state === 'withdrawn') {
      throw new AppError('share_withdrawn', 'Who shared this took it back')
    }
    if (share.state === 'expired') throw new AppError('share_expired', 'The time of this is over')
    response
      .set('Expires', new Date(share.expiresAt).toUTCString())
      .type('application/octet-stream')
      .send(Buffer.from(share.sealed))
  })

  app.delete(sharePath, async (request, response) => {
    const outcome = await shares.withdraw(idOf(request), tokenOf(request))
    if (outcome === 'forbidden') {
      throw new AppError('forbidden', 'This is withdrawn with another token')
    }
    if (outcome === 'absent') throw new AppError('not_found', 'There is nothing under this link')
    response.status(204).end()
  })
}

function idOf({ params }: Request): string {
  return parseBody(zOpaqueId, params.id)
}
