import { describe, expect, test } from 'vitest'
import { parseClientId } from '../../../shared/oid4vc/oid4vp-client-id.ts'

describe('parseClientId', () => {
  test.each([
    [
      'decentralized_identifier:did:web:hire.example',
      { prefix: 'decentralized_identifier', did: 'did:web:hire.example' },
    ],
    [
      'redirect_uri:https://client.example.org/cb',
      { prefix: 'redirect_uri', uri: 'https://client.example.org/cb' },
    ],
  ])('reads %s', (text, expected) => {
    expect(parseClientId(text)).toEqual({ ...expected, text })
  })

  // the other prefixes of OpenID4VP 1.0 section 5.9.3, and what drafts said
  test.each([
    ['x509_san_dns:client.example.org'],
    ['x509_hash:Uvo3HtuIxuhC92rShpgqcT3YXwrqRxWEviRiA0OZszk'],
    ['openid_federation:https://federation-verifier.example.com'],
    ['verifier_attestation:verifier.example'],
    ['https://client.example.org'],
    ['did:web:hire.example'],
    ['pre-registered'],
    [''],
    ['DECENTRALIZED_IDENTIFIER:did:web:hire.example'],
    [' decentralized_identifier:did:web:hire.example'],
  ])('does not speak %j', (text) => {
    expect(() => parseClientId(text)).toThrow(
      expect.objectContaining({ code: 'authorization_request_unsupported' }),
    )
  })

  test.each([
    ['decentralized_identifier:'],
    ['decentralized_identifier:https://hire.example'],
    ['decentralized_identifier:did:web:hire.example#key'],
    ['redirect_uri:'],
    ['redirect_uri:/cb'],
  ])('refuses %j', (text) => {
    expect(() => parseClientId(text)).toThrow(
      expect.objectContaining({ code: 'authorization_request_malformed' }),
    )
  })
})
