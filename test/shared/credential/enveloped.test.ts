import { describe, expect, it } from 'vitest'
import {
  envelopCredential,
  envelopPresentation,
  jwtOfEnveloped,
} from '../../../shared/credential/enveloped.ts'
import type { JsonObject } from '../../../shared/json/json.ts'

const v2 = 'https://www.w3.org/ns/credentials/v2'

describe('envelopCredential', () => {
  it('puts a token into an object as the data model has it', () => {
    expect(envelopCredential('aa.bb.cc')).toEqual({
      '@context': v2,
      id: 'data:application/vc+jwt,aa.bb.cc',
      type: 'EnvelopedVerifiableCredential',
    })
  })
})

describe('jwtOfEnveloped', () => {
  it('takes out what was put in', () => {
    expect(jwtOfEnveloped(envelopCredential('aa.bb.cc'))).toEqual({
      kind: 'credential',
      jwt: 'aa.bb.cc',
    })
    expect(jwtOfEnveloped(envelopPresentation('aa.bb.cc'))).toEqual({
      kind: 'presentation',
      jwt: 'aa.bb.cc',
    })
  })

  it.each<[string, JsonObject]>([
    ['an older media type', { id: 'data:application/jwt,aa.bb.cc' }],
    ['a list of contexts', { '@context': [v2, 'https://x.example'] }],
    ['a list of one type', { type: ['EnvelopedVerifiableCredential'] }],
  ])('takes %s', (_, change) => {
    expect(jwtOfEnveloped({ ...envelopCredential('aa.bb.cc'), ...change })?.jwt).toBe('aa.bb.cc')
  })

  it.each([{}, { type: ['VerifiableCredential'] }, { type: null }, { type: 'Enveloped' }])(
    'finds no envelope in %j',
    (value) => {
      expect(jwtOfEnveloped(value)).toBeUndefined()
    },
  )

  it.each<[string, JsonObject, string]>([
    ['no context', { '@context': undefined }, 'credential_malformed'],
    ['no contexts in the list', { '@context': [] }, 'credential_malformed'],
    [
      'another context',
      { '@context': 'https://www.w3.org/ns/credentials/examples/v2' },
      'credential_malformed',
    ],
    [
      'more types',
      { type: ['EnvelopedVerifiableCredential', 'VerifiableCredential'] },
      'credential_malformed',
    ],
    [
      'both types',
      { type: ['EnvelopedVerifiableCredential', 'EnvelopedVerifiablePresentation'] },
      'credential_malformed',
    ],
    ['no id', { id: undefined }, 'credential_malformed'],
    ['a token without its URL', { id: 'aa.bb.cc' }, 'credential_malformed'],
    ['a web page', { id: 'https://x.example/aa.bb.cc' }, 'credential_malformed'],
    ['a page inside', { id: 'data:text/html,<script>1</script>' }, 'credential_malformed'],
    ['two parts', { id: 'data:application/vc+jwt,aa.bb' }, 'securing_unsupported'],
    ['base64', { id: 'data:application/vc+jwt;base64,aa.bb.cc' }, 'securing_unsupported'],
    ['a line break after it', { id: 'data:application/vc+jwt,aa.bb.cc\n' }, 'securing_unsupported'],
    ['an SD-JWT', { id: 'data:application/vc+sd-jwt,aa.bb.cc~dd~' }, 'securing_unsupported'],
    ['COSE', { id: 'data:application/vc+cose;base64,0oRDo' }, 'securing_unsupported'],
  ])('refuses %s', (_, change, code) => {
    expect(() => jwtOfEnveloped({ ...envelopCredential('aa.bb.cc'), ...change })).toThrow(
      expect.objectContaining({ code }),
    )
  })

  it('says of a presentation that it is one', () => {
    expect(() => jwtOfEnveloped({ ...envelopPresentation('aa.bb.cc'), id: 'x' })).toThrow(
      expect.objectContaining({ code: 'presentation_malformed' }),
    )
  })
})
