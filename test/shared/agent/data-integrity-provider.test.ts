import type { VerifiableCredential } from '@veramo/core-types'
import { describe, expect, it } from 'vitest'
import { DataIntegrityProvider } from '../../../shared/agent/data-integrity-provider.ts'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { credentialsV2Url } from '../../../shared/credential/context-urls.ts'
import {
  addDataIntegrityProof,
  createProofVerifier,
} from '../../../shared/credential/data-integrity.ts'
import { envelopCredential } from '../../../shared/credential/enveloped.ts'
import { proofsOf } from '../../../shared/credential/proof.ts'
import { parseDid } from '../../../shared/did/did.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { ed25519TestKey, p256TestKey, type TestKey } from '../../support/signing-keys.ts'
import { sampleBadge } from '../credential/sample-badge.ts'
import { createTestAgent, payloadOf, validCredential, validPresentation } from './test-agent.ts'

const canonicalize = createCanonicalize()
const did = parseDid('did:web:city.example:providers:leap')
const first = ed25519TestKey('first')
const second = ed25519TestKey('second')
const another = ed25519TestKey('another provider')
const identifiers = [
  { did, keys: { curved: p256TestKey('curved'), first, second } },
  { did: 'did:web:city.example:providers:other', keys: { another } },
  { did: first.did, keys: { holder: first } },
]

async function isSignedBy(document: JsonObject, key: TestKey): Promise<boolean> {
  const [proof = {}] = proofsOf(document)
  const { publicKey } = key
  const input = { proof, publicKey, canonicalize, verifySignature }
  return (await createProofVerifier(document)(input)).ok
}

const proofFormat = 'eddsa-rdfc-2022'

describe('createVerifiableCredential', () => {
  it('signs a badge with one signature of the issuer’s first suitable key', async () => {
    const { agent, signed } = createTestAgent(identifiers)
    const badge = sampleBadge()
    const made = await agent.createVerifiableCredential({
      credential: payloadOf(badge),
      proofFormat,
    })
    expect(made).toEqual(
      await addDataIntegrityProof({
        document: badge,
        signer: first.signer(did),
        proofPurpose: 'assertionMethod',
        created: new Date('2026-09-01T10:00:00Z'),
        canonicalize,
      }),
    )
    expect(signed).toEqual([
      {
        keyRef: 'first',
        algorithm: 'EdDSA',
        encoding: 'hex',
        data: expect.stringMatching(/^[\da-f]{128}$/),
      },
    ])
  })

  it('signs nothing that Veramo adds, and lets it add nothing to the caller’s object', async () => {
    const { agent } = createTestAgent(identifiers)
    const credential = payloadOf(sampleBadge())
    const made = await agent.createVerifiableCredential({ credential, proofFormat })
    expect(credential).toEqual(sampleBadge())
    const { proof: _, ...document } = made
    expect(document).toEqual(sampleBadge())
    expect(await isSignedBy(made, first)).toBe(true)
  })

  it('leaves the caller’s object alone', async () => {
    const provider = new DataIntegrityProvider({
      verification: {
        canonicalize,
        verifyCredential: async () => validCredential,
        verifyPresentation: async () => validPresentation,
      },
      clock: () => new Date('2026-09-01T10:00:00Z'),
    })
    const credential = Object.freeze({ ...sampleBadge(), issuanceDate: '2026-01-01T00:00:00Z' })
    const before = structuredClone(credential)
    const { agent } = createTestAgent(identifiers)
    const args = { credential, proofFormat }
    // sound: the agent has the two methods that the provider asks of it
    await provider.createVerifiableCredential(args as never, { agent } as never)
    expect(credential).toEqual(before)
  })

  it('takes the key that is named', async () => {
    const { agent, signed } = createTestAgent(identifiers)
    const credential = payloadOf(sampleBadge())
    const made = await agent.createVerifiableCredential({
      credential,
      proofFormat,
      keyRef: 'second',
    })
    expect(await isSignedBy(made, second)).toBe(true)
    expect(proofsOf(made)[0]?.verificationMethod).toBe(second.signer(did).keyId)
    expect(signed.map(({ keyRef }) => keyRef)).toEqual(['second'])
  })

  it.each([
    ['of another identifier', 'another'],
    ['of another curve', 'curved'],
    ['that nobody has', 'nobody'],
  ])('refuses a key %s', async (_, keyRef) => {
    const { agent, signed } = createTestAgent(identifiers)
    const credential = payloadOf(sampleBadge())
    await expect(
      agent.createVerifiableCredential({ credential, proofFormat, keyRef }),
    ).rejects.toMatchObject({ code: 'key_unsuitable' })
    expect(signed).toEqual([])
  })

  it('refuses an issuer that is not ours', async () => {
    const { agent } = createTestAgent(identifiers)
    const credential = sampleBadge({ issuer: { id: 'did:web:else.example', type: ['Profile'] } })
    await expect(
      agent.createVerifiableCredential({ credential: payloadOf(credential), proofFormat }),
    ).rejects.toThrow('credential.issuer must be a DID managed by this agent')
  })

  it('refuses to sign what no verifier would accept', async () => {
    const { agent, signed } = createTestAgent(identifiers)
    const { validFrom: _, ...credential } = sampleBadge()
    await expect(
      agent.createVerifiableCredential({ credential: payloadOf(credential), proofFormat }),
    ).rejects.toMatchObject({ code: 'credential_malformed' })
    expect(signed).toEqual([])
  })

  it('dates the proof as it is told', async () => {
    const { agent } = createTestAgent(identifiers)
    const times = [new Date('2026-10-01T00:00:00Z'), Date.parse('2026-10-01T00:00:00Z') / 1000]
    for (const now of times) {
      const made = await agent.createVerifiableCredential({
        credential: payloadOf(sampleBadge()),
        proofFormat,
        now,
      })
      expect(proofsOf(made)[0]?.created).toBe('2026-10-01T00:00:00Z')
    }
  })
})

