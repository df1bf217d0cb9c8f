import { describe, expect, test } from 'vitest'
import { parseSecureUrl } from '../../../wallet/core/secure-url.ts'

const strict = { allowLoopbackHttp: false }
const development = { allowLoopbackHttp: true }

describe('parseSecureUrl', () => {
  test('takes https', () => {
    expect(parseSecureUrl('https://city.example/x?y=1', strict).href).toBe(
      'https://city.example/x?y=1',
    )
  })

  test.for(['http://localhost:3001/x', 'http://127.0.0.1/', 'http://[::1]:1/'])(
    'takes %s where loopback is switched on, and only there',
    (text) => {
      expect(parseSecureUrl(text, development).href).toBe(text)
      expect(() => parseSecureUrl(text, strict)).toThrow(
        expect.objectContaining({ code: 'address_forbidden' }),
      )
    },
  )

  test.for([
    '',
    'city.example',
    '//city.example',
    'http://city.example',
    'http://localhost.evil.example',
    'http://127.0.0.2/',
    'ftp://city.example',
    'javascript:alert(1)',
    'data:,x',
    'file:///etc/passwd',
    'https://a@city.example',
    'https://a:b@city.example',
    'https://city.example/#',
    'https://city.example/#x',
    `https://city.example/${'x'.repeat(3000)}`,
  ])('refuses %s', (text) => {
    expect(() => parseSecureUrl(text, development)).toThrow(
      expect.objectContaining({ code: 'address_forbidden' }),
    )
  })
})
