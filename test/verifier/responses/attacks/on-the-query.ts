import { badge, secure } from '../../../shared/verify/world.ts'
import { answerTo, post } from '../../hand-wallet.ts'
import { type AttackRow, holder, token } from './scene.ts'

export const attacksOnTheQuery: readonly AttackRow[] = [
  [
    'a query that is not in the request',
    'not in the request',
    token(({ good }) => ({ 'badges-ldp': [good], more: [good] })),
  ],
  [
    'a prototype as query',
    'not JSON',
    ({ request }) => post(request, { vp_token: '{"__proto__":["x"]}', state: request.state }),
  ],
  ['nothing for the query', 'no presentation for it', token(() => ({ 'badges-ldp': [] }))],
  ['an empty vp_token', 'leaves out', token(() => ({}))],
  [
    'an answer to the query of the other format',
    'another badge',
    token(({ good }) => ({ 'badges-jwt': [good] })),
  ],
  [
    'a credential of another type',
    'another badge',
    token(async ({ city, request }) => {
      const document = {
        ...badge(city.issuer, { id: holder.did }),
        type: ['VerifiableCredential'],
      }
      return {
        'badges-ldp': [await answerTo(request, await secure(document, city.issuer.signer), holder)],
      }
    }),
  ],
]
