import { answerTo } from '../../hand-wallet.ts'
import { type AttackRow, holder, scene, token } from './scene.ts'

export const attacksOnTheBinding: readonly AttackRow[] = [
  [
    'no nonce',
    'nonce_missing',
    token(async ({ request, credential }) => ({
      'badges-ldp': [await answerTo(request, credential, holder, { nonce: undefined })],
    })),
  ],
  [
    'the nonce of another request',
    'nonce_wrong',
    token(async ({ city, verifier, credential, request }) => {
      const { nonce } = (await scene({ city, verifier })).request
      return { 'badges-ldp': [await answerTo(request, credential, holder, { nonce })] }
    }),
  ],
  [
    'no audience',
    'audience_missing',
    token(async ({ request, credential }) => ({
      'badges-ldp': [await answerTo(request, credential, holder, { audience: undefined })],
    })),
  ],
  [
    'the audience of another verifier',
    'audience_wrong',
    token(async ({ request, credential }) => ({
      'badges-ldp': [
        await answerTo(request, credential, holder, {
          audience: 'decentralized_identifier:did:web:other.example',
        }),
      ],
    })),
  ],
  [
    'the audience without its prefix',
    'audience_wrong',
    token(async ({ request, credential }) => ({
      'badges-ldp': [
        await answerTo(request, credential, holder, {
          audience: request.client_id.replace('decentralized_identifier:', ''),
        }),
      ],
    })),
  ],
  [
    'two audiences',
    'several_audiences',
    token(async ({ request, credential }) => ({
      'badges-ldp': [
        await answerTo(request, credential, holder, {
          audience: [request.client_id, 'decentralized_identifier:did:web:other.example'],
        }),
      ],
    })),
  ],
  [
    'a nonce that was changed after signing',
    'signature_invalid',
    token(async ({ request, credential }) => {
      const made = await answerTo(request, credential, holder, { nonce: 'stale' })
      const text = JSON.stringify(made).replace('"stale"', JSON.stringify(request.nonce))
      return { 'badges-ldp': [JSON.parse(text)] }
    }),
  ],
]
