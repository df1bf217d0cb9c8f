import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../../../shared/errors/app-error.ts'
import { parseBody } from '../../../../shared/server/http/parse-body.ts'
import { problemDetails } from '../../../../shared/server/http/problem-details.ts'

const zAward = z.strictObject({
  badge: z.string().min(1),
  recipients: z.array(z.strictObject({ email: z.email() })).min(1),
  language: z.enum(['en', 'cy']).optional(),
})

const personal = 'ann@@example.org'

describe('parseBody', () => {
  test('answers the value as the schema reads it', () => {
    const body = { badge: 'b', recipients: [{ email: 'ann@example.org' }] }
    expect(parseBody(zAward, body)).toEqual(body)
  })

  test.each<[unknown, string]>([
    [undefined, 'body is missing'],
    ['text', 'body must be an object'],
    [{ recipients: [] }, 'badge is missing'],
    [
      { badge: 'b', recipients: [{ email: 'ann@example.org' }, { email: personal }] },
      'recipients[1].email must be an e-mail address',
    ],
    [
      { badge: 'b', recipients: [{ email: 'ann@example.org', [personal]: 1 }] },
      'recipients[0] has a member that is not known here',
    ],
    [
      { badge: 'b', recipients: [{ email: 'ann@example.org' }], language: personal },
      'language must be one of "en", "cy"',
    ],
  ])('says exactly where %j does not fit, without repeating it', (body, message) => {
    const failure = failureOf(() => parseBody(zAward, body))
    expect([failure.code, failure.message]).toEqual(['request_malformed', message])
    expect(JSON.stringify(problemDetails(failure, 'r'))).not.toContain(personal)
  })
})

describe('problemDetails', () => {
  test('lists every fault of a body', () => {
    const failure = failureOf(() => parseBody(zAward, { badge: '', recipients: [] }))
    expect(problemDetails(failure, 'r')).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'request_malformed',
      detail: 'badge must not be empty',
      requestId: 'r',
      errors: [
        { path: 'badge', message: 'must not be empty' },
        { path: 'recipients', message: 'must not be empty' },
      ],
    })
  })

  test('says nothing of a bug or of what is wrong with the installation', () => {
    const [bug, config] = [undefined, new AppError('key_unreadable', 'the key of hove')]
    expect([problemDetails(bug, 'r'), problemDetails(config, 'r')]).toEqual([
      expect.objectContaining({ status: 500, code: 'internal_error' }),
      problemDetails(bug, 'r'),
    ])
  })
})

function failureOf(work: () => unknown): AppError {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('it did not fail as it should')
}
