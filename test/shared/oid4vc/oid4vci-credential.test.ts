import { describe, expect, it } from 'vitest'
import {
  buildCredentialResponse,
  type CredentialRequest,
  parseCredentialRequest,
} from '../../../shared/oid4vc/oid4vci-credential.ts'

const jwt = 'eyJ0eXAi.eyJhdWQi.c2ln'

describe('parseCredentialRequest', () => {
  it.each<[string, object, CredentialRequest]>([
    [
      '1.0 by configuration',
      { credential_configuration_id: 'a.1.en.ldp_vc', proofs: { jwt: [jwt] } },
      { wish: { by: 'configuration', id: 'a.1.en.ldp_vc' }, proof: jwt, answerIn: 'credentials' },
    ],
    [
      '1.0 by identifier',
      { credential_identifier: 'a.1.en.ldp_vc', proofs: { jwt: [jwt] } },
      { wish: { by: 'identifier', id: 'a.1.en.ldp_vc' }, proof: jwt, answerIn: 'credentials' },
    ],
    [
      'draft 13 by format and types',
      {
        format: 'ldp_vc',
        credential_definition: {
          '@context': ['https://a.example'],
          type: ['VerifiableCredential'],
        },
        proof: { proof_type: 'jwt', jwt },
      },
      {
        wish: { by: 'format', format: 'ldp_vc', types: ['VerifiableCredential'] },
        proof: jwt,
        answerIn: 'credential',
      },
    ],
    [
      'draft 13 by format with proofs',
      { format: 'jwt_vc_json', proofs: { jwt: [jwt] } },
      { wish: { by: 'format', format: 'jwt_vc_json' }, proof: jwt, answerIn: 'credential' },
    ],
    [
      'between: by configuration with one proof',
      { credential_configuration_id: 'a', proof: { proof_type: 'jwt', jwt } },
      { wish: { by: 'configuration', id: 'a' }, proof: jwt, answerIn: 'both' },
    ],
    [
      'between: by identifier with one proof',
      { credential_identifier: 'a', proof: { proof_type: 'jwt', jwt } },
      { wish: { by: 'identifier', id: 'a' }, proof: jwt, answerIn: 'both' },
    ],
  ])('reads %s', (_, body, expected) => {
    expect(parseCredentialRequest(body)).toEqual(expected)
  })

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'invalid_credential_request'],
    ['text', 'credential', 'invalid_credential_request'],
    ['no name', { proofs: { jwt: [jwt] } }, 'invalid_credential_request'],
    ['a name that is a number', { credential_configuration_id: 1 }, 'invalid_credential_request'],
    ['an empty proof', { format: 'ldp_vc', proof: { proof_type: 'jwt' } }, 'invalid_proof'],
    [
      'a proof of 20 kB',
      { format: 'ldp_vc', proofs: { jwt: ['x'.repeat(20_000)] } },
      'invalid_proof',
    ],
    ['a proof that is an object', { format: 'ldp_vc', proofs: { jwt: [{}] } }, 'invalid_proof'],
    [
      'proofs of two types',
      { format: 'ldp_vc', proofs: { jwt: [jwt], di_vp: [{}] } },
      'invalid_proof',
    ],
    ['a cwt', { format: 'ldp_vc', proof: { proof_type: 'cwt', cwt: 'x' } }, 'invalid_proof'],
  ])('refuses %s', (_, body, code) => {
    expect(() => parseCredentialRequest(body)).toThrow(expect.objectContaining({ code }))
  })
})

describe('buildCredentialResponse', () => {
  it.each([
    ['credential', { credential: 'x' }],
    ['credentials', { credentials: [{ credential: 'x' }] }],
    ['both', { credential: 'x', credentials: [{ credential: 'x' }] }],
  ] as const)('answers in %s', (answerIn, expected) => {
    expect(buildCredentialResponse('x', answerIn)).toEqual(expected)
  })
})
