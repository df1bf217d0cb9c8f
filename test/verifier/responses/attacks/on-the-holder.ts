import { badge, secure, signerAs } from '../../../shared/verify/world.ts'
import { answerTo } from '../../hand-wallet.ts'
import { type AttackRow, holder, other, token } from './scene.ts'

export const attacksOnTheHolder: readonly AttackRow[] = [
  [
    'another signer than the holder it names',
    'key_of_another',
    token(async ({ request, credential }) => ({
      'badges-ldp': [await answerTo(request, credential, other, { holder: holder.did })],
    })),
  ],
  [
    'the holder’s key id over another’s signature',
    'signature_invalid',
    token(async ({ request, credential }) => ({
      'badges-ldp': [
        await answerTo(request, credential, holder, { signer: signerAs(other, holder.keyId) }),
      ],
    })),
  ],
  [
    'a proof for claims instead of showing',
    'purpose_wrong',
    token(async ({ request, credential }) => ({
      'badges-ldp': [await answerTo(request, credential, holder, { purpose: 'assertionMethod' })],
    })),
  ],
  [
    'no proof',
    'proof says missing',
    token(({ good }) => ({ 'badges-ldp': [{ ...Object(good), proof: undefined }] })),
  ],
  [
    'a proof from the future',
    'proof_from_future',
    token(async ({ request, credential }) => ({
      'badges-ldp': [
        await answerTo(request, credential, holder, {
          created: new Date('2026-11-22T10:02:00Z'),
        }),
      ],
    })),
  ],
  [
    'another credential put in after signing',
    'signature_invalid',
    token(async ({ city, good }) => {
      const stolen = await secure(badge(city.issuer, { id: other.did }), city.issuer.signer)
      return { 'badges-ldp': [{ ...Object(good), verifiableCredential: [stolen] }] }
    }),
  ],
  [
    'one bad presentation among good ones',
    'nonce_wrong',
    token(async ({ request, credential, good }) => ({
      'badges-ldp': [good, await answerTo(request, credential, holder, { nonce: 'stale' })],
    })),
  ],
]