describe('createVerifiablePresentation', () => {
  const token = envelopCredential('aa.bb.cc')

  it('signs for one verifier with the holder’s key', async () => {
    const { agent, signed } = createTestAgent(identifiers)
    const credential = { ...sampleBadge(), proof: { type: 'DataIntegrityProof' } }
    const presentation = {
      holder: first.did,
      verifiableCredential: [
        'aa.bb.cc',
        token as object as VerifiableCredential,
        credential as unknown as VerifiableCredential,
      ],
    }
    const before = structuredClone(presentation)
    const made = await agent.createVerifiablePresentation({
      presentation,
      proofFormat,
      challenge: 'n-0S6_WzA2Mj',
      domain: 'redirect_uri:https://shop.example/response',
    })
    expect(made).toEqual({
      '@context': [credentialsV2Url],
      type: ['VerifiablePresentation'],
      holder: first.did,
      verifiableCredential: [token, token, credential],
      proof: {
        type: 'DataIntegrityProof',
        cryptosuite: 'eddsa-rdfc-2022',
        created: '2026-09-01T10:00:00Z',
        verificationMethod: first.signer().keyId,
        proofPurpose: 'authentication',
        challenge: 'n-0S6_WzA2Mj',
        domain: 'redirect_uri:https://shop.example/response',
        proofValue: expect.stringMatching(/^z/),
      },
    })
    expect(await isSignedBy(made, first)).toBe(true)
    expect(presentation).toEqual(before)
    expect(signed).toHaveLength(1)
  })

  it('refuses what is no presentation', async () => {
    const { agent } = createTestAgent(identifiers)
    const presentation = { holder: first.did, type: ['VerifiablePresentation'], id: 'not a url' }
    await expect(
      agent.createVerifiablePresentation({ presentation, proofFormat }),
    ).rejects.toMatchObject({ code: 'presentation_malformed' })
  })
})

describe('verifyCredential', () => {
  const signed = {
    ...sampleBadge(),
    proof: { type: 'DataIntegrityProof' },
  } as unknown as VerifiableCredential

  it('hands the document to the verification pipeline and gives its report', async () => {
    const { agent, verified } = createTestAgent(identifiers)
    expect(await agent.verifyCredential({ credential: signed })).toEqual({
      verified: true,
      report: validCredential,
    })
    expect(verified).toEqual([[signed]])
  })

  it.each([
    ['invalid', 'fail', 'revoked'],
    ['unknown', 'unknown', 'issuer_unreachable'],
  ] as const)('is not verified where the verdict is %s', async (verdict, result, code) => {
    const check = { name: 'status', result, code, detail: 'Why.' } as const
    const credential = { ...validCredential, verdict, checks: [...validCredential.checks, check] }
    const { agent } = createTestAgent(identifiers, { credential })
    expect(await agent.verifyCredential({ credential: signed })).toEqual({
      verified: false,
      report: credential,
      error: { message: 'Why.', errorCode: code },
    })
  })

  it('is asked about an object that carries no proof too', async () => {
    const { agent, verified } = createTestAgent(identifiers)
    const credential = { ...sampleBadge() } as unknown as VerifiableCredential
    await agent.verifyCredential({ credential })
    expect(verified).toEqual([[credential]])
  })
})

describe('verifyPresentation', () => {
  const presentation = {
    '@context': [credentialsV2Url],
    type: ['VerifiablePresentation'],
    holder: first.did,
    proof: {},
  }

  it('hands on what the presentation must have been made for', async () => {
    const { agent, verified } = createTestAgent(identifiers)
    const result = await agent.verifyPresentation({ presentation, challenge: 'n', domain: 'd' })
    expect(result).toEqual({ verified: true, report: validPresentation })
    expect(verified).toEqual([[presentation, { binding: { nonce: 'n', audience: 'd' } }]])
  })

  it('tells what is wrong with a credential inside', async () => {
    const check = { name: 'dates', result: 'fail', code: 'expired', detail: 'Over.' } as const
    const credential = { ...validCredential, verdict: 'invalid' as const, checks: [check] }
    const report = {
      ...validPresentation,
      verdict: 'invalid' as const,
      credentials: [validCredential, credential],
    }
    const { agent } = createTestAgent(identifiers, { presentation: report })
    expect(await agent.verifyPresentation({ presentation })).toEqual({
      verified: false,
      report,
      error: { message: 'Over.', errorCode: 'expired' },
    })
  })

  it.each([{ challenge: 'n' }, { domain: 'd' }])('refuses half a binding: %j', async (half) => {
    const { agent, verified } = createTestAgent(identifiers)
    await expect(agent.verifyPresentation({ presentation, ...half })).rejects.toMatchObject({
      code: 'request_malformed',
    })
    expect(verified).toEqual([])
  })
})

describe('listUsableProofFormats', () => {
  it('follows from the keys', async () => {
    const { agent } = createTestAgent(identifiers)
    const key = { kid: 'k', kms: 'local', publicKeyHex: '00' }
    const usable = (type: 'Ed25519' | 'Secp256r1' | 'Secp256k1') =>
      agent.listUsableProofFormats({
        did,
        provider: 'did:web',
        services: [],
        keys: [{ ...key, type }],
      })
    expect(await usable('Ed25519')).toEqual(['eddsa-rdfc-2022', 'eddsa-jcs-2022', 'vc+jwt'])
    expect(await usable('Secp256r1')).toEqual(['vc+jwt'])
    expect(await usable('Secp256k1')).toEqual([])
  })
})
