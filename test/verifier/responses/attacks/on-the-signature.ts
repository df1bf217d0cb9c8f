import { createHmac } from 'node:crypto'
import { signCompactJws } from '../../../../shared/credential/jws.ts'
import { publicKeyToJwk } from '../../../../shared/did/public-key.ts'
import { post } from '../../hand-wallet.ts'
import { type AttackRow, holder, jwtScene, other, token } from './scene.ts'

const jwtParts = (jwt: unknown) => String(jwt).split('.')
const withHeader = (jwt: unknown, change: object) => {
  const [head = '', body = '', tail = ''] = jwtParts(jwt)
  const header = { ...JSON.parse(Buffer.from(head, 'base64url').toString()), ...change }
  return [Buffer.from(JSON.stringify(header)).toString('base64url'), body, tail].join('.')
}
const withTail = (jwt: unknown, tail: string) => [...jwtParts(jwt).slice(0, 2), tail].join('.')

export const attacksOnTheSignature: readonly AttackRow[] = [
  [
    'alg none',
    'EdDSA or ES256',
    token(async (set) => ({
      'badges-jwt': [withTail(withHeader((await jwtScene(set)).jwt, { alg: 'none' }), '')],
    })),
  ],
  [
    'alg nOnE',
    'EdDSA or ES256',
    token(async (set) => ({
      'badges-jwt': [withHeader((await jwtScene(set)).jwt, { alg: 'nOnE' })],
    })),
  ],
  [
    'an HMAC with the public key',
    'EdDSA or ES256',
    token(async (set) => {
      const [head, body] = jwtParts(withHeader((await jwtScene(set)).jwt, { alg: 'HS256' }))
      const secret = JSON.stringify(publicKeyToJwk(holder.publicKey))
      return {
        'badges-jwt': [
          `${head}.${body}.${createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')}`,
        ],
      }
    }),
  ],
  [
    'a signature of zeros',
    'signature_invalid',
    token(async (set) => ({
      'badges-jwt': [withTail((await jwtScene(set)).jwt, Buffer.alloc(64).toString('base64url'))],
    })),
  ],
  [
    'a signature that is too short',
    'The length is not that of an EdDSA signature',
    token(async (set) => ({ 'badges-jwt': [withTail((await jwtScene(set)).jwt, 'AAAA')] })),
  ],
  [
    'a critical extension',
    'extension',
    token(async (set) => {
      const { credential } = await jwtScene(set)
      return {
        'badges-jwt': [
          await signCompactJws({
            header: { typ: 'vp+jwt', kid: holder.keyId, crit: ['exp'], exp: 1 },
            payload: {
              '@context': ['https://www.w3.org/ns/credentials/v2'],
              type: ['VerifiablePresentation'],
              holder: holder.did,
              verifiableCredential: [credential],
              nonce: set.request.nonce,
              aud: set.request.client_id,
            },
            signer: holder.signer,
          }),
        ],
      }
    }),
  ],
  [
    'a credential token as presentation token',
    'header_refused',
    token(async (set) => ({
      'badges-jwt': [withHeader((await jwtScene(set)).jwt, { typ: 'vc+jwt' })],
    })),
  ],
  [
    'an embedded key',
    'key_of_another',
    token(async (set) => ({
      'badges-jwt': [
        withHeader((await jwtScene(set)).jwt, {
          kid: other.keyId,
          jwk: publicKeyToJwk(other.publicKey),
        }),
      ],
    })),
  ],
  [
    'members given twice',
    'not JSON',
    ({ request, good }) =>
      post(request, {
        vp_token: `{"badges-ldp":[${JSON.stringify(good).replace('"holder":', '"holder":"did:key:z","holder":')}]}`,
        state: request.state,
      }),
  ],
  [
    'nesting without end',
    'not JSON',
    ({ request }) =>
      post(request, {
        vp_token: `{"badges-ldp":[${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}]}`,
        state: request.state,
      }),
  ],
  [
    'an unknown context',
    'context_invalid',
    token(async ({ request, good }) => ({
      'badges-ldp': [
        {
          ...Object(good),
          '@context': [
            'https://www.w3.org/ns/credentials/v2',
            `https://evil.example/${request.nonce}`,
          ],
        },
      ],
    })),
  ],
]
