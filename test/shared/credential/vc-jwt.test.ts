import { importJWK, jwtVerify, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { credentialsV2Url } from '../../../shared/credential/context-urls.ts'
import { envelopCredential } from '../../../shared/credential/enveloped.ts'
import { readCompactJws, verifyCompactJws } from '../../../shared/credential/jws.ts'
import { idOf, toNumericDate } from '../../../shared/credential/jwt-claims.ts'
import { readSecured } from '../../../shared/credential/secured.ts'
import {
  checkCredentialClaims,
  checkPresentationClaims,
  credentialJwtText,
  signCredentialJwt,
  signPresentationJwt,
} from '../../../shared/credential/vc-jwt.ts'
import { publicKeyToJwk } from '../../../shared/did/public-key.ts'
import { type JsonObject, parseJsonStrict } from '../../../shared/json/json.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { ed25519TestKey, p256TestKey } from '../../support/signing-keys.ts'
import { sampleBadge } from './sample-badge.ts'

const keys = [
  ['EdDSA', ed25519TestKey('issuer')],
  ['ES256', p256TestKey('issuer')],
] as const
const [, issuer] = keys[0]
const holder = p256TestKey('holder')
const kid = issuer.signer().keyId

function badgeOf(did: string): JsonObject {
  return sampleBadge({ issuer: { id: did, type: ['Profile'], name: 'Leap' } })
}

const badge = badgeOf(issuer.did)

const claims = {
  iss: issuer.did,
  jti: badge.id,
  sub: 'did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi',
  nbf: 1_788_253_200,
  exp: 1_882_947_600,
}

const presentation = {
  '@context': [credentialsV2Url],
  type: ['VerifiablePresentation'],
  holder: holder.did,
  verifiableCredential: [envelopCredential('a.b.c')],
}

const binding = { nonce: 'n-0S6_WzA2Mj', audience: 'decentralized_identifier:did:web:shop.example' }

async function token(header: JsonObject, payload: JsonObject, key = issuer): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA', ...header }).sign(key.privateKey)
}

describe('credentialJwtText', () => {
  it.each<[name: string, credential: JsonObject, expected: JsonObject]>([
    ['its own members and the claims', badge, { ...badge, ...claims }],
    ['each name once, as a claim', { ...badge, exp: 1, iss: 'x' }, { ...badge, ...claims }],
    ['no claims of what gives none', { name: 'x' }, { name: 'x' }],
    ['nothing of nothing', {}, {}],
  ])('says %s', (_, credential, expected) => {
    expect(parseJsonStrict(credentialJwtText(credential))).toEqual(expected)
  })
})

describe('signCredentialJwt', () => {
  it.each(keys)('makes a token of %s whose payload is the badge', async (alg, key) => {
    const credential = badgeOf(key.did)
    const jwt = await signCredentialJwt({ credential, signer: key.signer() })
    const jws = readCompactJws(jwt)
    expect(jws.header).toEqual({ typ: 'vc+jwt', cty: 'vc', kid: key.signer().keyId, alg })
    expect(jws.payload).toEqual({ ...credential, ...claims, iss: key.did })
    expect(checkCredentialClaims(jws)).toEqual({ ok: true })
    expect(await verifyCompactJws(jws, key.publicKey, verifySignature)).toBe(true)
    const options = { currentDate: new Date('2027-01-01'), issuer: key.did, typ: 'vc+jwt' }
    const publicKey = await importJWK(publicKeyToJwk(key.publicKey), alg)
    expect((await jwtVerify(jwt, publicKey, options)).payload).toEqual(jws.payload)
  })

  it.each([
    ['JWT', { typ: 'JWT', alg: 'EdDSA', kid }],
    ['none', { alg: 'EdDSA', kid }],
  ] as const)('can carry the typ %s', async (typ, header) => {
    const jws = readCompactJws(
      await signCredentialJwt({ credential: badge, signer: issuer.signer(), typ }),
    )
    expect(jws.header).toEqual(header)
    expect(checkCredentialClaims(jws)).toEqual({ ok: true })
  })

  it('leaves out the claims of what the credential does not have', async () => {
    const { id: _, validUntil: __, ...rest } = badge
    const credential = { ...rest, credentialSubject: [{ name: 'x' }], issuer: issuer.did }
    const jws = readCompactJws(await signCredentialJwt({ credential, signer: issuer.signer() }))
    expect(jws.payload).toEqual({ ...credential, iss: issuer.did, nbf: claims.nbf })
  })

  it('does not touch the credential', async () => {
    const credential = structuredClone(badge)
    await signCredentialJwt({ credential: Object.freeze(credential), signer: issuer.signer() })
    expect(credential).toEqual(badge)
  })
})

