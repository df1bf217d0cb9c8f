import { SignJWT, UnsecuredJWT } from 'jose'
import { signProof } from '../issuer/hand-made-wallet.ts'
import { cityUrl, type TestCity } from '../issuer/test-city.ts'
import { ed25519TestKey, p256TestKey } from '../support/signing-keys.ts'
import { freshNonce, issuer, learner } from './issuing-city.ts'

const thief = ed25519TestKey('thief')
const phone = p256TestKey('phone')
type Making = { nonce: string; now: Date; city: TestCity }
const privateJwk = learner.privateKey.export({ format: 'jwk' })
const { d: _secret, ...publicJwk } = privateJwk
export const seconds = (date: Date, offset: number): number =>
  Math.floor(date.getTime() / 1_000) + offset
const proof =
  (change: Omit<Partial<Parameters<typeof signProof>[1]>, 'nonce' | 'now'>) =>
  ({ nonce, now }: Pick<Making, 'nonce' | 'now'>) =>
    signProof(learner, { audience: issuer, nonce, now, ...change })

/** How each is refused, how it is made, and with which code where it is not `invalid_proof`. */
export const hostileProofs: [string, (making: Making) => Promise<string> | string, string?][] = [
  ['for another provider', proof({ audience: `${cityUrl}/providers/dock-makers` })],
  ['for the city', proof({ audience: cityUrl })],
  ['for two', proof({ payload: { aud: [issuer, 'https://evil.example'] } })],
  ['for nobody', proof({ payload: { aud: undefined } })],
  ['with a slash more', proof({ audience: `${issuer}/` })],
  ['signed by another key than its kid', proof({ signWith: thief })],
  ['of another type', proof({ header: { typ: 'JWT' } })],
  ['without a type', proof({ header: { typ: undefined } })],
  ['without a key', proof({ header: { kid: undefined } })],
  ['with kid and jwk', proof({ header: { jwk: publicJwk } })],
  ['with a private jwk', proof({ header: { kid: undefined, jwk: privateJwk } })],
  ['with a jwk of another kind', proof({ header: { kid: undefined, jwk: { kty: 'RSA' } } })],
  ['with x5c alone', proof({ header: { kid: undefined, x5c: ['MIIB'] } })],
  ['with kid and x5c', proof({ header: { x5c: ['MIIB'] } })],
  ['with a kid that is no DID', proof({ header: { kid: 'https://evil.example/key' } })],
  ['with a kid of another method', proof({ header: { kid: 'did:example:123#key' } })],
  ['with a did:web kid of nowhere', proof({ header: { kid: 'did:web:127.0.0.1#key' } })],
  ['with a key that its did:key has not', proof({ header: { kid: `${learner.did}#other` } })],
  [
    'dated two minutes ahead',
    ({ nonce, now }) => proof({ payload: { iat: seconds(now, 120) } })({ nonce, now }),
  ],
  [
    'dated ten minutes back',
    ({ nonce, now }) => proof({ payload: { iat: seconds(now, -600) } })({ nonce, now }),
  ],
  ['without a date', proof({ payload: { iat: undefined } })],
  ['dated in words', proof({ payload: { iat: 'now' as unknown as number } })],
  ['dated in the year 9999999', proof({ payload: { iat: 2 ** 52 } })],
  [
    'that is over',
    ({ nonce, now }) => proof({ payload: { exp: seconds(now, -120) } })({ nonce, now }),
  ],
  [
    'with an unknown critical header',
    ({ nonce, now }) =>
      new SignJWT({ aud: issuer, nonce, iat: seconds(now, 0) })
        .setProtectedHeader({
          alg: 'EdDSA',
          typ: 'openid4vci-proof+jwt',
          kid: learner.signer().keyId,
          crit: ['evil'],
          evil: true,
        })
        .sign(learner.privateKey, { crit: { evil: true } }),
  ],
  [
    'without a signature',
    ({ nonce, now }) => new UnsecuredJWT({ aud: issuer, nonce, iat: seconds(now, 0) }).encode(),
  ],
  [
    'signed with its own public key as a secret',
    ({ nonce, now }) =>
      new SignJWT({ aud: issuer, nonce, iat: seconds(now, 0) })
        .setProtectedHeader({
          alg: 'HS256',
          typ: 'openid4vci-proof+jwt',
          kid: learner.signer().keyId,
        })
        .sign(learner.publicKey.bytes),
  ],
  ['with its signature cut', async (making) => (await proof({})(making)).slice(0, -4)],
  ['that is no JWT', () => 'not.a.jwt'],
  ['that is empty', () => ' '],
  ['without a nonce', proof({ payload: { nonce: undefined } })],
  ['with another nonce', proof({ payload: { nonce: 'x'.repeat(51) } }), 'invalid_nonce'],
  [
    'with a nonce of another provider',
    async ({ now, city }) =>
      signProof(learner, {
        audience: issuer,
        nonce: await freshNonce(city, 'dock-makers'),
        now,
      }),
    'invalid_nonce',
  ],
  [
    'with a nonce one bit off',
    ({ nonce, now }) => signProof(learner, { audience: issuer, nonce: flipFirst(nonce), now }),
    'invalid_nonce',
  ],
  [
    'by a P-256 key for an ldp_vc',
    ({ nonce, now }) => signProof(phone, { audience: issuer, nonce, now }),
  ],
]

function flipFirst(text: string): string {
  return (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
}
