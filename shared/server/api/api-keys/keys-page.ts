import { z } from 'zod'
import type { Scope } from '../../access.ts'
import { createCursorCodec, type Page, pageOf } from '../../cursor.ts'
import type { ApiKeyRow } from '../api-schema.ts'
import type { ApiKeyPorts } from './key-ports.ts'
import { listKeys } from './key-store.ts'

const position = z.object({ scope: z.string(), createdAt: z.string(), id: z.string() })

/**
 * The living keys of a scope, the newest first.
 * @throws AppError cursor_malformed
 */
export async function readKeys(
  { scope, cursor, limit }: { scope: Scope; cursor?: string | undefined; limit: number },
  { database, cursorKey: key }: Pick<ApiKeyPorts, 'database' | 'cursorKey'>,
): Promise<Page<ApiKeyRow>> {
  const codec = createCursorCodec({ key, list: 'api-keys', position })
  const after = cursor === undefined ? undefined : codec.decode(cursor)
  const rows = await listKeys(database.reader, scope, { after, limit: limit + 1 })
  const positionOf = ({ createdAt, id }: ApiKeyRow) => ({ scope, createdAt, id })
  return pageOf(rows, { limit, codec, positionOf })
}
