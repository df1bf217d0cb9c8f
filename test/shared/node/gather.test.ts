import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createGatherer, type Take } from '../../../shared/node/gather.ts'

const double = async (take: Take<number>) => take().map((one) => ({ answer: one * 2 }))

describe('createGatherer', () => {
  it('does together what is asked for at the same time, at most so many', async () => {
    const together: number[][] = []
    const ask = createGatherer<number, number>({
      ...{ most: 3, mostTurns: 1 },
      async work(take) {
        together.push([...take()])
        return double(take)
      },
    })
    expect(await Promise.all([1, 2, 3, 4, 5].map(ask))).toEqual([2, 4, 6, 8, 10])
    expect(together).toEqual([
      [1, 2, 3],
      [4, 5],
    ])
    expect(await ask(6)).toBe(12)
  })

  it('has so many turns at a time at most', async () => {
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const together: number[][] = []
    const ask = createGatherer<number, number>({
      ...{ most: 10, mostTurns: 2 },
      async work(take) {
        together.push([...take()])
        await gate
        return double(take)
      },
    })
    const asked: Promise<number>[] = []
    for (const one of [1, 2, 3, 4]) {
      asked.push(ask(one))
      await turn()
      await turn()
    }
    expect(together).toEqual([[1], [2]])
    open()
    expect(await Promise.all(asked)).toEqual([2, 4, 6, 8])
    expect(together.slice(2)).toEqual([[3, 4]])
  })

  it('takes along what comes before a turn takes anything, and the same each time', async () => {
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const taken: number[][] = []
    const ask = createGatherer<number, number>({
      ...{ most: 10, mostTurns: 2 },
      async work(take) {
        await gate
        taken.push([...take()], [...take()])
        return double(take)
      },
    })
    const asked: Promise<number>[] = []
    for (const one of [1, 2, 3]) {
      asked.push(ask(one))
      await turn()
      await turn()
    }
    open()
    expect(await Promise.all(asked)).toEqual([2, 4, 6])
    expect(taken).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
    expect(await ask(4)).toBe(8)
  })

  it('tells one who comes while a turn fails before it has taken anything', async () => {
    const ask = createGatherer<number, number>({
      ...{ most: 2, mostTurns: 1 },
      work: () => Promise.reject(new Error('no database')),
    })
    const settled = await Promise.allSettled([1, 2, 3].map(ask))
    expect(settled.map((one) => one.status === 'rejected' && String(one.reason))).toEqual(
      Array(3).fill('Error: no database'),
    )
  })

  it('tells a failure to whom it is of, and one of all to all of them', async () => {
    const ask = createGatherer<number, number>({
      ...{ most: 2, mostTurns: 1 },
      async work(take) {
        const asked = take()
        if (asked.includes(9)) throw new Error('all')
        return asked.map((one) => (one === 2 ? { error: new Error('two') } : { answer: one }))
      },
    })
    const settled = await Promise.allSettled([1, 2, 8, 9].map(ask))
    expect(
      settled.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))),
    ).toEqual([1, 'Error: two', 'Error: all', 'Error: all'])
    expect(await ask(3)).toBe(3)
  })

  it('says so where the work answers fewer', async () => {
    const ask = createGatherer<number, number>({ most: 2, mostTurns: 1, work: async () => [] })
    await expect(ask(1)).rejects.toThrow('was not answered')
  })
})
