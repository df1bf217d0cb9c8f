import { describe, expect, it } from 'vitest'
import { parseTokenRequest } from '../../../shared/oid4vc/oid4vci-token.ts'

const grant_type = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'

describe('parseTokenRequest', () => {
  it('reads code and transaction code, and ignores what it does not know', () => {
    const form = {
      grant_type,
      'pre-authorized_code': 'SplxlOBeZQQYbYS6WxSbIA',
      tx_code: '493536',
      client_id: 'wallet',
    }
    expect(parseTokenRequest(form)).toEqual({
      preAuthorizedCode: 'SplxlOBeZQQYbYS6WxSbIA',
      txCode: '493536',
    })
  })

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'invalid_request'],
    ['text', 'grant_type=x', 'invalid_request'],
    ['no grant type', { 'pre-authorized_code': 'x' }, 'invalid_request'],
    ['another grant', { grant_type: 'authorization_code', code: 'x' }, 'unsupported_grant_type'],
    ['no code', { grant_type }, 'invalid_request'],
    ['an empty code', { grant_type, 'pre-authorized_code': '' }, 'invalid_request'],
    [
      'an empty tx_code',
      { grant_type, 'pre-authorized_code': 'x', tx_code: '' },
      'invalid_request',
    ],
    [
      'a tx_code as a number',
      { grant_type, 'pre-authorized_code': 'x', tx_code: 1 },
      'invalid_request',
    ],
    [
      'a tx_code of 65 digits',
      { grant_type, 'pre-authorized_code': 'x', tx_code: '1'.repeat(65) },
      'invalid_request',
    ],
  ])('refuses %s', (_, form, code) => {
    expect(() => parseTokenRequest(form)).toThrow(expect.objectContaining({ code }))
  })
})
