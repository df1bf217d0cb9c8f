import { describe, expect, it } from 'vitest'
import { credentialIssues } from '../../../shared/credential/model-issues.ts'
import { createBitstring } from '../../../shared/status/bitstring.ts'
import { encodeBitstring } from '../../../shared/status/bitstring-encoding.ts'
import { buildStatusListCredential } from '../../../shared/status/status-list-credential.ts'

const input = {
  id: 'https://city.example/status/1',
  issuer: 'did:web:city.example:providers:quay',
  purpose: 'revocation',
  encodedList: await encodeBitstring(createBitstring()),
  validFrom: new Date('2026-11-22T09:00:00.250Z'),
} as const

describe('buildStatusListCredential', () => {
  it('builds the credential of the standard, to the millisecond and with the default ttl', () => {
    const credential = buildStatusListCredential(input)
    expect(credential).toEqual({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: 'https://city.example/status/1',
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: 'did:web:city.example:providers:quay',
      validFrom: '2026-11-22T09:00:00.250Z',
      credentialSubject: {
        id: 'https://city.example/status/1#list',
        type: 'BitstringStatusList',
        statusPurpose: 'revocation',
        encodedList: input.encodedList,
        ttl: 300_000,
      },
    })
    expect(credentialIssues({ ...credential })).toEqual([])
  })

  it('takes an end and another ttl', () => {
    const validUntil = new Date('2026-11-23T09:00:00Z')
    const credential = buildStatusListCredential({ ...input, validUntil, ttlMs: 0 })
    expect(credential.validUntil).toBe('2026-11-23T09:00:00.000Z')
    expect(credential.credentialSubject.ttl).toBe(0)
  })

  it.each([-1, 0.5, Number.NaN])('refuses a ttl of %s', (ttlMs) => {
    expect(() => buildStatusListCredential({ ...input, ttlMs })).toThrowError(
      expect.objectContaining({ code: 'status_list_malformed' }),
    )
  })
})
