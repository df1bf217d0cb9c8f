import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkProof } from '../../../issuer/oid4vci/check-proof.ts'
import { createNonces } from '../../../issuer/oid4vci/nonces.ts'
import { parseDid } from '../../../shared/did/did.ts'
import { buildDidDocument, type DidDocument } from '../../../shared/did/did-document.ts'
import type { DidResolution } from '../../../shared/did/resolution.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { createTestClock } from '../../support/clock.ts'
import { ed25519TestKey, p256TestKey } from '../../support/signing-keys.ts'
import { signProof } from '../hand-made-wallet.ts'

const learner = ed25519TestKey('learner')
const phone = p256TestKey('phone')
const did = parseDid('did:web:wallet.example:people:sam')
const issuer = 'https://cardiff.example/providers/harbour-youth'
const clock = createTestClock()
const now = clock().toISOString()
const nonces = createNonces({
  derive: (purpose, ...words) =>
    createHmac('sha256', 'secret')
      .update(JSON.stringify([purpose, ...words]))
      .digest(),
  clock,
})

/** A proof by a key of the learner's did:web, judged where that DID resolves as given. */
async function check(
  resolution: DidResolution,
  { key = learner, format = 'ldp_vc' as 'ldp_vc' | 'jwt_vc_json' } = {},
) {
  const proof = await signProof(key, {
    audience: issuer,
    nonce: nonces.create('harbour-youth'),
    now: clock(),
    header: { kid: key.signer(did).keyId },
  })
  return checkProof(
    { proof, provider: 'harbour-youth', issuer, format },
    { nonces, verifySignature, clock, resolveDid: async () => resolution },
  )
}

function resolved(change: (document: DidDocument) => DidDocument = (same) => same): DidResolution {
  const keys = [{ publicKey: learner.publicKey }, { publicKey: phone.publicKey }]
  return { outcome: 'resolved', document: change(buildDidDocument({ did, keys })) }
}

/** Where every key has these members too. */
function resolvedWith(members: { revoked?: string; expires?: string }): DidResolution {
  return resolved((document) => ({
    ...document,
    verificationMethod:
      document.verificationMethod?.map((method) => ({ ...method, ...members })) ?? [],
  }))
}

describe('checkProof by a key of a did:web', () => {
  it('answers the holder', async () => {
    expect(await check(resolved())).toEqual({ holder: did, nonce: expect.any(String) })
    expect(await check(resolved(), { key: phone, format: 'jwt_vc_json' })).toMatchObject({
      holder: did,
    })
  })

  it.each<[string, DidResolution, string]>([
    [
      'that cannot be asked now',
      { outcome: 'unavailable', code: 'x', detail: 'x' },
      'fetch_failed',
    ],
    ['that is nowhere', { outcome: 'refused', code: 'x', detail: 'x' }, 'invalid_proof'],
    ['that is deactivated', { outcome: 'deactivated' }, 'invalid_proof'],
    [
      'that has not this key',
      { outcome: 'resolved', document: buildDidDocument({ did, keys: [] }) },
      'invalid_proof',
    ],
    [
      'that uses the key for assertions only',
      resolved((document) => ({ ...document, authentication: [] })),
      'invalid_proof',
    ],
    [
      'that has revoked the key',
      resolvedWith({ revoked: '2026-01-01T00:00:00Z' }),
      'invalid_proof',
    ],
    ['whose key ends at this moment', resolvedWith({ expires: now }), 'invalid_proof'],
  ])('refuses one %s', async (_, resolution, code) => {
    await expect(check(resolution)).rejects.toMatchObject({ code })
  })
})
