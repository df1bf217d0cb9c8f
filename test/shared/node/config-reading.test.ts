import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../../shared/errors/app-error.ts'
import { readSettings, zFlag, zPort, zPublicUrl } from '../../../shared/node/config-reading.ts'

const zSettings = z.object({
  CITY_URL: zPublicUrl,
  CITY_PORT: zPort.optional(),
  CITY_DEMO: zFlag.default(false),
})

describe('readSettings', () => {
  it('parses what is set, defaults what is not, ignores the rest, and freezes it', () => {
    const settings = readSettings(zSettings, {
      CITY_URL: 'https://city.example/',
      CITY_PORT: '',
      HOME: '/root',
    })
    expect(settings).toEqual({ CITY_URL: 'https://city.example', CITY_DEMO: false })
    expect(Object.isFrozen(settings)).toBe(true)
  })

  it('names every variable at fault and what to do, never a value', () => {
    const env = { CITY_PORT: 'secret-port', CITY_DEMO: 'secret-word' }
    const whatToDo = { CITY_URL: 'the address that learners see' }
    expect(() => readSettings(zSettings, env, whatToDo)).toThrow(
      new AppError(
        'config_invalid',
        'CITY_URL is missing (the address that learners see); CITY_PORT must be a port number, 0 to 65535; CITY_DEMO must be true or false',
      ),
    )
  })

  it('counts blanks as missing', () => {
    expect(() => readSettings(zSettings, { CITY_URL: '   ' })).toThrow('CITY_URL is missing')
  })
})

describe('zPort', () => {
  it.each([
    ['0', 0],
    ['3001', 3001],
    ['65535', 65_535],
  ])('takes %s', (text, port) => {
    expect(zPort.parse(text)).toBe(port)
  })

  it.each(['65536', '-1', '3001.5', '0x10', '1e3', ' 3001', 'abc', '', '999999'])(
    'refuses %j',
    (text) => {
      expect(zPort.safeParse(text).success).toBe(false)
    },
  )
})

describe('zFlag', () => {
  it.each([
    ['true', true],
    ['YES', true],
    ['on', true],
    ['1', true],
    ['false', false],
    ['No', false],
    ['off', false],
    ['0', false],
  ])('takes %s as %s', (text, expected) => {
    expect(zFlag.parse(text)).toBe(expected)
  })

  it.each(['', 'maybe', '2', 'truee', 'y'])('refuses %j rather than guess', (text) => {
    expect(zFlag.safeParse(text).success).toBe(false)
  })
})

describe('zPublicUrl', () => {
  it.each([
    ['https://city.example', 'https://city.example'],
    ['https://CITY.example/', 'https://city.example'],
    ['https://city.example/badges//', 'https://city.example/badges'],
    ['http://localhost:3001', 'http://localhost:3001'],
    ['https://city.example:443', 'https://city.example'],
  ])('takes %s as %s', (text, expected) => {
    expect(zPublicUrl.parse(text)).toBe(expected)
  })

  it.each([
    'city.example',
    'ftp://city.example',
    'javascript:alert(1)',
    'https://user@city.example',
    'https://user:password@city.example',
    'https://city.example/?a=1',
    'https://city.example/#top',
    'https://',
    '//city.example',
  ])('refuses %s', (text) => {
    expect(zPublicUrl.safeParse(text).success).toBe(false)
  })
})
