import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { didJwkFromPublicKey } from '../../../shared/did/did-jwk.ts'
import { publicKeyToJwk } from '../../../shared/did/public-key.ts'
import { readProofJwt } from '../../../shared/oid4vc/oid4vci-proof.ts'
import { ed25519TestKey, p256TestKey } from '../../support/signing-keys.ts'

const learner = ed25519TestKey('learner')
const phone = p256TestKey('phone')
const now = new Date('2026-11-22T10:00:00Z')
const iat = now.getTime() / 1_000
const audience = 'https://city.example/providers/youth'
const expected = { audience, now, maxAgeSeconds: 300, skewSeconds: 60 }

function sign(header: object, payload: object = {}, key = learner): Promise<string> {
  return new SignJWT({ aud: audience, nonce: 'n', iat, ...payload })
    .setProtectedHeader({
      alg: key.publicKey.curve === 'Ed25519' ? 'EdDSA' : 'ES256',
      typ: 'openid4vci-proof+jwt',
      ...header,
    })
    .sign(key.privateKey)
}

describe('readProofJwt', () => {
  const didJwk = didJwkFromPublicKey(phone.publicKey)

  it.each([
    [
      'a did:key with its fragment',
      { kid: learner.signer().keyId },
      learner.did,
      learner.signer().keyId,
    ],
    ['a did:key without a fragment', { kid: learner.did }, learner.did, learner.signer().keyId],
    ['a did:jwk', { kid: `${didJwk}#0` }, didJwk, `${didJwk}#0`],
    ['a did:jwk without a fragment', { kid: didJwk }, didJwk, `${didJwk}#0`],
    [
      'a did:web',
      { kid: 'did:web:wallet.example:people:sam#k' },
      'did:web:wallet.example:people:sam',
      'did:web:wallet.example:people:sam#k',
    ],
  ])('reads a key named as %s', async (_, header, did, keyId) => {
    const proof = readProofJwt(await sign(header), expected)
    expect(proof).toMatchObject({
      key: { by: 'did', did, keyId },
      nonce: 'n',
      issuedAt: now,
    })
  })

  it('reads a key that is shown, and names it as a did:jwk', async () => {
    const proof = readProofJwt(
      await sign({ jwk: publicKeyToJwk(phone.publicKey) }, {}, phone),
      expected,
    )
    expect(proof.key).toEqual({ by: 'jwk', did: didJwk, publicKey: phone.publicKey })
  })

  it('takes an audience that is a list of one', async () => {
    const proof = readProofJwt(await sign({ kid: learner.did }, { aud: [audience] }), expected)
    expect(proof.nonce).toBe('n')
  })

  it.each<[string, object, object]>([
    ['a did:web without a fragment', { kid: 'did:web:wallet.example' }, {}],
    ['a kid that is a number', { kid: 7 }, {}],
    ['a kid that is a path', { kid: 'did:web:wallet.example/path#k' }, {}],
    ['an empty x5c beside kid', { kid: learner.did, x5c: [] }, {}],
    ['a jwk that is null', { jwk: null }, {}],
    ['an audience in a list of two', { kid: learner.did }, { aud: [audience, audience] }],
    ['a negative date', { kid: learner.did }, { iat: -1 }],
    ['a date that is 301 and a minute of skew old', { kid: learner.did }, { iat: iat - 361 }],
    ['a date a minute and a second ahead', { kid: learner.did }, { iat: iat + 61 }],
    ['not yet', { kid: learner.did }, { nbf: iat + 61 }],
    ['no longer', { kid: learner.did }, { exp: iat - 61 }],
  ])('refuses %s', async (_, header, payload) => {
    const jwt = await sign(header, payload)
    expect(() => readProofJwt(jwt, expected)).toThrow(
      expect.objectContaining({ code: 'invalid_proof' }),
    )
  })
})
