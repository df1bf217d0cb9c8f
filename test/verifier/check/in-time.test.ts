import { describe, expect, test } from 'vitest'
import { inTime } from '../../../verifier/check/in-time.ts'

const soon = { maxMilliseconds: 10_000, late: 'late' }

describe('inTime', () => {
  test('gives the answer that comes in time', async () => {
    expect(await inTime(Promise.resolve('answer'), soon)).toBe('answer')
  })

  test('says that it took too long, whatever the rest does', async () => {
    const never = new Promise<string>(() => {})
    expect(await inTime(never, { maxMilliseconds: 5, late: 'late' })).toBe('late')
  })

  test('lets a fault through', async () => {
    const fault = new TypeError('a bug')
    await expect(inTime(Promise.reject(fault), soon)).rejects.toBe(fault)
  })
})
