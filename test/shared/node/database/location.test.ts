import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isAppError } from '../../../../shared/errors/app-error.ts'
import { parseDatabaseLocation } from '../../../../shared/node/database/location.ts'

describe('parseDatabaseLocation', () => {
  it.each([
    ['data/city.sqlite', resolve('data/city.sqlite')],
    ['/var/lib/city.sqlite', '/var/lib/city.sqlite'],
    ['sqlite:data/city.sqlite', resolve('data/city.sqlite')],
    ['sqlite:/var/lib/city.sqlite', '/var/lib/city.sqlite'],
    ['file:///var/lib/the%20city.sqlite', '/var/lib/the city.sqlite'],
    [' ./city.sqlite ', resolve('city.sqlite')],
  ])('takes %j as a file', (text, file) => {
    expect(parseDatabaseLocation(text)).toEqual({ kind: 'sqlite', file })
  })

  it.each([
    [
      'postgres://city:secret@db:5432/waymark',
      { kind: 'postgres', url: 'postgres://city:secret@db:5432/waymark' },
    ],
    [
      'postgresql://db/waymark?sslmode=require&schema=issuer_1',
      { kind: 'postgres', url: 'postgresql://db/waymark?sslmode=require', schema: 'issuer_1' },
    ],
  ])('takes %j as PostgreSQL', (text, location) => {
    expect(parseDatabaseLocation(text)).toEqual(location)
  })

  it.each([
    '',
    '   ',
    ':memory:',
    'sqlite::memory:',
    'sqlite:',
    'data/',
    'mysql://db/secret',
    'http://db/secret',
    'sqlite://secret',
    'file://host/secret',
    'postgres://db:port/secret',
    'postgres://db/secret?schema=Robert;DROP',
    'postgres://db/secret?schema=',
    'postgres://db/secret?schema=1secret',
    'a\0secret',
  ])('refuses %j without repeating it', (text) => {
    let thrown: unknown
    try {
      parseDatabaseLocation(text)
    } catch (error) {
      thrown = error
    }
    expect(isAppError(thrown) && thrown.code).toBe('config_invalid')
    expect(String(thrown)).not.toContain('secret')
  })
})
