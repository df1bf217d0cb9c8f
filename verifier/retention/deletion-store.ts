import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { createCursorCodec, type Page, pageOf } from '../../shared/server/cursor.ts'
import { candidateEntity } from '../candidates/candidate-schema.ts'
import type { Deletion } from './deletion.ts'
import { type DeletionRow, deletionEntity } from './deletion-schema.ts'

export type ListedDeletion = Pick<Deletion, 'deletedAt' | 'why' | 'counts'> & {
  id: string
  by?: string
  /** Absent until it is overwritten on the disk too. */
  statement?: string
}

/** What an organisation deleted, the newest first. @throws AppError cursor_malformed */
export async function listDeletions(
  { organisation, cursor, limit }: { organisation: string; cursor?: string; limit: number },
  { reader, derive }: { reader: Reader; derive: DeriveBytes },
): Promise<Page<ListedDeletion>> {
  const codec = createCursorCodec({
    key: derive('cursor'),
    list: `deletions ${organisation}`,
    position: z.object({ deletedAt: z.string(), id: z.string() }),
  })
  const query = reader
    .createQueryBuilder(deletionEntity, 'deletion')
    .where('deletion.organisation = :organisation', { organisation })
    .orderBy('deletion.deletedAt', 'DESC')
    .addOrderBy('deletion.id', 'DESC')
  if (cursor !== undefined) {
    query.andWhere('(deletion.deletedAt, deletion.id) < (:deletedAt, :id)', codec.decode(cursor))
  }
  const rows = await query.limit(limit + 1).getMany()
  const { items, nextCursor } = pageOf(rows, {
    limit,
    codec,
    positionOf: ({ deletedAt, id }) => ({ deletedAt, id }),
  })
  return { items: items.map(listed), ...(nextCursor !== undefined && { nextCursor }) }
}

/** The signed statement. @throws AppError not_found, also while the disk still holds what was deleted */
export async function getStatement(
  reader: Reader,
  { organisation, id }: { organisation: string; id: string },
): Promise<string> {
  const row = await reader.findOneBy(deletionEntity, { organisation, id })
  if (row !== null && row.statement !== null) return row.statement
  throw new AppError('not_found', 'There is no proof of deletion with this id, or not yet')
}

/** When the next candidate's time is over. */
export async function findNextDue(
  reader: Reader,
  organisation: string,
): Promise<string | undefined> {
  const next = await reader.findOne(candidateEntity, {
    select: { organisation: true, id: true, deleteAfter: true },
    where: { organisation },
    order: { deleteAfter: 'ASC' },
  })
  return next?.deleteAfter
}

function listed({ id, deletedAt, why, deletedBy, content, statement }: DeletionRow) {
  // noteDeletion() wrote both; nothing else writes this table
  const { counts } = JSON.parse(content) as Pick<Deletion, 'counts'>
  return {
    ...{ id, deletedAt, why: why as Deletion['why'], counts },
    ...(deletedBy !== null && { by: deletedBy }),
    ...(statement !== null && { statement }),
  }
}
