import { describe, expect, test } from 'vitest'
import { originOf, requireSecureUrl } from '../../../shared/node/application-config.ts'

const here = { variable: 'CITY_URL', allowLoopbackHttp: true }
const production = { variable: 'CITY_URL', allowLoopbackHttp: false }

const refused = (message: RegExp) =>
  expect.objectContaining({ code: 'config_invalid', message: expect.stringMatching(message) })

describe('requireSecureUrl', () => {
  test.each([
    ['https', 'https://city.example/wallet', production],
    ['http to this machine, where it is switched on', 'http://localhost:3002', here],
  ])('takes %s', (_what, url, named) => {
    expect(requireSecureUrl(url, named)).toBe(url)
  })

  test.each([
    ['http', 'http://city.example', production],
    ['http to this machine', 'http://localhost:3002', production],
    ['http elsewhere, whatever is switched on', 'http://city.example', here],
    ['a host that only begins like this machine', 'http://localhost.city.example', here],
  ])('refuses %s', (_what, url, named) => {
    expect(() => requireSecureUrl(url, named)).toThrow(refused(/^CITY_URL must be https/))
  })
})

describe('originOf', () => {
  test('is scheme, host and port', () => {
    expect(originOf('https://city.example:8443/', production)).toBe('https://city.example:8443')
  })

  test('refuses a path, since identities are made of the host', () => {
    expect(() => originOf('https://city.example/city', production)).toThrow(
      refused(/^CITY_URL must be a host without a path/),
    )
  })

  test('refuses http', () => {
    expect(() => originOf('http://city.example', here)).toThrow(refused(/^CITY_URL must be https/))
  })
})
