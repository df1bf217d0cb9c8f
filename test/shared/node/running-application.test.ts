import { describe, expect, it } from 'vitest'
import { closeAll } from '../../../shared/node/running-application.ts'

describe('closeAll', () => {
  it('closes the last started first, all of them, and throws the first failure', async () => {
    const order: string[] = []
    const application = (name: string, failure?: Error) => ({
      close: async () => {
        order.push(name)
        if (failure) throw failure
      },
    })
    const failure = new Error('b')
    const all = [application('a', new Error('a')), application('b', failure), application('c')]
    await expect(closeAll(all)).rejects.toBe(failure)
    expect(order).toEqual(['c', 'b', 'a'])
  })

  it('is content with none', async () => {
    await expect(closeAll([])).resolves.toBeUndefined()
  })
})
