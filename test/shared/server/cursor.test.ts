import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createCursorCodec, pageOf } from '../../../shared/server/cursor.ts'

const key = new Uint8Array(32).fill(7)
const position = z.tuple([z.string(), z.string()])
const codec = createCursorCodec({ key, list: 'awards of hove', position })
const cursor = codec.encode(['2026-11-22T10:00:00Z', 'award-1'])

describe('createCursorCodec', () => {
  test('gives back the position it was given', () => {
    expect(codec.decode(cursor)).toEqual(['2026-11-22T10:00:00Z', 'award-1'])
  })

  test('refuses every cursor that differs in one character', () => {
    const changed = [...cursor].map((letter, place) => {
      const other = letter === 'A' ? 'B' : 'A'
      return cursor.slice(0, place) + other + cursor.slice(place + 1)
    })
    const accepted = changed.filter((text) => {
      try {
        codec.decode(text)
        return true
      } catch {
        return false
      }
    })
    expect(accepted).toEqual([])
  })

  test.each([
    ['nothing', ''],
    ['too little', cursor.slice(0, 10)],
    ['more', `${cursor}A`],
    ['padding', `${cursor}=`],
    ['a line break', `${cursor}\n`],
    ['JSON', '["2026","x"]'],
    [
      'a cursor of another list',
      createCursorCodec({ key, list: 'awards of brighton', position }).encode(['a', 'b']),
    ],
    [
      'a cursor of another key',
      createCursorCodec({ key: new Uint8Array(32), list: 'awards of hove', position }).encode([
        'a',
        'b',
      ]),
    ],
  ])('refuses %s', (_name, text) => {
    expect(() => codec.decode(text)).toThrow(
      expect.objectContaining({ code: 'cursor_malformed', status: 400 }),
    )
  })
})

describe('pageOf', () => {
  const rows = [
    { at: 'a', id: '1' },
    { at: 'b', id: '2' },
    { at: 'c', id: '3' },
  ]
  const positionOf = (row: { at: string; id: string }): [string, string] => [row.at, row.id]

  test('keeps the limit and points behind the last row shown', () => {
    expect(pageOf(rows, { limit: 2, codec, positionOf })).toEqual({
      items: rows.slice(0, 2),
      nextCursor: codec.encode(['b', '2']),
    })
  })

  test.each([3, 10])('has no cursor on the last page of limit %i', (limit) => {
    expect(pageOf(rows, { limit, codec, positionOf })).toEqual({ items: rows })
  })

  test('has no cursor where there is nothing', () => {
    expect(pageOf([], { limit: 2, codec, positionOf })).toEqual({ items: [] })
  })
})
