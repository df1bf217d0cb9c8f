import { createSecretKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { AwardAsked } from '../../../issuer/awards/award-together.ts'
import type { AwardingTask } from '../../../issuer/awards/awarding-thread.ts'
import { gatherAwards } from '../../../issuer/awards/gather-awards.ts'
import { appendBesideAwards } from '../../../issuer/awards/open-awarding.ts'
import {
  type AwardingThread,
  openAwardingThread,
} from '../../../issuer/awards/open-awarding-thread.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { WorkerPool } from '../../../shared/node/workers/worker-pool.ts'
import { createTestClock } from '../../support/clock.ts'

const place = {
  database: { kind: 'sqlite', file: '/nowhere/city.sqlite' },
  publicUrl: 'https://cardiff.example',
  walletUrl: 'https://wallet.example',
  secret: createSecretKey(Buffer.alloc(32)),
  sendsMail: false,
} as const

const asked: AwardAsked = {
  request: {
    ...{ badge: 'harbour-youth/first-aid', txCode: false, delivery: 'claim' },
    recipient: { email: 'sam@learner.example', kind: 'person' },
  },
  actor: { name: 'api-key:test' },
  isSent: false,
}

function createPool(answers: (string | Error)[]) {
  const tasks: AwardingTask[] = []
  const pool = {
    async run(task) {
      tasks.push(task)
      const answer = answers.shift() ?? '[]'
      if (answer instanceof Error) throw answer
      return answer
    },
    close: async () => undefined,
  } satisfies WorkerPool<AwardingTask, string>
  return { pool, tasks }
}

describe('openAwardingThread', () => {
  it('is asked for what is asked for, by the clock of who asks, and tells errors as they were', async () => {
    const clock = createTestClock()
    const refused = { code: 'badge_retired', message: 'This badge is retired' }
    const { pool, tasks } = createPool([
      JSON.stringify([{ answer: { replayed: 'a.b' } }, refused, { bug: 'a slip' }]),
    ])
    const thread = openAwardingThread(place, { clock, pool })
    expect(await thread.award([asked, asked, asked])).toEqual([
      { answer: { replayed: 'a.b' } },
      { error: new AppError('badge_retired', 'This badge is retired') },
      { error: new Error('a slip') },
    ])
    expect(tasks).toEqual([
      { place, now: clock().getTime(), asked: JSON.stringify([asked, asked, asked]) },
    ])
  })

  it('begins once, and again only where it did not open', async () => {
    const { pool, tasks } = createPool([new Error('no memory')])
    const thread = openAwardingThread(place, { clock: createTestClock(), pool })
    thread.begin()
    thread.begin()
    await new Promise(setImmediate)
    expect([thread.isOpen(), tasks.length]).toEqual([false, 1])
    thread.begin()
    await new Promise(setImmediate)
    expect([thread.isOpen(), tasks.length]).toEqual([true, 2])
    await thread.close()
    expect(tasks.at(-1)).toBe('close')
  })

  it('closes the rest where the thread cannot be asked to close its database', async () => {
    const { pool, tasks } = createPool(['[]', new Error('a worker thread ended')])
    let isClosed = false
    const close = async () => {
      isClosed = true
    }
    const thread = openAwardingThread(place, { clock: createTestClock(), pool: { ...pool, close } })
    thread.begin()
    await thread.close()
    expect([tasks.at(-1), isClosed]).toEqual(['close', true])
  })
})

describe('appendBesideAwards', () => {
  it('takes over what awards wrote before it lends the database to the thread that is open', async () => {
    const calls: string[] = []
    const { pool } = createPool(['[]', '', JSON.stringify({ answer: 3 })])
    const thread = openAwardingThread(place, {
      clock: createTestClock(),
      pool: {
        ...pool,
        run(task) {
          calls.push(task === 'close' ? task : Object.keys(task).join())
          return pool.run(task)
        },
      },
    })
    const database = {
      lend<T>(work: () => Promise<T>) {
        calls.push('lend')
        return work()
      },
    }
    thread.begin()
    await new Promise(setImmediate)
    // sound: nothing else of a database is asked for where the thread is open
    const append = appendBesideAwards(thread, database as Parameters<typeof appendBesideAwards>[1])
    expect(await append({ of: 'leaves' }, { node: 'one', now: createTestClock()() })).toBe(3)
    expect(calls).toEqual(['place,now,asked', 'place,backfill', 'lend', 'place,now,append,node'])
  })
})

describe('gatherAwards', () => {
  it('begins the thread at a busy moment, and awards there once it is open', async () => {
    const calls: string[] = []
    let isOpen = false
    const awardingThread = {
      begin: () => void calls.push('begin'),
      isOpen: () => isOpen,
      award: async (some) => {
        calls.push(`award ${some.length}`)
        return some.map(() => ({ answer: { replayed: 'there' } }))
      },
      append: async () => 0,
      backfill: async () => undefined,
      close: async () => undefined,
    } satisfies AwardingThread
    const down = new AppError('database_unavailable', 'The database cannot be read')
    const database = {
      transact: () => Promise.reject(down),
      lend: <T>(work: () => Promise<T>) => work(),
    }
    const award = gatherAwards({
      // sound: nothing else of a database is asked for where no unit is run
      database: database as unknown as Parameters<typeof gatherAwards>[0]['database'],
      ...{ publicUrl: place.publicUrl, walletUrl: place.walletUrl, clock: createTestClock() },
      secrets: { claimIdOf: String, codeOf: String, txCodeOf: String, isTxCodeOf: () => false },
      awardingThread,
    })
    const askMany = (count: number) =>
      Promise.allSettled(Array.from({ length: count }, () => award({ ...asked })))
    await askMany(15)
    expect(calls).toEqual([])
    await askMany(16)
    expect(calls).toEqual(['begin'])
    isOpen = true
    expect(await askMany(40)).toEqual(
      Array.from({ length: 40 }, () => ({ status: 'fulfilled', value: { replayed: 'there' } })),
    )
    expect(calls).toEqual(['begin', 'award 32', 'award 8'])
  })
})
