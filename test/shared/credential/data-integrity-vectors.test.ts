import { describe, expect, it } from 'vitest'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { credentialsV2Url, openBadgesUrl } from '../../../shared/credential/context-urls.ts'
import { pinnedContexts } from '../../../shared/credential/contexts.ts'
import {
  addDataIntegrityProof,
  createProofVerifier,
} from '../../../shared/credential/data-integrity.ts'
import { dataToSign } from '../../../shared/credential/data-to-sign.ts'
import { decodeBase58, encodeBase58 } from '../../../shared/did/base-encoding.ts'
import { publicKeyFromMultibase, publicKeyToMultibase } from '../../../shared/did/public-key.ts'
import { canonicalizeJson } from '../../../shared/json/jcs.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import guide from './vectors/1edtech-implementation-guide.json' with { type: 'json' }
import validatorBadge from './vectors/1edtech-validator-badge.json' with { type: 'json' }
import w3cEcdsa from './vectors/vc-di-ecdsa.json' with { type: 'json' }
import w3c from './vectors/vc-di-eddsa.json' with { type: 'json' }
import w3cJcs from './vectors/vc-di-eddsa-jcs.json' with { type: 'json' }

/** The context of the specification's examples, as the specification gives it. */
const examplesContext = {
  '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' },
}

const canonicalize = createCanonicalize({
  contexts: new Map([['https://www.w3.org/ns/credentials/examples/v2', examplesContext]]),
})

describe('eddsa-rdfc-2022 of W3C vc-di-eddsa', () => {
  const { proof, ...unsecured } = w3c.signed
  const { '@context': _, ...proofOptions } = w3c.proofConfig
  const key = ed25519TestKey(decodeBase58(w3c.keyPair.privateKeyMultibase.slice(1)).slice(2))

  it('starts from the published key pair', () => {
    expect(publicKeyToMultibase(key.publicKey)).toBe(w3c.keyPair.publicKeyMultibase)
  })

  it('puts the proof configuration into the published canonical form', async () => {
    expect(await canonicalize(w3c.proofConfig)).toBe(`${w3c.proofCanon.join('\n')}\n`)
  })

  it('hashes to the published bytes', async () => {
    const message = await dataToSign(unsecured, proofOptions, {
      canonicalization: 'rdfc',
      hash: 'sha-256',
      canonicalize,
    })
    expect(hex(message)).toBe(w3c.combinedHash)
    expect(`z${encodeBase58(await key.signer().sign(message))}`).toBe(proof.proofValue)
  })

  it('makes the published document', async () => {
    const signed = await addDataIntegrityProof({
      document: unsecured,
      signer: { ...key.signer(), keyId: proof.verificationMethod },
      proofPurpose: 'assertionMethod',
      created: new Date(proof.created),
      canonicalize,
    })
    expect(signed).toEqual(w3c.signed)
  })

  it('verifies the published document', async () => {
    const publicKey = publicKeyFromMultibase(w3c.keyPair.publicKeyMultibase)
    const input = { proof, publicKey, canonicalize, verifySignature }
    expect(await createProofVerifier(w3c.signed)(input)).toEqual({ ok: true })
  })
})

