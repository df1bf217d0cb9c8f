import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Response } from 'express'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Database } from '../../../../shared/node/database/database.ts'
import { openDatabase } from '../../../../shared/node/database/open-database.ts'
import { apiSchema, idempotencyKeyEntity } from '../../../../shared/server/api/api-schema.ts'
import { rememberingForm } from '../../../../shared/server/documents/remembered-forms.ts'
import { createTestClock } from '../../../support/clock.ts'
import { gate } from '../../../support/gate.ts'
import { temporaryFolder } from '../../../support/temp-folder.ts'
import { startDemo } from '../demo/start-demo.ts'

const clock = createTestClock()
let database: Database

beforeEach(async () => {
  const file = join(temporaryFolder(), 'forms.sqlite')
  database = await openDatabase({ kind: 'sqlite', file }, apiSchema)
  onTestFinished(() => database.close())
})

/** A form that makes the thing whose name it has; `answer` tells what came of it. */
async function start(answer: (response: Response, made: string[]) => Promise<void> | void) {
  const made: string[] = []
  const make = rememberingForm({ database, clock }, async ({ body }, response) => {
    made.push(JSON.stringify(body))
    await answer(response, made)
  })
  const { url } = await startDemo({ routes: (app) => app.post('/things', make) })
  const send = async (fields: Record<string, string>, signal?: AbortSignal) => {
    const body = new URLSearchParams(fields)
    const init: RequestInit = { method: 'POST', body, redirect: 'manual' }
    const answered = await fetch(`${url}/things`, { ...init, ...(signal && { signal }) })
    const { status, headers } = answered
    return { status, to: headers.get('Location'), headers, text: await answered.text() }
  }
  return { made, send }
}

const toLast = (response: Response, made: string[]) => response.redirect(303, `/${made.length}`)
const kept = () => database.reader.find(idempotencyKeyEntity)

describe('rememberingForm', () => {
  test('does a form once, and leads every press to what came of the first', async () => {
    const { made, send } = await start(toLast)
    const form = { form: randomUUID(), name: 'Bread' }
    const answers = [await send(form), await send(form)].map(({ status, to }) => [status, to])
    expect([answers, made]).toEqual([
      [
        [303, '/1'],
        [303, '/1'],
      ],
      ['{"name":"Bread"}'],
    ])
  })

  test('waits for a first that nobody listens to any more, as when a browser presses again', async () => {
    const begun = gate()
    const going = gate()
    const { made, send } = await start(async (response, things) => {
      begun.open()
      await going.passed
      toLast(response, things)
    })
    const form = { form: randomUUID(), name: 'Bread' }
    const left = new AbortController()
    const first = send(form, left.signal).catch(() => 'left')
    await begun.passed
    const second = send(form)
    left.abort()
    expect(await first).toBe('left')
    going.open()
    expect([(await second).to, made.length]).toEqual(['/1', 1])
  })

  test.each([
    ['another form', () => ({ form: randomUUID(), name: 'Bread' })],
    ['other words in it', (form: string) => ({ form, name: 'Cakes' })],
    ['a form without a name', () => ({ name: 'Bread' })],
    ['a name that no page gives', () => ({ form: '1', name: 'Bread' })],
  ])('does %s as a new one', async (_, fieldsOf) => {
    const { made, send } = await start(toLast)
    const form = randomUUID()
    await send({ form, name: 'Bread' })
    await send(fieldsOf(form))
    expect(made.length).toBe(2)
  })

  test('does a form again that was refused, or whose work has failed', async () => {
    const outcomes = [
      (response: Response) => void response.status(422).send('wrong'),
      (response: Response) => {
        // as redirectWith does
        response.locals.wasNotDone = true
        response.redirect(303, '/problem')
      },
      () => {
        throw new Error('the disk is full')
      },
    ]
    const { made, send } = await start(async (response, things) => {
      const outcome = outcomes.shift() ?? toLast
      await outcome(response, things)
    })
    const form = { form: randomUUID(), name: 'Bread' }
    const told: unknown[] = []
    for (const _ of [1, 2, 3, 4]) told.push(await send(form).then(({ status, to }) => to ?? status))
    expect([told, made.length]).toEqual([[422, '/problem', 500, '/4'], 4])
  })

  test('shows a page that was made once more, with what it lets run and the cookies it set', async () => {
    const { made, send } = await start((response) => {
      response.cookie('visitor', 'who')
      const page = `<script nonce="${response.locals.cspNonce}"></script>the key`
      response.status(201).type('html').send(page)
    })
    const form = { form: randomUUID(), name: 'Bread' }
    await send(form)
    const { status, headers, text } = await send(form)
    const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? 'none'
    expect(headers.get('Content-Security-Policy')).toContain(`'nonce-${nonce}'`)
    expect([status, headers.get('Set-Cookie'), made.length]).toEqual([
      201,
      'visitor=who; Path=/',
      1,
    ])
  })

  test('sets no cookies for who sends it again later: it may be somebody else', async () => {
    const { made, send } = await start((response, things) => {
      response.cookie('visitor', 'who')
      toLast(response, things)
    })
    const form = { form: randomUUID(), name: 'Bread' }
    const cookieOf = async () => {
      const { to, headers } = await send(form)
      return [to, headers.get('Set-Cookie')]
    }
    const first = await cookieOf()
    expect(first).toEqual(['/1', expect.stringContaining('visitor=who')])
    clock.advance(120)
    expect(await cookieOf()).toEqual(first)
    clock.advance(1)
    expect([await cookieOf(), made.length]).toEqual([['/1', null], 1])
  })

  test('keeps neither the name of the form, nor what stood in it, nor the answer, as text', async () => {
    const { send } = await start((response) => response.redirect(303, '/bakers/bread'))
    const form = randomUUID()
    await send({ form, name: 'Bread' })
    const rows = await kept()
    expect(rows.length).toBe(1)
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${form}|bread|bakers`, 'i'))
  })

  test('asks to look where the first was cut short', async () => {
    const { made, send } = await start(toLast)
    const form = { form: randomUUID(), name: 'Bread' }
    await send(form)
    await database.transact((tx) =>
      tx.update(idempotencyKeyEntity, { scope: 'form' }, { status: 0 }),
    )
    clock.advance(21)
    expect([(await send(form)).status, made.length]).toEqual([409, 1])
  })
})
