import { describe, expect, it } from 'vitest'
import { createKeyMemory } from '../../../../../shared/server/api/api-keys/key-memory.ts'
import type { ApiKeyRow } from '../../../../../shared/server/api/api-schema.ts'
import { createTestClock } from '../../../../support/clock.ts'

const row: ApiKeyRow = {
  ...{ id: 'one', name: 'One', provider: null, hash: 'a'.repeat(64), hint: null },
  ...{ createdAt: '2026-11-22T10:00:00.000Z', revokedAt: null, permissions: null },
  ...{ expiresAt: null, usedOn: null, createdBy: null },
}

function count(answers: (ApiKeyRow | null)[]) {
  const asked = { times: 0 }
  const find = async () => {
    asked.times += 1
    return answers[asked.times - 1] ?? null
  }
  return { asked, find }
}

describe('createKeyMemory', () => {
  it('looks a living key up once for all that ask within two seconds', async () => {
    const clock = createTestClock()
    const memory = createKeyMemory(clock)
    const { asked, find } = count([row, row])
    expect(await Promise.all([memory.read('one', find), memory.read('one', find)])).toEqual([
      row,
      row,
    ])
    clock.advance(1.999)
    await memory.read('one', find)
    expect(asked.times).toBe(1)
    clock.advance(0.001)
    await memory.read('one', find)
    expect(asked.times).toBe(2)
  })

  it('forgets at once what it is told to, and what is being looked up', async () => {
    const memory = createKeyMemory(createTestClock())
    const { asked, find } = count([row, null, null])
    const before = memory.read('one', find)
    memory.forget()
    expect(await before).toEqual(row)
    expect(await memory.read('one', find)).toBeNull()
    expect(asked.times).toBe(2)
  })

  it('remembers no key that is not there, and none that could not be looked up', async () => {
    const memory = createKeyMemory(createTestClock())
    const { asked, find } = count([null, row])
    expect(await memory.read('one', find)).toBeNull()
    expect(await memory.read('one', find)).toEqual(row)
    expect(asked.times).toBe(2)
    const fail = () => Promise.reject(new Error('the database is away'))
    await expect(memory.read('two', fail)).rejects.toThrow('away')
    expect(await memory.read('two', async () => row)).toEqual(row)
  })
})