describe('eddsa-jcs-2022 of W3C vc-di-eddsa', () => {
  const { proof, ...unsecured } = w3cJcs.signed
  const { proofValue: _, ...proofOptions } = proof
  const key = ed25519TestKey(decodeBase58(w3c.keyPair.privateKeyMultibase.slice(1)).slice(2))
  const multikey = w3c.keyPair.publicKeyMultibase
  const withDidKey = { ...proofOptions, verificationMethod: `did:key:${multikey}#${multikey}` }

  it('puts document and proof configuration into the published canonical form', () => {
    expect(canonicalizeJson(unsecured)).toBe(w3cJcs.documentCanon)
    expect(canonicalizeJson(withDidKey)).toBe(w3cJcs.byDidKey.proofCanon)
  })

  it('hashes to the published bytes', async () => {
    const form = { canonicalization: 'jcs', hash: 'sha-256', canonicalize } as const
    const message = await dataToSign(unsecured, withDidKey, form)
    expect(hex(message)).toBe(w3cJcs.byDidKey.combinedHash)
  })

  it('makes the published document', async () => {
    const signed = await addDataIntegrityProof({
      document: unsecured,
      signer: { ...key.signer(), keyId: proof.verificationMethod },
      proofPurpose: 'assertionMethod',
      created: new Date(proof.created),
      cryptosuite: 'eddsa-jcs-2022',
      canonicalize,
    })
    expect(signed).toEqual(w3cJcs.signed)
  })

  it('verifies the published document', async () => {
    const { publicKey } = key
    const input = { proof, publicKey, canonicalize, verifySignature }
    expect(await createProofVerifier(w3cJcs.signed)(input)).toEqual({ ok: true })
  })
})

describe('ecdsa-rdfc-2019 of W3C vc-di-ecdsa', () => {
  const { signed } = w3cEcdsa
  const [, multikey = ''] = signed.proof.verificationMethod.split('#')

  async function verifies(change: object = {}, publicKey = publicKeyFromMultibase(multikey)) {
    const document = { ...signed, ...change }
    const { proof } = document
    const input = { proof, publicKey, canonicalize, verifySignature }
    return await createProofVerifier(document)(input)
  }

  it('hashes to the published bytes', async () => {
    const { proof, ...unsecured } = signed
    const form = { canonicalization: 'rdfc', hash: 'sha-256', canonicalize } as const
    expect(hex(await dataToSign(unsecured, proof, form))).toBe(w3cEcdsa.combinedHash)
  })

  it('verifies the published document', async () => {
    expect(await verifies()).toEqual({ ok: true })
  })

  it('refuses it changed, under another suite and by a key of another curve', async () => {
    const { proof } = signed
    const asEdDsa = { proof: { ...proof, cryptosuite: 'eddsa-rdfc-2022' } }
    const edKey = publicKeyFromMultibase(w3c.keyPair.publicKeyMultibase)
    expect([
      await verifies({ name: 'Surgeon' }),
      await verifies(asEdDsa),
      await verifies({}, edKey),
    ]).toMatchObject([
      { ok: false, code: 'signature_invalid' },
      { ok: false, code: 'key_unsuitable' },
      { ok: false, code: 'key_unsuitable' },
    ])
  })
})

describe('eddsa-rdfc-2022 of 1EdTech', () => {
  it('puts the badge of the implementation guide into its canonical form', async () => {
    const contexts = { '@context': [credentialsV2Url, openBadgesUrl] }
    const { credential, proofOptions, documentCanon, proofCanon } = guide
    expect(await canonicalize({ ...credential, ...contexts })).toBe(`${documentCanon.join('\n')}\n`)
    expect(await canonicalize({ ...proofOptions, ...contexts })).toBe(`${proofCanon.join('\n')}\n`)
  })

  it('verifies the badge of the conformance validator', async () => {
    const { signed } = validatorBadge
    const [proof = {}] = signed.proof
    const publicKey = publicKeyFromMultibase('z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi')
    const input = { proof, publicKey, canonicalize, verifySignature }
    expect(await createProofVerifier(signed)(input)).toEqual({ ok: true })
  })
})

describe('pinnedContexts', () => {
  it('holds what badges need and the words of a CV, and not the examples', () => {
    expect([...pinnedContexts.keys()]).toEqual([
      'https://www.w3.org/ns/credentials/v2',
      'https://www.w3.org/2018/credentials/v1',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
      'https://w3id.org/security/data-integrity/v2',
      'https://w3id.org/security/data-integrity/v1',
      'https://w3id.org/security/suites/ed25519-2020/v1',
      'https://w3id.org/vc/status-list/2021/v1',
      'urn:waymark:context:cv:1',
    ])
  })
})

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
