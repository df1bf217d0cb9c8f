import type { VerifiableCredential } from '@veramo/core-types'
import { describe, expect, it } from 'vitest'
import { envelopCredential, jwtOfEnveloped } from '../../../shared/credential/enveloped.ts'
import {
  type CompactJws,
  readCompactJws,
  verifyCompactJws,
} from '../../../shared/credential/jws.ts'
import {
  checkCredentialClaims,
  checkPresentationClaims,
} from '../../../shared/credential/vc-jwt.ts'
import { parseDid } from '../../../shared/did/did.ts'
import { keyIdsOf } from '../../../shared/did/did-document.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { ed25519TestKey, p256TestKey, type TestKey } from '../../support/signing-keys.ts'
import { sampleBadge } from '../credential/sample-badge.ts'
import { createTestAgent, payloadOf, validCredential, validPresentation } from './test-agent.ts'

const did = parseDid('did:web:city.example:providers:leap')
const edwards = ed25519TestKey('edwards')
const curved = p256TestKey('curved')
const holder = p256TestKey('holder')
const identifiers = [
  { did, keys: { edwards, curved } },
  { did: holder.did, keys: { holder } },
]
const proofFormat = 'vc+jwt'

function tokenOf(made: object): CompactJws {
  const enveloped = jwtOfEnveloped({ ...made })
  return readCompactJws(enveloped?.jwt ?? '')
}

async function isSignedBy(jws: CompactJws, key: TestKey): Promise<boolean> {
  return verifyCompactJws(jws, key.publicKey, verifySignature)
}

describe('createVerifiableCredential', () => {
  it.each([
    ['edwards', edwards, 'EdDSA'],
    ['curved', curved, 'ES256'],
  ] as const)('makes an enveloped token with the key called %s', async (keyRef, key, algorithm) => {
    const { agent, signed } = createTestAgent(identifiers)
    const badge = sampleBadge()
    const credential = payloadOf(badge)
    const made = await agent.createVerifiableCredential({ credential, proofFormat, keyRef })
    const jws = tokenOf(made)
    expect(made).toEqual(envelopCredential(jws.text))
    expect(jws.header).toEqual({
      typ: 'vc+jwt',
      cty: 'vc',
      kid: keyIdsOf(did, key.publicKey).jwk,
      alg: algorithm,
    })
    expect(jws.payload).toMatchObject(badge)
    expect(jws.payload).not.toHaveProperty('issuanceDate')
    expect(checkCredentialClaims(jws)).toEqual({ ok: true })
    expect(await isSignedBy(jws, key)).toBe(true)
    expect(signed.map((args) => [args.keyRef, args.algorithm])).toEqual([[keyRef, algorithm]])
  })

  it('takes the issuer’s first key where none is named', async () => {
    const { agent } = createTestAgent(identifiers)
    const credential = payloadOf(sampleBadge())
    const made = await agent.createVerifiableCredential({ credential, proofFormat })
    expect(await isSignedBy(tokenOf(made), edwards)).toBe(true)
  })

  it('refuses a key of another identifier', async () => {
    const { agent, signed } = createTestAgent(identifiers)
    const credential = payloadOf(sampleBadge())
    await expect(
      agent.createVerifiableCredential({ credential, proofFormat, keyRef: 'holder' }),
    ).rejects.toMatchObject({ code: 'key_unsuitable' })
    expect(signed).toEqual([])
  })

  it.each([
    ['JWT', 'JWT'],
    ['none', undefined],
  ])('makes a token of typ %s for those who want it', async (typ, expected) => {
    const { agent } = createTestAgent(identifiers)
    const credential = payloadOf(sampleBadge())
    const made = await agent.createVerifiableCredential({ credential, proofFormat, typ })
    expect(tokenOf(made).header.typ).toBe(expected)
  })

  it('refuses a typ that it does not know', async () => {
    const { agent } = createTestAgent(identifiers)
    const credential = payloadOf(sampleBadge())
    await expect(
      agent.createVerifiableCredential({ credential, proofFormat, typ: 'at+jwt' }),
    ).rejects.toMatchObject({ code: 'request_malformed' })
  })
})

