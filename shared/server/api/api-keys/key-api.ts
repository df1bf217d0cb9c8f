import { z } from 'zod'
import { everywhere, type Scope } from '../../access.ts'
import type { GuardedRoute } from '../../guarded-routes.ts'
import { parseBody } from '../../http/parse-body.ts'
import { readListQuery, zListQuery } from '../../list-query.ts'
import { partParameterOf, type RoomVisit, roomRoutes } from '../../room-routes.ts'
import { apiKeyOf } from '../api-keys.ts'
import type { ApiKeyRow } from '../api-schema.ts'
import { runOnce } from '../idempotency.ts'
import { type KeyInput, zKeyInput } from './api-key.ts'
import type { ApiKeyPorts } from './key-ports.ts'
import { getKey, makeKey, newKey, revokeKey } from './key-store.ts'
import { readKeys } from './keys-page.ts'

const zKey = z.object({
  id: z.string(),
  name: z.string(),
  permissions: z.array(z.string()),
  /** The last characters of its text. */
  hint: z.string().optional(),
  createdAt: z.string(),
  createdBy: z.string().optional(),
  expiresAt: z.string().optional(),
  usedOn: z.string().optional(),
})

/** The key itself is told once, to who makes it. */
const zKeyMade = zKey.extend({ key: z.string().optional() })

const zKeys = z.object({ apiKeys: z.array(zKey), nextCursor: z.string().optional() })
const zNothing = z.strictObject({})

type Visit = RoomVisit<ApiKeyPorts>

/**
 * API keys for programs.
 * @param at.path with a parameter where they are of a part of the application
 */
export function keyApiRoutes<Permission extends string>(
  ports: ApiKeyPorts,
  at: { path: string; permission: Permission },
): GuardedRoute<Permission>[] {
  const route = roomRoutes({ ...at, errors: 'problem', tag: 'api-keys' }, ports)
  const isOfPart = partParameterOf(at.path) !== undefined
  const zInput = zKeyInput(ports.permissionsIn(isOfPart ? 'any' : everywhere))

  return [
    route('GET', '', list, {
      summary: 'The API keys, the newest first',
      query: zListQuery,
      answer: zKeys,
    }),
    route('POST', '', (visit) => make(visit, parseBody(zInput, visit.request.body)), {
      ...{ summary: 'Make an API key', body: zInput, answer: zKeyMade },
      ...{ status: 201, takesIdempotencyKey: true },
    }),
    route('GET', '/:key', read, { summary: 'One API key', answer: zKey }),
    route('POST', '/:key/revoke', revoke, {
      summary: 'Revoke an API key, and those that were made with it',
      body: zNothing,
      answer: zKey,
    }),
  ]
}

async function list({ request, response, scope, ports }: Visit) {
  const { items, nextCursor } = await readKeys({ scope, ...readListQuery(request.query) }, ports)
  response.json({
    apiKeys: items.map((row) => viewOf(row, scope, ports)),
    ...(nextCursor !== undefined && { nextCursor }),
  })
}

async function make({ request, response, scope, access, ports }: Visit, input: KeyInput) {
  const { text, id } = newKey()
  // the key is a secret, and is not kept with the answer
  const { body, isReplayed } = await runOnce(ports, request, response, async (tx) => {
    await makeKey(tx, { input, scope, access, id, text }, ports)
    return { status: 201, body: id }
  })
  const row = await getKey(ports.database.reader, scope, String(body))
  response.status(201).json({ ...viewOf(row, scope, ports), ...(!isReplayed && { key: text }) })
}

async function read({ request, response, scope, ports }: Visit) {
  const row = await getKey(ports.database.reader, scope, String(request.params.key))
  response.json(viewOf(row, scope, ports))
}

async function revoke({ request, response, scope, access: { actorId }, ports }: Visit) {
  parseBody(zNothing, request.body ?? {})
  const id = String(request.params.key)
  const row = await getKey(ports.database.reader, scope, id)
  await ports.database.transact((tx) => revokeKey(tx, { id, scope, actorId }, ports))
  ports.forgetKeys()
  response.json(viewOf(row, scope, ports))
}

function viewOf(
  row: ApiKeyRow,
  scope: Scope,
  { permissionsIn }: Pick<ApiKeyPorts, 'permissionsIn'>,
): z.infer<typeof zKey> {
  const { id, name, permissions, usedOn, expiresAt } = apiKeyOf(row)
  return {
    id,
    name,
    permissions: [...(permissions ?? permissionsIn(scope))],
    ...(row.hint !== null && { hint: row.hint }),
    createdAt: row.createdAt,
    ...(row.createdBy !== null && { createdBy: row.createdBy }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(usedOn !== undefined && { usedOn }),
  }
}
