import { describe, expect, it, onTestFinished } from 'vitest'
import { createWorkerPool } from '../../../../shared/node/workers/worker-pool.ts'

const module = new URL(
  `data:text/javascript,${encodeURIComponent(`
    export function work(task) {
      if (task === 'die') process.exit(1)
      if (task === 'hang') for (;;);
      if (task === 'throw') throw new Error('as it was told')
      const bytes = new Uint8Array(8)
      return { answer: { twice: task * 2, bytes }, buffers: [bytes.buffer] }
    }`)}`,
)

type Doubled = { twice: number; bytes: Uint8Array }

describe('createWorkerPool', () => {
  it('answers each task with its own answer', async () => {
    const pool = createWorkerPool<number, Doubled>({ module, threads: 2 })
    onTestFinished(() => pool.close())
    const answers = await Promise.all(Array.from({ length: 20 }, (_, number) => pool.run(number)))
    expect(answers).toEqual(
      Array.from({ length: 20 }, (_, number) => ({ twice: number * 2, bytes: new Uint8Array(8) })),
    )
  })

  it('tells what failed, and goes on after a thread that died', async () => {
    const pool = createWorkerPool<number | string, Doubled>({ module, threads: 1 })
    onTestFinished(() => pool.close())
    await expect(pool.run('throw')).rejects.toThrow('as it was told')
    await expect(pool.run('die')).rejects.toThrow('ended in the middle')
    expect(await pool.run(4)).toMatchObject({ twice: 8 })
  })

  it('ends a thread that is at a task for too long, and none that is not', async () => {
    const pool = createWorkerPool<number | string, Doubled>({ module, threads: 1, longestMs: 50 })
    onTestFinished(() => pool.close())
    await expect(pool.run('hang')).rejects.toThrow('ended in the middle')
    const unhurried = createWorkerPool<number, Doubled>({ module, threads: 1, longestMs: 60_000 })
    onTestFinished(() => unhurried.close())
    expect(await unhurried.run(4)).toMatchObject({ twice: 8 })
  })

  it('takes nothing once it is closed', async () => {
    const pool = createWorkerPool<number, Doubled>({ module, threads: 1 })
    await pool.run(1)
    await pool.close()
    await expect(pool.run(1)).rejects.toThrow('closed')
  })
})
