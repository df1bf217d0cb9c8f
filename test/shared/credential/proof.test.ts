import { describe, expect, it } from 'vitest'
import { proofsOf, readDataIntegrityProof } from '../../../shared/credential/proof.ts'
import { encodeBase58 } from '../../../shared/did/base-encoding.ts'
import type { JsonObject } from '../../../shared/json/json.ts'

const bytes = Uint8Array.from({ length: 64 }, (_, index) => index)

const good = {
  type: 'DataIntegrityProof',
  cryptosuite: 'eddsa-rdfc-2022',
  created: '2026-09-01T10:00:00Z',
  verificationMethod: 'did:web:city.example#key-1',
  proofPurpose: 'assertionMethod',
  proofValue: `z${encodeBase58(bytes)}`,
}

describe('readDataIntegrityProof', () => {
  it.each<[string, JsonObject]>([
    ['as Waymark makes it', {}],
    ['without a date', { created: undefined }],
    [
      'with everything it may have',
      {
        id: 'urn:uuid:1',
        expires: '2026-09-01T10:00:00+01:00',
        challenge: '',
        domain: 'shop.example',
        nonce: 'x',
      },
    ],
    ['under the name that the suite had first', { cryptosuite: 'eddsa-2022' }],
    ['for several domains', { domain: ['a.example', 'b.example'] }],
  ])('reads a proof %s', (_, change) => {
    const proof = JSON.parse(JSON.stringify({ ...good, ...change }))
    expect(readDataIntegrityProof(proof)).toEqual({ ok: true, proof, signature: bytes })
  })

  it.each<[string, JsonObject, string]>([
    ['another type', { type: 'Ed25519Signature2018' }, 'proof_unsupported'],
    ['no type', { type: undefined }, 'proof_malformed'],
    ['several types', { type: ['DataIntegrityProof'] }, 'proof_malformed'],
    ['another cryptosuite', { cryptosuite: 'ecdsa-sd-2023' }, 'proof_unsupported'],
    ['no cryptosuite', { cryptosuite: undefined }, 'proof_unsupported'],
    ['a name that no suite ever had', { cryptosuite: 'eddsa-2020' }, 'proof_unsupported'],
    ['a proof before it that has no name', { previousProof: 1 }, 'proof_malformed'],
    ['an empty list of proofs before it', { previousProof: [] }, 'proof_malformed'],
    ['no key', { verificationMethod: undefined }, 'proof_malformed'],
    ['a whole key inside', { verificationMethod: { id: 'did:web:x#y' } }, 'proof_malformed'],
    ['a key without a scheme', { verificationMethod: 'key-1' }, 'proof_malformed'],
    ['several purposes', { proofPurpose: ['assertionMethod'] }, 'proof_malformed'],
    ['no purpose', { proofPurpose: undefined }, 'proof_malformed'],
    ['no value', { proofValue: undefined }, 'proof_malformed'],
    ['an empty value', { proofValue: '' }, 'proof_malformed'],
    [
      'a value of 63 bytes',
      { proofValue: `z${encodeBase58(bytes.subarray(1))}` },
      'proof_malformed',
    ],
    ['a value of 65 bytes', { proofValue: `z1${encodeBase58(bytes)}` }, 'proof_malformed'],
    [
      'a value in base64url',
      { proofValue: `u${Buffer.from(bytes).toString('base64url')}` },
      'proof_malformed',
    ],
    [
      'a value in hexadecimal digits',
      { proofValue: `f${Buffer.from(bytes).toString('hex')}` },
      'proof_malformed',
    ],
    ['a value without its base', { proofValue: encodeBase58(bytes) }, 'proof_malformed'],
    [
      'a value of letters that base58 has not',
      { proofValue: `z${'0'.repeat(88)}` },
      'proof_malformed',
    ],
    ['a value that is endless', { proofValue: `z${'2'.repeat(100_000)}` }, 'proof_malformed'],
    ['a value with a line break', { proofValue: `${good.proofValue}\n` }, 'proof_malformed'],
    ['a date without a time', { created: '2026-09-01' }, 'proof_malformed'],
    ['a date that is none', { expires: 'soon' }, 'proof_malformed'],
    ['a date in a list', { created: ['2026-09-01T10:00:00Z'] }, 'proof_malformed'],
    ['a challenge that is no text', { challenge: 1 }, 'proof_malformed'],
    ['domains that are no texts', { domain: [1] }, 'proof_malformed'],
    ['no domain in the list', { domain: [] }, 'proof_malformed'],
    ['null for the challenge', { challenge: null }, 'proof_malformed'],
  ])('refuses a proof with %s', (_, change, code) => {
    expect(readDataIntegrityProof({ ...good, ...change })).toMatchObject({ ok: false, code })
  })
})

describe('proofsOf', () => {
  it('reads none, one and several', () => {
    expect(proofsOf({})).toEqual([])
    expect(proofsOf({ proof: good })).toEqual([good])
    expect(proofsOf({ proof: [good, {}] })).toEqual([good, {}])
  })

  it.each([null, 'z', 1, [good, null], [[good]], Array(11).fill(good)])('refuses %j', (proof) => {
    expect(() => proofsOf({ proof })).toThrow(expect.objectContaining({ code: 'proof_malformed' }))
  })
})