describe('createVerifiablePresentation', () => {
  const presentation = { holder: holder.did, verifiableCredential: ['aa.bb.cc'] }

  it('makes an enveloped token for one verifier', async () => {
    const { agent, signed } = createTestAgent(identifiers)
    const made = await agent.createVerifiablePresentation({
      presentation,
      proofFormat,
      challenge: 'n-0S6_WzA2Mj',
      domain: 'x509_hash:abc',
    })
    const jws = tokenOf(made)
    expect(jws.payload).toEqual({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      holder: holder.did,
      verifiableCredential: [envelopCredential('aa.bb.cc')],
      iss: holder.did,
      aud: 'x509_hash:abc',
      nonce: 'n-0S6_WzA2Mj',
      iat: 1_788_256_800,
    })
    const binding = { nonce: 'n-0S6_WzA2Mj', audience: 'x509_hash:abc' }
    expect(checkPresentationClaims(jws, binding)).toEqual({ ok: true })
    expect(await isSignedBy(jws, holder)).toBe(true)
    expect(signed).toHaveLength(1)
  })

  it('shows tokens of version 1.1 in a token of version 1.1, which no envelope of 2.0 may hold', async () => {
    const { agent } = createTestAgent(identifiers)
    const parts = [{ alg: 'RS256' }, { vc: { type: ['VerifiableCredential'] } }].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    )
    const older = `${parts.join('.')}.${'A'.repeat(342)}`
    const bound = { proofFormat, challenge: 'n', domain: 'd' } as const
    const made = await agent.createVerifiablePresentation({
      presentation: { holder: holder.did, verifiableCredential: [older] },
      ...bound,
    })
    const jws = tokenOf(made)
    expect(jws.header).toEqual({
      typ: 'JWT',
      kid: keyIdsOf(holder.did, holder.publicKey).jwk,
      alg: 'ES256',
    })
    expect(jws.payload).toEqual({
      vp: {
        '@context': ['https://www.w3.org/2018/credentials/v1'],
        type: ['VerifiablePresentation'],
        verifiableCredential: [older],
      },
      iss: holder.did,
      aud: 'd',
      nonce: 'n',
      iat: 1_788_256_800,
    })
    expect(checkPresentationClaims(jws, { nonce: 'n', audience: 'd' })).toEqual({ ok: true })
    expect(await isSignedBy(jws, holder)).toBe(true)

    const mixed = await agent.createVerifiablePresentation({
      presentation: { holder: holder.did, verifiableCredential: [older, 'aa.bb.cc'] },
      ...bound,
    })
    expect(tokenOf(mixed).payload).toMatchObject({
      verifiableCredential: [envelopCredential(older), envelopCredential('aa.bb.cc')],
    })
  })

  it.each([{}, { challenge: 'n' }, { domain: 'd' }])('refuses to make one for %j', async (args) => {
    const { agent, signed } = createTestAgent(identifiers)
    await expect(
      agent.createVerifiablePresentation({ presentation, proofFormat, ...args }),
    ).rejects.toMatchObject({ code: 'request_malformed' })
    expect(signed).toEqual([])
  })
})

describe('verifyCredential', () => {
  it.each<[string, string | object]>([
    ['a token', 'aa.bb.cc'],
    ['a document as text', '{"type":["VerifiableCredential"]}'],
    ['an enveloped token', envelopCredential('aa.bb.cc')],
  ])('hands %s to the verification pipeline as it is', async (_, document) => {
    const { agent, verified } = createTestAgent(identifiers)
    const credential = document as string | VerifiableCredential
    expect(await agent.verifyCredential({ credential })).toEqual({
      verified: true,
      report: validCredential,
    })
    expect(verified).toEqual([[document]])
  })
})

describe('verifyPresentation', () => {
  it('hands a token to the verification pipeline with its binding', async () => {
    const { agent, verified } = createTestAgent(identifiers)
    const result = await agent.verifyPresentation({
      presentation: 'aa.bb.cc',
      challenge: 'n',
      domain: 'd',
    })
    expect(result).toEqual({ verified: true, report: validPresentation })
    expect(verified).toEqual([['aa.bb.cc', { binding: { nonce: 'n', audience: 'd' } }]])
  })
})
