import { z } from 'zod'
import { everywhere } from '../access.ts'
import { apiKeyOf } from '../api-keys.ts'
import type { ApiKeyRow } from '../api-schema.ts'
import { createCursorCodec, pageOf } from '../cursor.ts'
import type { GuardedRoute } from '../guarded-routes.ts'
import { runOnce } from '../idempotency.ts'
import { readListQuery, zListQuery } from '../list-query.ts'
import { parseBody } from '../parse-body.ts'
import { partParameterOf, roomRoutes } from '../room-routes.ts'
import { zKeyInput } from './api-key.ts'
import type { ApiKeyPorts } from './key-ports.ts'
import { getKey, listKeys, makeKey, newKey, revokeKey } from './key-store.ts'

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

/**
 * API keys for programs.
 * @param at.path with a parameter where they are of a part of the application
 */
export function keyApiRoutes<Permission extends string>(
  ports: ApiKeyPorts,
  at: { path: string; permission: Permission },
): GuardedRoute<Permission>[] {
  const { database, isScope, permissionsIn, cursorKey } = ports
  const { reader } = database
  const route = roomRoutes({ ...at, errors: 'problem', tag: 'api-keys', isScope })
  const described = zKeyInput(
    permissionsIn(partParameterOf(at.path) === undefined ? everywhere : 'any'),
  )
  const codec = createCursorCodec({
    key: cursorKey,
    list: 'api-keys',
    position: z.object({ scope: z.string(), createdAt: z.string(), id: z.string() }),
  })
  const viewOf = (row: ApiKeyRow, scope: string): z.infer<typeof zKey> => {
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

  return [
    route(
      'GET',
      '',
      async (request, response, { scope }) => {
        const { cursor, limit } = readListQuery(request.query)
        const after = cursor === undefined ? undefined : codec.decode(cursor)
        const rows = await listKeys(reader, scope, { after, limit: limit + 1 })
        const { items, nextCursor } = pageOf(rows, {
          limit,
          codec,
          positionOf: ({ createdAt, id }) => ({ scope, createdAt, id }),
        })
        response.json({
          apiKeys: items.map((row) => viewOf(row, scope)),
          ...(nextCursor !== undefined && { nextCursor }),
        })
      },
      {
        summary: 'The API keys, the newest first',
        query: zListQuery,
        answer: z.object({ apiKeys: z.array(zKey), nextCursor: z.string().optional() }),
      },
    ),
    route(
      'POST',
      '',
      async (request, response, { scope, access }) => {
        const input = parseBody(described, request.body)
        const { text, id } = newKey()
        // the key is a secret, and is not kept with the answer
        const { body, isReplayed } = await runOnce(ports, request, response, async (tx) => {
          await makeKey(tx, { input, scope, access, id, text }, ports)
          return { status: 201, body: id }
        })
        const row = await getKey(reader, scope, String(body))
        response.status(201).json({ ...viewOf(row, scope), ...(!isReplayed && { key: text }) })
      },
      {
        summary: 'Make an API key',
        body: described,
        answer: zKeyMade,
        status: 201,
        takesIdempotencyKey: true,
      },
    ),
    route(
      'GET',
      '/:key',
      async (request, response, { scope }) => {
        response.json(viewOf(await getKey(reader, scope, String(request.params.key)), scope))
      },
      { summary: 'One API key', answer: zKey },
    ),
    route(
      'POST',
      '/:key/revoke',
      async (request, response, { scope, access: { actorId } }) => {
        parseBody(z.strictObject({}), request.body ?? {})
        const id = String(request.params.key)
        const row = await getKey(reader, scope, id)
        await database.transact((tx) => revokeKey(tx, { id, scope, actorId }, ports))
        ports.forgetKeys()
        response.json(viewOf(row, scope))
      },
      {
        summary: 'Revoke an API key, and those that were made with it',
        body: z.strictObject({}),
        answer: zKey,
      },
    ),
  ]
}
