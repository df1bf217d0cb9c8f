import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Database } from '../../../../shared/node/database/database.ts'
import { openDatabase } from '../../../../shared/node/database/open-database.ts'
import { accessOf } from '../../../../shared/server/access.ts'
import { apiSchema } from '../../../../shared/server/api/api-schema.ts'
import { rememberingAnswers } from '../../../../shared/server/documents/remembered-answers.ts'
import { createTestClock } from '../../../support/clock.ts'
import { temporaryFolder } from '../../../support/temp-folder.ts'
import { startDemo } from '../demo/start-demo.ts'

const clock = createTestClock()
const derive = () => Buffer.alloc(32, 7)

/** A route whose answer cannot be kept, as when the disk is full after the work. */
async function start() {
  const file = join(temporaryFolder(), 'keys.sqlite')
  const opened = await openDatabase({ kind: 'sqlite', file }, apiSchema)
  let done = 0
  let isFull = false
  const database: Database = {
    ...opened,
    async transact(work) {
      if (!isFull) return opened.transact(work)
      isFull = false
      throw new Error('the disk is full')
    },
  }
  const [route] = rememberingAnswers<'work'>(
    [
      {
        method: 'POST',
        path: '/work',
        permission: 'work',
        scope: 'everywhere',
        errors: 'problem',
        description: { summary: 'Work', tag: 'work' },
        async handler(_request, response) {
          done += 1
          isFull = true
          response.json({ done })
        },
      },
    ],
    { database, clock, derive },
  )
  const { url } = await startDemo({
    routes: (app) => {
      app.post('/work', async (request, response) => {
        response.locals.apiKey = { id: 'key-1', name: 'Test' }
        await route?.handler(request, response, accessOf('api-key:key-1', [], {}))
      })
    },
  })
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': 'k' }
  const ask = async () =>
    (await fetch(`${url}/work`, { method: 'POST', headers, body: '{}' })).status
  return { ask, done: () => done, close: () => opened.close() }
}

describe('rememberingAnswers', () => {
  test('never does work a second time because its answer could not be kept', async () => {
    const { ask, done, close } = await start()
    expect([await ask(), await ask(), done()]).toEqual([200, 409, 1])
    await close()
  })
})
