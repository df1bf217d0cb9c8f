import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { credentialsV1Url, credentialsV2Url } from '../../../shared/credential/context-urls.ts'
import { formatDateTimeStamp } from '../../../shared/credential/date-time-stamp.ts'
import { envelopCredential, envelopPresentation } from '../../../shared/credential/enveloped.ts'
import {
  credentialsOf,
  isSecured,
  lengthInside,
  readSecured,
} from '../../../shared/credential/secured.ts'
import { signCredentialJwt, signPresentationJwt } from '../../../shared/credential/vc-jwt.ts'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { sampleBadge } from './sample-badge.ts'

const key = ed25519TestKey('issuer')
const badge = sampleBadge()
const presentation = {
  '@context': [credentialsV2Url],
  type: ['VerifiablePresentation'],
  holder: key.did,
  verifiableCredential: [badge],
}

async function token(payload: JsonObject, header: JsonObject = {}): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA', ...header }).sign(key.privateKey)
}

const credentialJwt = await signCredentialJwt({ credential: badge, signer: key.signer() })
const presentationJwt = await signPresentationJwt({
  presentation,
  signer: key.signer(),
  audience: 'x',
  nonce: 'y',
  issuedAt: new Date('2026-09-01T10:00:00Z'),
})

describe('readSecured', () => {
  it('reads a document and keeps its text as it came', () => {
    const text = ` \r\n${JSON.stringify(badge, null, 3)}\n`
    expect(readSecured(text)).toEqual({
      kind: 'credential',
      securing: 'data-integrity',
      document: badge,
      text,
    })
  })

  it('reads a document that was parsed already', () => {
    expect(readSecured(presentation)).toEqual({
      kind: 'presentation',
      securing: 'data-integrity',
      document: presentation,
      text: JSON.stringify(presentation),
    })
  })

  it('tells of objects in a presentation how long that is, and reads them by themselves', () => {
    const text = JSON.stringify(presentation)
    const [held] = credentialsOf(readSecured(text).document)
    if (held === undefined) throw new Error('there is no credential')
    expect(lengthInside(held)).toBe(text.length)
    expect(lengthInside({ ...held })).toBeUndefined()
    expect(readSecured(held)).toEqual({
      kind: 'credential',
      securing: 'data-integrity',
      document: held,
      text: JSON.stringify(held),
    })
  })

  it('looks at the JSON of an object in a presentation again when it is read again', () => {
    const [held] = credentialsOf(readSecured(JSON.stringify(presentation)).document)
    if (held === undefined) throw new Error('there is no credential')
    readSecured(held)
    Object.defineProperty(held, '__proto__', { value: { type: 'x' }, enumerable: true })
    expect(lengthInside(held)).toBeUndefined()
    expect(() => readSecured(held)).toThrow(expect.objectContaining({ code: 'json_malformed' }))
  })

  it.each([
    ['by itself', credentialJwt],
    ['in an envelope', envelopCredential(credentialJwt)],
    ['in an envelope as text', JSON.stringify(envelopCredential(credentialJwt))],
  ])('reads a credential token %s', (_, input) => {
    const secured = readSecured(input)
    expect(secured).toEqual({
      kind: 'credential',
      securing: 'jwt',
      document: expect.objectContaining({ ...badge, jti: badge.id }),
      jws: expect.objectContaining({ text: credentialJwt, payload: secured.document }),
      text: credentialJwt,
    })
  })

  it.each([
    ['by itself', presentationJwt],
    ['in an envelope', envelopPresentation(presentationJwt)],
  ])('reads a presentation token %s', (_, input) => {
    expect(readSecured(input)).toMatchObject({
      kind: 'presentation',
      securing: 'jwt',
      document: presentation,
      text: presentationJwt,
    })
  })

  it('reads a presentation in a vp claim as wallets for jwt_vc_json send it', async () => {
    const vp = {
      '@context': [credentialsV1Url],
      type: ['VerifiablePresentation'],
      verifiableCredential: [credentialJwt, badge],
    }
    const text = await token({ iss: key.did, aud: 'x', nonce: 'y', vp })
    expect(readSecured(text)).toMatchObject({
      kind: 'presentation',
      securing: 'jwt',
      document: {
        '@context': [credentialsV2Url],
        type: ['VerifiablePresentation'],
        holder: key.did,
        verifiableCredential: [envelopCredential(credentialJwt), badge],
      },
      text,
    })
  })

  it('keeps the holder that a vp claim names, so that another iss is seen', async () => {
    const vp = {
      type: 'VerifiablePresentation',
      holder: 'did:example:other',
      verifiableCredential: credentialJwt,
    }
    const { document } = readSecured(await token({ iss: key.did, vp }))
    expect(document).toEqual({
      type: 'VerifiablePresentation',
      holder: 'did:example:other',
      verifiableCredential: [envelopCredential(credentialJwt)],
    })
  })

  it('reads a presentation of version 1.1, but none that is itself the payload of a token', () => {
    const document = { ...presentation, '@context': [credentialsV1Url] }
    expect(readSecured(document)).toMatchObject({ kind: 'presentation', document })
    expect(readSecured(JSON.stringify(document))).toMatchObject({ document })
    const [head, , tail] = presentationJwt.split('.')
    const payload = encodeBase64url(new TextEncoder().encode(JSON.stringify(document)))
    expect(() => readSecured(`${head}.${payload}.${tail}`)).toThrow(
      expect.objectContaining({ code: 'vcdm1_unsupported' }),
    )
  })

  it('reads a credential of version 1.1 as document, as payload and from its vc claim', async () => {
    const document = { ...badge, '@context': [credentialsV1Url] }
    const payload = await token(document)
    const claim = await token({ vc: document })
    expect([document, payload, claim].map((input) => readSecured(input).document)).toEqual([
      document,
      document,
      document,
    ])
  })

  it.each([{}, { typ: 'JWT' }, { typ: 'application/jwt' }])(
    'reads one of version 2.0 from its vc claim under the header %j',
    async (header) => {
      expect(readSecured(await token({ iss: key.did, vc: badge }, header)).document).toEqual(badge)
      const { validFrom, validUntil: _, ...undated } = badge
      const nbf = Date.parse(String(validFrom)) / 1000
      const completed = readSecured(await token({ nbf, exp: nbf + 60, vc: undated }, header))
      expect(completed.document).toEqual({
        ...undated,
        validFrom: formatDateTimeStamp(new Date(nbf * 1000)),
        validUntil: formatDateTimeStamp(new Date((nbf + 60) * 1000)),
      })
    },
  )

  it.each(['vc+jwt', 'application/vc+jwt', 'vc+ld+jwt', ''])(
    'refuses a vc claim of version 2.0 under the typ %j, whose payload is the credential',
    async (typ) => {
      const text = await token({ iss: key.did, vc: badge }, { typ })
      expect(() => readSecured(text)).toThrow(
        expect.objectContaining({ code: 'credential_malformed' }),
      )
    },
  )

  it.each<[string, JsonObject]>([
    ['of version 2.0 beside another', { ...badge, vc: { ...badge, id: 'urn:uuid:1' } }],
    [
      'beside a credential',
      { ...badge, vc: { ...badge, '@context': [credentialsV1Url], id: 'urn:uuid:1' } },
    ],
    ['of nothing', { vc: {} }],
    ['of a text', { vc: 'badge' }],
    [
      'of a presentation',
      { vc: { '@context': [credentialsV1Url], type: ['VerifiablePresentation'] } },
    ],
  ])('refuses a token with a vc claim %s', async (_, payload) => {
    const text = await token(payload)
    expect(() => readSecured(text)).toThrow(
      expect.objectContaining({ code: 'credential_malformed' }),
    )
  })

  it.each<[string, string | JsonObject, string]>([
    ['nothing', '', 'jws_malformed'],
    ['words', 'hello', 'jws_malformed'],
    ['a list', '[]', 'jws_malformed'],
    ['half a document', '{"type":', 'json_malformed'],
    ['a document that poisons', '{"type":"VerifiableCredential","__proto__":{}}', 'json_malformed'],
    [
      'a parsed document that poisons',
      JSON.parse('{"type":"VerifiableCredential","__proto__":{}}'),
      'json_malformed',
    ],
    ['a document without a type', '{}', 'credential_malformed'],
    ['a document of another type', { type: ['Person'] }, 'credential_malformed'],
    [
      'both at once',
      { type: ['VerifiableCredential', 'VerifiablePresentation'] },
      'credential_malformed',
    ],
    [
      'a credential in the envelope of a presentation',
      envelopPresentation(credentialJwt),
      'presentation_malformed',
    ],
    [
      'a presentation in the envelope of a credential',
      envelopCredential(presentationJwt),
      'credential_malformed',
    ],
    ['a token with a line break', `${credentialJwt}\n`, 'jws_malformed'],
    [
      'too large a document',
      `{"type":"VerifiableCredential","x":"${'x'.repeat(4_194_304)}"}`,
      'body_too_large',
    ],
    ['too large a token', `${'x'.repeat(4_194_304)}.y.z`, 'body_too_large'],
  ])('refuses %s', (_, input, code) => {
    expect(() => readSecured(input)).toThrow(expect.objectContaining({ code }))
  })

  it.each<[string, JsonObject]>([
    ['a vp claim that is no object', { vp: 'x' }],
    ['a vp claim that holds a credential', { vp: badge }],
  ])('refuses a token with %s', async (_, payload) => {
    const text = await token(payload)
    expect(() => readSecured(text)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/_malformed$/) }),
    )
  })
})

describe('credentialsOf', () => {
  it('reads none, one and several', () => {
    expect(credentialsOf({})).toEqual([])
    expect(credentialsOf({ verifiableCredential: badge })).toEqual([badge])
    expect(credentialsOf(presentation)).toEqual([badge])
  })

  it.each(['a.b.c', [badge, 'a.b.c'], null, [[badge]]])('refuses %j', (verifiableCredential) => {
    expect(() => credentialsOf({ verifiableCredential })).toThrow(
      expect.objectContaining({ code: 'presentation_malformed' }),
    )
  })
})

describe('isSecured', () => {
  it('knows what was read from what only looks like it', () => {
    const secured = readSecured(JSON.stringify(sampleBadge()))
    expect(isSecured(secured)).toBe(true)
    expect(isSecured({ ...secured })).toBe(false)
  })
})
