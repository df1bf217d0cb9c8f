import { createHmac, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import { AppError } from '../errors/app-error.ts'

/** Turns the position in a keyset-paged list into an opaque text and back. */
export type CursorCodec<Position> = {
  encode(position: Position): string
  /** @throws AppError cursor_malformed when it was not made here for this list */
  decode(text: string): Position
}

/**
 * @param options.key secret shared by all nodes; at least 16 bytes
 * @param options.list names the list, so that a cursor of one is not taken for another's
 * @param options.position shape of a position: the values of the sort columns of the last row shown
 */
export function createCursorCodec<Schema extends z.ZodType>(options: {
  key: Uint8Array
  list: string
  position: Schema
}): CursorCodec<z.infer<Schema>> {
  const { key, list, position } = options
  const tagOf = (body: Buffer) =>
    createHmac('sha256', key).update(`${list}\n`).update(body).digest().subarray(0, 16)
  return {
    encode(value) {
      const body = Buffer.from(JSON.stringify(value))
      return Buffer.concat([tagOf(body), body]).toString('base64url')
    },
    decode(text) {
      const bytes = Buffer.from(text, 'base64url')
      const [tag, body] = [bytes.subarray(0, 16), bytes.subarray(16)]
      if (
        tag.length < 16 ||
        bytes.toString('base64url') !== text ||
        !timingSafeEqual(tag, tagOf(body))
      ) {
        throw new AppError(
          'cursor_malformed',
          'This cursor is not one of this list. Begin without it',
        )
      }
      return position.parse(JSON.parse(body.toString('utf8')))
    },
  }
}

export type Page<Item> = { items: Item[]; nextCursor?: string }

/**
 * A page of a list from rows read with `limit + 1`: the one too many says that there is a next page.
 */
export function pageOf<Row, Position>(
  rows: readonly Row[],
  options: { limit: number; codec: CursorCodec<Position>; positionOf: (row: Row) => Position },
): Page<Row> {
  const items = rows.slice(0, options.limit)
  const last = items.at(-1)
  if (rows.length <= options.limit || last === undefined) return { items }
  return { items, nextCursor: options.codec.encode(options.positionOf(last)) }
}
