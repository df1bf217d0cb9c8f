import { present } from '../../../shared/verify/world.ts'
import { answerTo } from '../../hand-wallet.ts'
import { type AttackRow, holder, jwtScene, token } from './scene.ts'

export const attacksOnTheCredential: readonly AttackRow[] = [
  [
    'a credential without a presentation',
    'sent as it is',
    token(({ credential }) => ({ 'badges-ldp': [credential] })),
  ],
  [
    'a credential token without a presentation',
    'sent as it is',
    token(async (set) => {
      const { credential } = await jwtScene(set)
      return { 'badges-jwt': [credential] }
    }),
  ],
  [
    'two credentials in one presentation',
    'several credentials',
    token(async ({ request, credential }) => ({
      'badges-ldp': [
        await present([credential, credential], holder, {
          nonce: request.nonce,
          audience: request.client_id,
        }),
      ],
    })),
  ],
  [
    'thousands of credentials in one presentation',
    'several credentials',
    token(async ({ request }) => ({
      'badges-ldp': [
        await present(
          Array.from({ length: 3000 }, () => ({})),
          holder,
          { format: 'jwt', nonce: request.nonce, audience: request.client_id },
        ),
      ],
    })),
  ],
  [
    '101 presentations',
    'vp_token must be',
    token(({ good }) => ({ 'badges-ldp': Array(101).fill(good) })),
  ],
  [
    'a presentation of nothing',
    'no credential',
    token(async ({ request }) => ({
      'badges-ldp': [
        await present([], holder, { nonce: request.nonce, audience: request.client_id }),
      ],
    })),
  ],
  [
    'a presentation inside a presentation',
    'something else than a credential',
    token(async ({ request, good }) => ({
      'badges-ldp': [await answerTo(request, good, holder)],
    })),
  ],
  [
    'a credential that is text',
    'cannot be read',
    token(async ({ request }) => ({
      'badges-jwt': [
        await answerTo(request, 'eyJhbGciOiJub25lIn0.e30.', holder, { format: 'jwt' }),
      ],
    })),
  ],
]