describe('checkCredentialClaims', () => {
  const credential = {
    '@context': [credentialsV2Url],
    type: ['VerifiableCredential'],
    issuer: issuer.did,
  }
  const subjects = [{ id: 'did:x:1' }, { id: 'did:x:2' }]

  it.each<[string, JsonObject, JsonObject]>([
    ['a badge with all claims', { typ: 'vc+jwt', cty: 'vc', kid }, { ...badge, ...claims }],
    ['a badge without claims', { typ: 'vc+jwt', kid }, badge],
    ['a key that iss is the owner of', { typ: 'vc+jwt' }, { ...badge, ...claims }],
    ['a key by its name', { typ: 'vc+jwt', kid: 'key-1' }, { ...badge, ...claims }],
    ['a key by its address', { typ: 'vc+jwt', kid: 'https://city.example#key-1' }, badge],
    ['a badge with the whole media type', { typ: 'application/vc+jwt', kid }, badge],
    ['a badge with a cty of its own', { typ: 'vc+jwt', cty: 'application/json', kid }, badge],
    ['a badge under the name of a draft', { typ: 'vc+ld+jwt', cty: 'vc+ld+json', kid }, badge],
    ['an Open Badge file', { kid }, { ...badge, ...claims }],
    ['an older wallet’s token', { typ: 'JWT', kid }, badge],
    ['a fraction of a second', { kid }, { ...badge, nbf: claims.nbf + 0.5 }],
    ['an issuer by its URL', { kid }, { ...badge, issuer: issuer.did, iss: issuer.did }],
    [
      'keys in the header, which mean nothing',
      { kid, jwk: { kty: 'OKP' }, jku: 'https://x.example', x5c: [] },
      badge,
    ],
    [
      'a signature that ends before the credential',
      { kid },
      { ...credential, validUntil: '2030-01-01T00:00:00Z', exp: 1 },
    ],
    [
      'one of several subjects',
      { kid },
      { ...credential, credentialSubject: subjects, sub: 'did:x:2' },
    ],
  ])('takes %s', async (_, header, payload) => {
    expect(checkCredentialClaims(readCompactJws(await token(header, payload)))).toEqual({
      ok: true,
    })
  })

  it.each<[string, JsonObject, JsonObject, string]>([
    ['typ of a presentation', { typ: 'vp+jwt', kid }, badge, 'typ_wrong'],
    ['typ of another protocol', { typ: 'openid4vci-proof+jwt', kid }, badge, 'typ_wrong'],
    ['typ of an access token', { typ: 'at+jwt', kid }, badge, 'typ_wrong'],
    ['cty of a presentation', { cty: 'vp', kid }, badge, 'typ_wrong'],
    ['cty against its typ', { typ: 'vc+jwt', cty: 'application/vp', kid }, badge, 'typ_wrong'],
    ['a token inside a token', { cty: 'JWT', kid }, badge, 'typ_wrong'],
    ['one inside what has a typ', { typ: 'vc+jwt', cty: 'JWT', kid }, badge, 'typ_wrong'],
    ['an unknown cty where no typ says more', { cty: 'json', kid }, badge, 'typ_wrong'],
    ['one beside a plain typ', { typ: 'JWT', cty: 'json', kid }, badge, 'typ_wrong'],
    ['no kid', { typ: 'vc+jwt' }, badge, 'kid_missing'],
    ['a kid that is no DID URL', { typ: 'vc+jwt', kid: 'key-1' }, badge, 'kid_missing'],
    ['a kid without a fragment', { kid: issuer.did }, badge, 'kid_missing'],
    ['a kid that is a fragment', { typ: 'vc+jwt', kid: '#key-1' }, badge, 'kid_missing'],
    ['an empty kid beside iss', { typ: 'vc+jwt', kid: '' }, { ...badge, ...claims }, 'kid_missing'],
    [
      'a DID as kid beside iss',
      { typ: 'vc+jwt', kid: issuer.did },
      { ...badge, ...claims },
      'kid_missing',
    ],
    ['no kid and an iss that is none', { typ: 'vc+jwt' }, { ...badge, iss: 1 }, 'kid_missing'],
    ['a key of another', { kid: `${holder.did}#1` }, badge, 'kid_of_another'],
    ['a key of one whose name begins alike', { kid: `${issuer.did}x#1` }, badge, 'kid_of_another'],
    ['another issuer in iss', { kid }, { ...badge, iss: holder.did }, 'claims_mismatch'],
    ['no issuer', { kid }, { ...badge, issuer: undefined, iss: issuer.did }, 'kid_of_another'],
    ['another id', { kid }, { ...badge, jti: 'urn:uuid:1' }, 'claims_mismatch'],
    [
      'an id where there is none',
      { kid },
      { ...badge, id: undefined, jti: badge.id },
      'claims_mismatch',
    ],
    ['another subject', { kid }, { ...badge, sub: holder.did }, 'claims_mismatch'],
    [
      'a subject where none is named',
      { kid },
      { ...badge, credentialSubject: { a: 1 }, sub: holder.did },
      'claims_mismatch',
    ],
    ['another beginning', { kid }, { ...badge, nbf: claims.nbf - 1 }, 'claims_mismatch'],
    ['another end', { kid }, { ...badge, exp: claims.exp + 1 }, 'claims_mismatch'],
    [
      'an end where there is none',
      { kid },
      { ...badge, validUntil: undefined, exp: claims.exp },
      'claims_mismatch',
    ],
    ['an end that is text', { kid }, { ...credential, exp: '1' }, 'claims_malformed'],
    ['a beginning that is a list', { kid }, { ...credential, nbf: [1] }, 'claims_malformed'],
    ['a time of issue that is null', { kid }, { ...credential, iat: null }, 'claims_malformed'],
  ])('refuses %s', async (_, header, payload, code) => {
    const jws = readCompactJws(await token(header, JSON.parse(JSON.stringify(payload))))
    expect(checkCredentialClaims(jws)).toMatchObject({ ok: false, code })
  })
})

