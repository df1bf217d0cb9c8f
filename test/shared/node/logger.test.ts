import { QueryFailedError } from 'typeorm'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { LogLevel } from '../../../shared/node/config-reading.ts'
import { createLogger, type LogFields } from '../../../shared/node/logger.ts'

const zLine = z.record(z.string(), z.unknown())

function logged(level: LogLevel, act: (logger: ReturnType<typeof createLogger>) => void) {
  const lines: string[] = []
  act(createLogger({ name: 'issuer', level, destination: { write: (line) => lines.push(line) } }))
  return { text: lines.join(''), lines: lines.map((line) => zLine.parse(JSON.parse(line))) }
}

const secret = 'sam@learner.example'

/** What a careless caller might hand over past the compiler. */
const smuggled = {
  body: { email: secret },
  path: `/offers/${secret}`,
  url: `https://city.example/offers/${secret}`,
  headers: { authorization: secret },
  token: secret,
} as LogFields

describe('createLogger', () => {
  it('writes a line of JSON with the fields that it knows', () => {
    const { lines } = logged('info', (logger) =>
      logger.info('answered', {
        requestId: 'r1',
        method: 'GET',
        route: '/offers/:id',
        status: 200,
        durationMs: 3,
      }),
    )
    expect(lines).toEqual([
      {
        level: 30,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        name: 'issuer',
        requestId: 'r1',
        method: 'GET',
        route: '/offers/:id',
        status: 200,
        durationMs: 3,
        msg: 'answered',
      },
    ])
  })

  it('has no place for anything else, in a child neither', () => {
    const { text, lines } = logged('debug', (logger) => {
      logger.error('a', smuggled)
      logger.warn('b', smuggled)
      logger.child(smuggled).info('c', smuggled)
      logger.child({ requestId: 'r1' }).debug('d', smuggled)
    })
    expect(text).not.toContain(secret)
    expect(lines.map(({ msg, requestId }) => [msg, requestId])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['c', undefined],
      ['d', 'r1'],
    ])
  })

  it('keeps silent below its level', () => {
    expect(logged('warn', (logger) => logger.info('not this')).lines).toEqual([])
    expect(logged('silent', (logger) => logger.error('not this')).lines).toEqual([])
  })
})

describe('an error in a log line', () => {
  const errorOf = (error: unknown) => {
    const { text, lines } = logged('info', (logger) => logger.error('failed', { error }))
    return { text, error: lines[0]?.error }
  }

  it('keeps the code and the message of an AppError, and its cause without a message', () => {
    const cause = new Error(`SyntaxError near ${secret}`)
    const { text, error } = errorOf(new AppError('offer_malformed', 'not JSON', { cause }))
    expect(error).toEqual({
      name: 'AppError',
      code: 'offer_malformed',
      message: 'not JSON',
      cause: { name: 'Error', frames: expect.any(Array) },
    })
    expect(text).not.toContain(secret)
  })

  it.each([
    ['a JSON parser', () => JSON.parse(`{"${secret}": tru}`)],
    ['zod', () => z.strictObject({}).parse({ [secret]: 1 })],
    [
      'a driver',
      () => {
        throw new QueryFailedError('INSERT', [secret], new Error(`Key (email)=(${secret}) exists`))
      },
    ],
    [
      'anybody',
      () => {
        throw new Error(`about ${secret}\n    at ${secret} (x:1:1) no frame`)
      },
    ],
    [
      'anybody who throws a text',
      () => {
        throw secret
      },
    ],
  ])('repeats nothing that %s quotes', (_name, fail) => {
    let thrown: unknown
    try {
      fail()
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeDefined()
    expect(errorOf(thrown).text).not.toContain(secret)
  })

  it('says where a bug came from and, when the engine wrote it, what it was', () => {
    const { error } = errorOf(new TypeError('x is not a function'))
    expect(error).toEqual({
      name: 'TypeError',
      message: 'x is not a function',
      frames: expect.arrayContaining([expect.stringContaining('logger.test.ts')]),
    })
  })

  it('ends with a chain of causes that has no end', () => {
    const error = new Error('a')
    error.cause = error
    expect(errorOf(error).text.length).toBeLessThan(10_000)
  })
})
