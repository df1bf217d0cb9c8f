import { describe, expect, test } from 'vitest'
import { lookAt } from '../../../issuer/commands/doctor-finding.ts'
import { AppError } from '../../../shared/errors/app-error.ts'

describe('lookAt', () => {
  test.each([
    [new AppError('database_unavailable', 'It is away'), 'database_unavailable: It is away'],
    [
      new Error('SQLITE_FULL: database or disk is full'),
      'there is no room to look at it: make room',
    ],
    [new Error('ENOSPC: no space left on device'), 'there is no room to look at it: make room'],
    [new Error('a secret'), 'it could not be looked at'],
    ['no error at all', 'it could not be looked at'],
  ])('calls what cannot be looked at failed: %s', async (error, text) => {
    const found = await lookAt('room', () => Promise.reject(error))
    expect(found).toEqual({ name: 'room', outcome: 'fail', text })
  })
})