describe('signPresentationJwt', () => {
  const issuedAt = new Date('2026-09-01T10:00:00.9Z')

  it('makes a token for one verifier', async () => {
    const jwt = await signPresentationJwt({
      presentation,
      signer: holder.signer(),
      ...binding,
      issuedAt,
      expiresAt: new Date('2026-09-01T10:05:00Z'),
    })
    const jws = readCompactJws(jwt)
    expect(jws.header).toEqual({
      typ: 'vp+jwt',
      cty: 'vp',
      kid: holder.signer().keyId,
      alg: 'ES256',
    })
    expect(jws.payload).toEqual({
      ...presentation,
      iss: holder.did,
      aud: binding.audience,
      nonce: binding.nonce,
      iat: 1_788_256_800,
      exp: 1_788_257_100,
    })
    expect(checkPresentationClaims(jws, binding)).toEqual({ ok: true })
    const publicKey = await importJWK(publicKeyToJwk(holder.publicKey), 'ES256')
    await jwtVerify(jwt, publicKey, { audience: binding.audience, currentDate: issuedAt })
  })

  it('names the holder by the key where the presentation does not', async () => {
    const { holder: _, ...anonymous } = presentation
    const signer = holder.signer()
    const jwt = await signPresentationJwt({ presentation: anonymous, signer, ...binding, issuedAt })
    expect(readSecured(jwt).document).toMatchObject({ holder: holder.did, iss: holder.did })
  })
})

