import { describe, expect, test } from 'vitest'
import { readLink } from '../../../shared/given/read-link.ts'

const key = 'A'.repeat(43)

describe('readLink', () => {
  test.each([
    ['openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fa.example', 'offer'],
    ['web+openidcredentialoffer://?credential_offer=%7B%7D', 'offer'],
    ['https://wallet.example/receive#credential_offer_uri=https%3A%2F%2Fa.example', 'offer'],
    ['https://wallet.example/receive?credential_offer=%7B%7D', 'offer'],
    ['openid4vp://?client_id=a&request_uri=https%3A%2F%2Fa.example', 'request'],
    ['web+openid4vp://?client_id=a&request_uri=https%3A%2F%2Fa.example', 'request'],
    ['https://wallet.example/present#client_id=a&request_uri=b', 'request'],
    ['https://wallet.example/present?client_id=a&dcql_query=%7B%7D', 'request'],
    [`https://wallet.example/s#abcdefgh.${key}`, 'share'],
    ['https://wallet.example/s#damaged', 'share'],
    ['https://wallet.example/restore#ABCD-EFGH', 'restore'],
    ['https://badges.example/assertions/1', 'address'],
    ['http://localhost:3000/a?client_id=a', 'address'],
    ['https://wallet.example/restore', 'address'],
  ] as const)('knows what %s is for', (text, kind) => {
    expect(readLink(` ${text}\n`)).toEqual({ kind, text })
  })

  test.each([
    '',
    'hello',
    'javascript:alert(1)',
    'data:text/html,hello',
    'file:///etc/passwd',
    'mailto:sam@mail.example',
    'https://a.example https://b.example',
    `https://a.example/${'a'.repeat(40_000)}`,
  ])('knows nothing to do with %s', (text) => {
    expect(readLink(text)).toBeUndefined()
  })
})
