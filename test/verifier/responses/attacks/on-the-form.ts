import { createResponseKey } from '../../../../shared/oid4vc/oid4vp-encryption.ts'
import { encrypt, post, reachable } from '../../hand-wallet.ts'
import type { AttackRow } from './scene.ts'

export const attacksOnTheForm: readonly AttackRow[] = [
  [
    'no body',
    'application/x-www-form-urlencoded',
    ({ request }) => fetch(reachable(request.response_uri), { method: 'POST' }),
  ],
  [
    'a body of JSON',
    'application/x-www-form-urlencoded',
    ({ request, good }) =>
      fetch(reachable(request.response_uri), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ vp_token: { 'badges-ldp': [good] }, state: request.state }),
      }),
  ],
  ['no vp_token', 'vp_token must be', ({ request }) => post(request, { state: request.state })],
  [
    'a vp_token that is not JSON',
    'not JSON',
    ({ request }) => post(request, { vp_token: 'x', state: request.state }),
  ],
  [
    'a vp_token twice in the form',
    'stands twice',
    ({ request, good }) =>
      fetch(reachable(request.response_uri), {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: `vp_token=${encodeURIComponent(JSON.stringify({ 'badges-ldp': [good] }))}&vp_token={}&state=${request.state}`,
      }),
  ],
  [
    'no state',
    'state is not',
    ({ request, good }) => post(request, { vp_token: JSON.stringify({ 'badges-ldp': [good] }) }),
  ],
  [
    'another state',
    'state is not',
    ({ request, good }) =>
      post(request, { vp_token: JSON.stringify({ 'badges-ldp': [good] }), state: 'x' }),
  ],
  [
    'an encrypted answer nobody asked for',
    'did not ask for an encrypted',
    async ({ request, good }) =>
      post(request, {
        response: await encrypt(
          request,
          { vp_token: { 'badges-ldp': [good] }, state: request.state },
          { jwk: (await createResponseKey()).publicJwk },
        ),
        state: request.state,
      }),
  ],
]