describe('checkPresentationClaims', () => {
  const key = holder.signer().keyId
  const bound = { ...presentation, aud: binding.audience, nonce: binding.nonce, iss: holder.did }
  const read = async (header: JsonObject, payload: JsonObject) =>
    readCompactJws(await token({ kid: key, ...header }, payload))

  it.each<[string, JsonObject, JsonObject]>([
    ['one audience in a list', {}, { ...bound, aud: [binding.audience] }],
    ['no iss', { typ: 'vp+jwt' }, { ...bound, iss: undefined }],
    [
      'the vp claim',
      { typ: 'JWT' },
      { vp: presentation, aud: binding.audience, nonce: binding.nonce },
    ],
    ['the vp claim of a holder in iss', {}, { ...bound, vp: { type: 'VerifiablePresentation' } }],
  ])('takes %s', async (_, header, payload) => {
    const jws = await read(header, JSON.parse(JSON.stringify(payload)))
    expect(checkPresentationClaims(jws, binding)).toEqual({ ok: true })
  })

  it.each<[string, JsonObject, JsonObject, string]>([
    ['typ of a credential', { typ: 'vc+jwt' }, bound, 'typ_wrong'],
    ['a key of another', { kid }, bound, 'kid_of_another'],
    ['another holder', {}, { ...bound, holder: issuer.did }, 'kid_of_another'],
    ['another iss', {}, { ...bound, iss: issuer.did }, 'claims_mismatch'],
    ['no nonce', {}, { ...bound, nonce: undefined }, 'nonce_wrong'],
    ['another nonce', {}, { ...bound, nonce: 'old' }, 'nonce_wrong'],
    ['a list of nonces', {}, { ...bound, nonce: [binding.nonce] }, 'nonce_wrong'],
    ['no audience', {}, { ...bound, aud: undefined }, 'audience_wrong'],
    ['another audience', {}, { ...bound, aud: 'did:web:shop.example' }, 'audience_wrong'],
    ['several audiences', {}, { ...bound, aud: [binding.audience, 'x'] }, 'audience_wrong'],
    ['an end that is text', {}, { ...bound, exp: 'soon' }, 'claims_malformed'],
  ])('refuses %s', async (_, header, payload, code) => {
    const jws = await read(header, JSON.parse(JSON.stringify(payload)))
    expect(checkPresentationClaims(jws, binding)).toMatchObject({ ok: false, code })
  })

  it('asks for no binding where none is expected', async () => {
    const jws = await read({}, presentation)
    expect(checkPresentationClaims(jws)).toEqual({ ok: true })
  })
})

describe('idOf', () => {
  it.each<[unknown, string | undefined]>([
    ['did:x:y', 'did:x:y'],
    [{ id: 'did:x:y', name: 'x' }, 'did:x:y'],
    [{ id: ['did:x:y'] }, undefined],
    [['did:x:y'], undefined],
    [undefined, undefined],
    [null, undefined],
  ])('of %j is %s', (party, id) => {
    expect(idOf(party)).toBe(id)
  })
})

describe('toNumericDate', () => {
  it.each<[unknown, number | undefined]>([
    ['2026-09-01T10:00:00.999+01:00', 1_788_253_200],
    [new Date(1_788_253_200_999), 1_788_253_200],
    ['9999-12-31T23:59:59Z', 253_402_300_799],
    ['1969-12-31T23:59:59.5Z', -1],
    ['2026-09-01', undefined],
    [1_788_253_200, undefined],
    [undefined, undefined],
  ])('of %s is %s', (time, seconds) => {
    expect(toNumericDate(time)).toBe(seconds)
  })
})
