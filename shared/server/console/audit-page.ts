import type { Request, Response } from 'express'
import type { EntitySchema } from 'typeorm'
import { z } from 'zod'
import { isMessageKey, translate, translateLoosely } from '../../i18n/catalogue.ts'
import type { Database } from '../../node/database/database.ts'
import type { DeriveBytes } from '../../node/kms/installation-secret.ts'
import type { AuditLine } from '../audit-entry.ts'
import { createCursorCodec, pageOf } from '../cursor.ts'
import { consolePage } from './console-page.ts'

const pageSize = 50

/** What was deleted or taken back has no page any more. */
const ends = /\.(deleted|withdrawn)$/

/** Answers with what was done, the newest first. Pseudonyms only. */
export async function showAudit<Row extends AuditLine>(
  request: Request,
  response: Response,
  ports: {
    database: Database
    derive: DeriveBytes
    entity: EntitySchema<Row>
    /** Whose entries: the value of that column. */
    column: keyof Row & string
    owner: string
    /** Key of the words for an action. What an earlier version wrote may have none: then the action stands there. */
    wordsFor(action: string): string
    /** The page of what an entry is about, where it has one. */
    hrefFor?(entry: { action: string; subject: string }): string | undefined
  },
): Promise<void> {
  const { database, derive, entity, column, owner, wordsFor, hrefFor } = ports
  const codec = createCursorCodec({
    key: derive('cursor'),
    list: `audit ${owner}`,
    position: z.object({ at: z.string(), id: z.string() }),
  })
  const { after } = request.query
  const position = typeof after === 'string' ? codec.decode(after) : undefined
  const query = database.reader
    .createQueryBuilder(entity, 'entry')
    .where(`entry.${column} = :owner`, { owner })
    .orderBy('entry.at', 'DESC')
    .addOrderBy('entry.id', 'DESC')
  if (position !== undefined) query.andWhere('(entry.at, entry.id) < (:at, :id)', position)
  const rows = await query.limit(pageSize + 1).getMany()
  const { items, nextCursor } = pageOf(rows, {
    limit: pageSize,
    codec,
    positionOf: ({ at, id }) => ({ at, id }),
  })
  const gone = new Set(
    items.filter(({ action }) => ends.test(action)).map(({ subject }) => subject),
  )
  consolePage(
    response,
    'audit.njk',
    {
      entries: items.map((line) => ({
        ...viewOf(line, wordsFor(line.action)),
        href: gone.has(line.subject) ? undefined : hrefFor?.(line),
      })),
      more: nextCursor && `${request.path}?after=${encodeURIComponent(nextCursor)}`,
    },
    { title: translate('en', 'console.area.audit'), area: 'audit' },
  )
}

function viewOf({ actor, action, subject, detail, at }: AuditLine, key: string) {
  // what writes the entry makes it of an object
  const entries = Object.entries(JSON.parse(detail) as Record<string, unknown>)
  return {
    at,
    actor,
    action: isMessageKey(key) ? translateLoosely('en', key) : action,
    subject,
    detail: entries.map(([name, value]) => wordsOf(name, String(value))).join(', '),
  }
}

/** Of a sign-in by which way; the rest are the names and ids of the record itself. */
function wordsOf(name: string, value: string): string {
  const way = `staff.way.${value}`
  const isWay = name === 'way' && isMessageKey(way)
  return isWay
    ? `${translate('en', 'staff.account.way')}: ${translateLoosely('en', way)}`
    : `${name}: ${value}`
}
