import type { Request, Response } from 'express'
import { AppError } from '../../errors/app-error.ts'
import { insertIfAbsent } from '../../node/database/insert-if-absent.ts'
import type { DeriveBytes } from '../../node/kms/installation-secret.ts'
import { type KeyEncryptionKey, keyEncryptionKeyFrom } from '../../node/kms/key-encryption.ts'
import { openJson, sealJson } from '../../node/kms/sealed-json.ts'
import { idempotencyKeyEntity } from '../api/api-schema.ts'
import {
  assertSameRequest,
  type IdempotencyPorts,
  idempotentRequestOf,
} from '../api/idempotency.ts'
import type { GuardedRoute } from '../guarded-routes.ts'

export type RememberedPorts = IdempotencyPorts & { derive: DeriveBytes }

/**
 * Lets every POST of the API that does not do so in its own transaction take an `Idempotency-Key`: the key is taken
 * before the work and the answer kept, sealed, after it. Where the process ended in between, nobody knows how far the
 * work came: the same key is then refused, and the client looks before it asks again.
 */
export function rememberingAnswers<Permission extends string>(
  routes: readonly GuardedRoute<Permission>[],
  ports: RememberedPorts,
): GuardedRoute<Permission>[] {
  const sealed = { ...ports, sealingKey: keyEncryptionKeyFrom(ports.derive('remembered-answer')) }
  return routes.map((route) => {
    const { method, description, handler, takesFiles } = route
    const isOpen = method === 'POST' && description !== undefined && takesFiles !== true
    if (!isOpen || description.takesIdempotencyKey) return route
    return {
      ...route,
      description: { ...description, takesIdempotencyKey: true },
      async handler(request, response, access) {
        const taken = await takeKey(request, response, sealed)
        if (taken === 'answered') return
        if (taken === undefined) return handler(request, response, access)
        response.locals.isAnswerRemembered = true
        const told = rememberWhatIsTold(response)
        try {
          await handler(request, response, access)
        } catch (error) {
          // nothing was done, so that the same key may be tried again
          await ports.database.transact((tx) => tx.delete(idempotencyKeyEntity, taken))
          throw error
        }
        await keep(taken, told(), sealed)
      },
    }
  })
}

type SealingPorts = RememberedPorts & { sealingKey: KeyEncryptionKey }
type Taken = { scope: string; key: string }
type Told = { status: number; body: unknown }

/** Stands in the place of a status while the work goes on. */
export const unfinished = 0

async function takeKey(
  request: Request,
  response: Response,
  { database, clock, sealingKey }: SealingPorts,
): Promise<Taken | 'answered' | undefined> {
  const asked = idempotentRequestOf(request, response)
  if (asked === undefined) return undefined
  const { scope, key } = asked
  const taken = { scope, key }
  const row = { ...asked, status: unfinished, body: '' }
  const isFirst = await database.transact((tx) =>
    insertIfAbsent(tx, idempotencyKeyEntity, { ...row, createdAt: clock().toISOString() }),
  )
  if (isFirst) return taken
  const kept = await database.reader.findOneBy(idempotencyKeyEntity, taken)
  if (kept !== null) assertSameRequest(kept, asked)
  if (kept === null || kept.status === unfinished) {
    throw new AppError(
      'idempotency_key_in_use',
      'The request with this Idempotency-Key is not finished, or was cut short. Wait a little and send it again; if it stays so, look what came of it and send a new key',
    )
  }
  response.set('Idempotency-Replayed', 'true').status(kept.status)
  const body = openBody(kept.body, taken, sealingKey)
  if (body === undefined) response.end()
  else response.json(body)
  return 'answered'
}

function rememberWhatIsTold(response: Response): () => Told {
  let body: unknown
  const tell = response.json.bind(response)
  response.json = (value: unknown) => {
    body = value
    return tell(value)
  }
  return () => ({ status: response.statusCode, body })
}

async function keep(
  taken: Taken,
  { status, body }: Told,
  { database, sealingKey }: SealingPorts,
): Promise<void> {
  const sealed = sealBody(body, taken, sealingKey)
  await database.transact((tx) => tx.update(idempotencyKeyEntity, taken, { status, body: sealed }))
}

const contextOf = ({ scope, key }: Taken) => ({
  owner: 'idempotency-key',
  keyId: `${scope}:${key}`,
})

/** An answer can name people and hold links, so it rests sealed for its day. */
function sealBody(body: unknown, taken: Taken, by: KeyEncryptionKey): string {
  return body === undefined ? '' : sealJson(body, by, contextOf(taken))
}

function openBody(sealed: string, taken: Taken, by: KeyEncryptionKey): unknown {
  return sealed === '' ? undefined : openJson(sealed, by, contextOf(taken))
}
