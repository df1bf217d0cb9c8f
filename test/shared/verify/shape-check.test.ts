import { describe, expect, it } from 'vitest'
import { envelopCredential } from '../../../shared/credential/enveloped.ts'
import { signCompactJws } from '../../../shared/credential/jws.ts'
import { credentialsOf } from '../../../shared/credential/secured.ts'
import { signCredentialJwt } from '../../../shared/credential/vc-jwt.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { maxCredentialBytes } from '../../../shared/verify/limits.ts'
import { checkShape } from '../../../shared/verify/shape-check.ts'
import { badge, createHolder, createIssuer, createWorld, present, secure } from './world.ts'

const world = createWorld()
const issuer = createIssuer(world)
const holder = createHolder()
const unsigned = badge(issuer, { id: holder.did })
const signed = await secure(unsigned, issuer.signer)
const token = await signCredentialJwt({ credential: unsigned, signer: issuer.signer })

function problem(input: string | JsonObject, kind: 'credential' | 'presentation' = 'credential') {
  const { shape, refusal } = checkShape(input, kind)
  return [shape, ...(refusal ? [refusal] : [])]
    .filter(({ code }) => code !== 'ok' && code !== 'not_checked')
    .map(({ name, code }) => `${name}:${code}`)
}

/** A token with another header, as whoever holds no key can make it. */
function withHeader(header: object): string {
  const [, ...rest] = token.split('.')
  return [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.')
}

describe('checkShape', () => {
  it('lets through a good badge in every form', async () => {
    expect(problem(signed)).toEqual([])
    expect(problem(JSON.stringify(signed))).toEqual([])
    expect(problem(token)).toEqual([])
    expect(problem({ ...envelopCredential(token) })).toEqual([])
    expect(problem(await present([signed], holder), 'presentation')).toEqual([])
    expect(problem(await present([signed], holder, { format: 'jwt' }), 'presentation')).toEqual([])
  })

  it('lets through no credential in a presentation that is too large by itself', async () => {
    const large = { ...signed, name: 'x'.repeat(maxCredentialBytes) }
    const { secured } = checkShape(await present([large, signed], holder), 'presentation')
    const held = secured ? credentialsOf(secured.document) : []
    expect(held.map((credential) => problem(credential))).toEqual([['shape:too_large'], []])
  })

  it.each<[string, string | JsonObject, string]>([
    ['nothing', '', 'shape:malformed'],
    ['a word', 'badge', 'shape:malformed'],
    ['a number', '7', 'shape:malformed'],
    ['a list', '[]', 'shape:malformed'],
    ['JSON cut short', JSON.stringify(signed).slice(0, -1), 'shape:malformed'],
    [
      'a member given twice',
      JSON.stringify(signed).replace('{', '{"id":"urn:x",'),
      'shape:malformed',
    ],
    [
      'a member that becomes a prototype',
      JSON.stringify(signed).replace('{', '{"__proto__":{},'),
      'shape:malformed',
    ],
    [
      'a hundred thousand levels',
      `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
      'shape:malformed',
    ],
    ['an object of nothing', {}, 'shape:malformed'],
    ['an object that ends nowhere', endless(), 'shape:too_large'],
    ['too much text', ' '.repeat(maxCredentialBytes + 1), 'shape:too_large'],
    ['too much in few characters', `"${'€'.repeat(maxCredentialBytes / 2)}"`, 'shape:too_large'],
    ['too large an object', { ...signed, name: 'x'.repeat(maxCredentialBytes) }, 'shape:too_large'],
    [
      'members of version 2.0 under the context of 1.1',
      { ...signed, '@context': ['https://www.w3.org/2018/credentials/v1'] },
      'shape:model_invalid',
    ],
    [
      'contexts the wrong way round',
      { ...signed, '@context': [...(signed['@context'] as string[])].reverse() },
      'shape:context_invalid',
    ],
    [
      'a context of its own',
      {
        ...signed,
        '@context': [...(signed['@context'] as string[]), { name: 'https://evil.example/' }],
      },
      'shape:context_invalid',
    ],
    [
      'a context that is no web address',
      { ...signed, '@context': [...(signed['@context'] as string[]), 'urn:another:context'] },
      'shape:context_invalid',
    ],
    [
      'a context that nobody here has read',
      { ...signed, '@context': [...(signed['@context'] as string[]), 'https://x.example/words'] },
      'shape:context_unknown',
    ],
    [
      'a context that nobody here has read, and no start',
      {
        ...signed,
        '@context': [...(signed['@context'] as string[]), 'https://x.example/words'],
        validFrom: undefined,
      },
      'shape:badge_invalid',
    ],
    ['no context', { ...signed, '@context': undefined }, 'shape:context_invalid'],
    [
      'dates of version 1.1',
      { ...signed, issuanceDate: '2026-09-01T09:00:00Z' },
      'shape:model_invalid',
    ],
    [
      'a status without type',
      { ...signed, credentialStatus: { id: 'urn:x' } },
      'shape:model_invalid',
    ],
    [
      'an end before its start',
      { ...signed, validUntil: '2020-01-01T00:00:00Z' },
      'shape:model_invalid',
    ],
    ['no start', { ...signed, validFrom: undefined }, 'shape:badge_invalid'],
    [
      'two status entries',
      {
        ...signed,
        credentialStatus: [
          { id: 'urn:x', type: 'A' },
          { id: 'urn:y', type: 'A' },
        ],
      },
      'shape:badge_invalid',
    ],
    [
      'no achievement',
      { ...signed, credentialSubject: { id: holder.did, type: ['AchievementSubject'] } },
      'shape:badge_invalid',
    ],
    ['no recipient', badgeWithout('id'), 'shape:subject_missing'],
  ])('refuses %s', (_, input, code) => {
    expect(problem(input)).toEqual([code])
  })

  it.each([
    ['none', 'proof:algorithm_refused'],
    ['None', 'proof:algorithm_refused'],
    ['nOnE', 'proof:algorithm_refused'],
    ['', 'proof:algorithm_refused'],
    ['HS256', 'proof:algorithm_refused'],
    ['RS1', 'proof:algorithm_refused'],
    ['PS256', 'proof:unsupported'],
    ['ES512', 'proof:unsupported'],
  ])('judges a token whose algorithm is "%s"', (alg, code) => {
    expect(problem(withHeader({ alg, kid: issuer.keyId }))).toEqual([code])
  })

  it('says of an SD-JWT that it is not read', () => {
    expect(problem(`${token}~`)).toEqual(['proof:unsupported'])
    expect(problem(`${token}~WyJzYWx0IiwibmFtZSIsIngiXQ~`)).toEqual(['proof:unsupported'])
    expect(problem(`~${token}`)).toEqual(['shape:malformed'])
  })

  it.each([
    ['an unknown critical extension', { crit: ['exp'], exp: 1 }, 'proof:header_refused'],
    ['an empty list of critical extensions', { crit: [] }, 'proof:header_refused'],
    ['an unencoded payload', { b64: false, crit: ['b64'] }, 'proof:header_refused'],
    ['b64 alone', { b64: false }, 'proof:header_refused'],
    ["a presentation's typ", { typ: 'vp+jwt' }, 'proof:header_refused'],
    ["an access token's typ", { typ: 'at+jwt' }, 'proof:header_refused'],
    ["a key proof's typ", { typ: 'openid4vci-proof+jwt' }, 'proof:header_refused'],
    ['an empty key id', { kid: '' }, 'proof:malformed'],
    ['a DID for a key id', { kid: issuer.did }, 'proof:malformed'],
    ["another's key id", { kid: 'did:web:thief.example#key-1' }, 'issuer-key:key_of_another'],
  ])('refuses a token with %s in its header', (_, change, code) => {
    expect(
      problem(withHeader({ alg: 'EdDSA', typ: 'vc+jwt', kid: issuer.keyId, ...change })),
    ).toEqual([code])
  })

  it.each([
    ['iss', { iss: 'did:web:thief.example' }],
    ['jti', { jti: 'urn:uuid:another' }],
    ['sub', { sub: 'did:key:z6Mkthief' }],
    ['exp', { exp: 1_900_000_000 }],
    ['nbf', { nbf: 1 }],
  ])('refuses a token whose %s differs from the badge', async (_, claims) => {
    const text = await signCompactJws({
      header: { kid: issuer.keyId },
      payload: { ...unsigned, ...claims },
      signer: issuer.signer,
    })
    expect(problem(text)).toEqual(['shape:claims_mismatch'])
  })

  it('refuses a presentation with a context that nobody here has read', async () => {
    const shown = await present([signed], holder)
    // sound: present() made an object with a list of contexts
    const context = [...(shown as { '@context': string[] })['@context'], 'https://x.example/words']
    const changed = { ...(shown as JsonObject), '@context': context }
    expect(problem(changed, 'presentation')).toEqual(['shape:context_invalid'])
  })

  it('refuses a presentation where a credential belongs, and the reverse', async () => {
    const shown = await present([signed], holder)
    const shownToken = await present([signed], holder, { format: 'jwt' })
    expect([problem(shown), problem(shownToken)]).toEqual([
      ['shape:not_a_credential'],
      ['shape:not_a_credential'],
    ])
    expect(problem(signed, 'presentation')).toEqual(['shape:not_a_presentation'])
    expect(problem(token, 'presentation')).toEqual(['shape:not_a_presentation'])
  })

  it('never puts the input into what it says', () => {
    const secret = 'did:key:z6Mksecret'
    const inputs = [
      secret,
      `{"id":"${secret}"`,
      { ...signed, validUntil: secret },
      { ...signed, [secret]: secret },
    ]
    const details = inputs.map((input) => checkShape(input, 'credential').shape.detail)
    expect(details.filter((detail) => detail.includes('secret'))).toEqual([])
  })
})

function endless(): JsonObject {
  const object: JsonObject = {}
  object.self = object
  return object
}

function badgeWithout(member: string): JsonObject {
  const { [member]: _, ...credentialSubject } = signed.credentialSubject as JsonObject
  return { ...signed, credentialSubject }
}
