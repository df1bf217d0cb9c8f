import { describe, expect, test } from 'vitest'
import { createThreadTurns, inTurns, nextTurn } from '../../../shared/node/thread-turns.ts'

/** Keeps the thread to itself. */
function work(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}

const turns = () => createThreadTurns(() => performance.now())

describe('createThreadTurns', () => {
  test('lets others in between, for as long as each turn took', async () => {
    const take = turns()
    const begun: number[] = []
    const ended: number[] = []
    let between = 0
    const waits = setInterval(() => {
      between += 1
    }, 1)
    await Promise.all(
      [1, 2, 3].map(() =>
        take(() => {
          begun.push(performance.now())
          work(40)
          ended.push(performance.now())
        }),
      ),
    )
    clearInterval(waits)
    const pauses = [1, 2].map((turn) => (begun[turn] ?? 0) - (ended[turn - 1] ?? 0))
    // timers may fire a little early
    for (const pause of pauses) expect(pause).toBeGreaterThan(35)
    expect(between).toBeGreaterThan(2)
  })

  test('comes to who asked first, whatever the turn before came to', async () => {
    const take = turns()
    const order: string[] = []
    const failing = take(() => {
      throw new Error('a turn')
    })
    const next = ['a', 'b', 'c'].map((name) => take(() => void order.push(name)))
    await expect(failing).rejects.toThrow('a turn')
    await Promise.all(next)
    expect(order).toEqual(['a', 'b', 'c'])
  })
})

test('nextTurn comes after whoever waits for the thread already', async () => {
  const order: string[] = []
  setImmediate(() => order.push('who waited'))
  await nextTurn()
  expect(order).toEqual(['who waited'])
})

describe('inTurns', () => {
  test('begins one after another, waits side by side, and answers in their order', async () => {
    const take = turns()
    const begun: string[] = []
    let letAllGo: (() => void) | undefined
    const allHaveBegun = new Promise<void>((resolve) => {
      letAllGo = resolve
    })
    const slow = async (name: string) => {
      begun.push(name)
      if (name === 'c1') letAllGo?.()
      await allHaveBegun
      return name
    }
    const [many, one] = await Promise.all([
      inTurns(['a1', 'b1', 'c1'], slow, take),
      inTurns(['x'], slow, take),
    ])
    expect([many, one]).toEqual([['a1', 'b1', 'c1'], ['x']])
    // who has one comes before the second of who has many
    expect(begun).toEqual(['a1', 'x', 'b1', 'c1'])
  })

  test('tells of one that failed before the others had begun', async () => {
    const failing = async (name: string) => {
      if (name === 'a') throw new Error('the first')
      return name
    }
    await expect(inTurns(['a', 'b', 'c'], failing, turns())).rejects.toThrow('the first')
  })
})
