import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  createWallSecrets,
  instantOf,
  readCode,
  wallStateOf,
} from '../../../issuer/wall-codes/wall-code.ts'

const secrets = createWallSecrets((...words) =>
  createHmac('sha256', 'test').update(JSON.stringify(words)).digest(),
)
const wall = { provider: 'harbour-youth', id: 'one' }
const at = (time: string) => new Date(`2026-11-22T${time}Z`)

describe('createWallSecrets', () => {
  test('takes what stands on the screen, and what stood there before it, and nothing else', () => {
    const tag = secrets.tagAt(wall, at('10:00:10'))
    const isGood = (time: string) => secrets.isTagOf(wall, tag, at(time))
    expect(['10:00:00', '10:00:29', '10:00:59'].map(isGood)).toEqual([true, true, true])
    expect(['10:01:00', '09:59:59'].map(isGood)).toEqual([false, false])
    expect(secrets.isTagOf({ ...wall, id: 'two' }, tag, at('10:00:10'))).toBe(false)
    expect(secrets.isTagOf(wall, '', at('10:00:10'))).toBe(false)
  })

  test('makes places that end and that nobody else can make', () => {
    const entry = secrets.entryFor(wall, 'use', at('10:00:00'))
    const isGood = (changes: object, time = '10:05:00', key = wall) =>
      secrets.isEntryOf(key, { ...entry, ...changes }, at(time))
    expect(isGood({})).toBe(true)
    expect(isGood({}, '10:10:01')).toBe(false)
    expect(isGood({ until: entry.until + 60 })).toBe(false)
    expect(isGood({ use: 'other' })).toBe(false)
    expect(isGood({ seal: '' })).toBe(false)
    expect(isGood({}, '10:05:00', { ...wall, provider: 'dock-makers' })).toBe(false)
  })
})

describe('readCode', () => {
  test.each([
    ['ABCDE12345', { code: 'ABCDE12345' }],
    ['abcde-12345', { code: 'ABCDE12345' }],
    ['OBCDEIL345', { code: '0BCDE11345' }],
    ['ABCDE12345.ABC123', { code: 'ABCDE12345', tag: 'ABC123' }],
    ['ABCDE1234', undefined],
    ['ABCDE12345.', undefined],
    ['ABCDE12345.ABC123.X', undefined],
    ['ABCDEU2345', undefined],
    ['', undefined],
  ])('reads %j', (text, read) => {
    expect(readCode(text)).toEqual(read)
  })
})

describe('instantOf', () => {
  test.each([
    ['2026-11-22', '18:30', '2026-11-22T18:30:00.000Z'],
    ['2026-07-01', '18:30', '2026-07-01T17:30:00.000Z'],
  ])('%s %s in the city is %s', (day, time, instant) => {
    expect(instantOf(day, time)).toBe(instant)
  })
})

describe('wallStateOf', () => {
  const window = { opensAt: '2026-11-22T09:00:00.000Z', closesAt: '2026-11-22T10:00:00.000Z' }
  test.each([
    ['08:59:59', 0, 'early'],
    ['09:00:00', 0, 'open'],
    ['09:30:00', 2, 'full'],
    ['10:00:00', 2, 'over'],
  ])('%s with %i of 2 taken: %s', (time, uses, state) => {
    expect(wallStateOf({ ...window, cap: 2, uses }, at(time))).toBe(state)
  })
})
