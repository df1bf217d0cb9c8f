import type { Express, Request, Response } from 'express'
import { AppError } from '../../../shared/errors/app-error.ts'
import {
  counterHeader,
  maxVaultCopyBytes,
  vaultCopyPath as path,
  versionsHeader,
  zCounter,
  zOpaqueId,
} from '../../../shared/sealed/vault-copy-api.ts'
import { parseBody } from '../../../shared/server/http/parse-body.ts'
import type { RouteDeclaration } from '../../../shared/server/http/route-declarations.ts'
import { readSealedBody } from '../sealed-body.ts'
import type { SealedQuota } from '../sealed-quota.ts'
import { tokenOf } from '../secret-token.ts'
import type { VaultCopyStore } from './vault-copy-store.ts'

export const vaultCopyDeclarations: readonly RouteDeclaration[] = [
  {
    path,
    methods: ['GET', 'PUT', 'DELETE'],
    errors: 'problem',
    maxBodyBytes: maxVaultCopyBytes,
    takesBytes: true,
  },
]

export type VaultCopyServices = { vaultCopies: VaultCopyStore; quota: SealedQuota }

/** Ciphertext comes and goes. Whose it is, and who asks, is not noted anywhere. */
export function vaultCopyRoutes(app: Express, { vaultCopies, quota }: VaultCopyServices): void {
  app.put(path, async (request, response) => {
    const id = idOf(request)
    const token = tokenOf(request)
    const before = counterBefore(request)
    const counter = counterOf(request.get(counterHeader), counterHeader)
    const sealed = readSealedBody(request.body)
    await quota.claim({ address: request.ip ?? '', bytes: sealed.length }, response)
    const put = await vaultCopies.put({ id, token, before, counter, sealed })
    if (put.outcome === 'kept') {
      response.status(204).set('ETag', `"${counter}"`).end()
      return
    }
    if (put.outcome === 'forbidden') throw wrongToken()
    if (put.counter !== undefined) response.set(counterHeader, String(put.counter))
    throw put.outcome === 'stale'
      ? new AppError('vault_counter_stale', 'The counter of a copy is above the one before it')
      : new AppError('vault_copy_changed', 'Another copy came meanwhile: read it first')
  })

  app.get(path, async (request, response) => {
    const { version } = request.query
    const copy = await vaultCopies.find(
      idOf(request),
      version === undefined ? undefined : counterOf(version, 'version'),
    )
    if (copy === undefined) throw new AppError('not_found', 'There is no copy under this id')
    response
      .set({
        ETag: `"${copy.counter}"`,
        [counterHeader]: String(copy.counter),
        [versionsHeader]: copy.versions.join(', '),
        'Last-Modified': new Date(copy.day).toUTCString(),
      })
      .type('application/octet-stream')
      .send(Buffer.from(copy.sealed))
  })

  app.delete(path, async (request, response) => {
    const outcome = await vaultCopies.remove(idOf(request), tokenOf(request))
    if (outcome === 'forbidden') throw wrongToken()
    if (outcome === 'absent') throw new AppError('not_found', 'There is no copy under this id')
    endWithNothing(response)
  })
}

function endWithNothing(response: Response): void {
  response.status(204).end()
}

function idOf({ params }: Request): string {
  return parseBody(zOpaqueId, params.id)
}

function counterOf(text: unknown, name: string): number {
  const counter = zCounter.safeParse(text)
  if (counter.success) return counter.data
  throw new AppError('request_malformed', `${name}: must be a whole number above 0`)
}

/** @see RFC 9110 section 13.1 */
function counterBefore(request: Request): number | undefined {
  const [ifMatch, ifNoneMatch] = [request.get('If-Match'), request.get('If-None-Match')]
  if (ifMatch === undefined && ifNoneMatch === '*') return undefined
  if (ifMatch !== undefined && ifNoneMatch === undefined) {
    return counterOf(/^"(\d+)"$/.exec(ifMatch)?.[1], 'If-Match')
  }
  throw new AppError(
    'request_malformed',
    'Say what the copy follows: If-Match with the counter before, or If-None-Match: * for the first',
  )
}

function wrongToken(): AppError {
  return new AppError('forbidden', 'This copy is written and deleted with another token')
}
