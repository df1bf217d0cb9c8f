import { describe, expect, test } from 'vitest'
import type { CheckedGiven } from '../../../verifier/check/check-given.ts'
import { inTime } from '../../../verifier/check/in-time.ts'

const empty: CheckedGiven = { outcome: 'problem', problem: 'empty' }

describe('inTime', () => {
  test('gives the answer that comes in time', async () => {
    expect(await inTime(Promise.resolve(empty), 10_000)).toEqual(empty)
  })

  test('says that it took too long, whatever the rest does', async () => {
    const never = new Promise<CheckedGiven>(() => {})
    expect(await inTime(never, 5)).toEqual({ outcome: 'problem', problem: 'too-slow' })
  })

  test('lets a fault through', async () => {
    const fault = new TypeError('a bug')
    await expect(inTime(Promise.reject(fault), 10_000)).rejects.toBe(fault)
  })
})
