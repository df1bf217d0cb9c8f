import { decodeJwt } from 'jose'
import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type City, startCity } from './city.ts'
import { type DidKit, openDidKit } from './didkit.ts'
import { createHolder, type HolderKind, signProofOfPossession } from './hand-made-holder.ts'
import { verifyCredentialJwt } from './hand-made-verifier.ts'

/*
 * openid-client 6.8.9, a certified client of OAuth 2.0 that knows nothing of credentials, discovers the
 * authorization server, exchanges the code and calls the protected endpoint; what OpenID4VCI 1.0 adds is written here
 * from its text. No fault of the client was met.
 */

let plain: City
let secure: City
let didkit: DidKit

beforeAll(async () => {
  ;[plain, secure, didkit] = await Promise.all([
    startCity(),
    startCity({ tls: true }),
    openDidKit(),
  ])
})
afterAll(() => Promise.all([plain.close(), secure.close()]))

const preAuthorizedCode = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'

const zOffer = z.object({
  credential_issuer: z.url(),
  credential_configuration_ids: z.array(z.string()).min(1),
  grants: z.object({
    [preAuthorizedCode]: z.object({
      'pre-authorized_code': z.string(),
      tx_code: z
        .object({
          input_mode: z.enum(['numeric', 'text']),
          length: z.int(),
          description: z.string().optional(),
        })
        .optional(),
    }),
  }),
})

/** What 1.0 requires of the metadata and a wallet acts upon. */
const zMetadata = z.object({
  credential_issuer: z.url(),
  authorization_servers: z.array(z.url()).optional(),
  credential_endpoint: z.url(),
  nonce_endpoint: z.url(),
  credential_configurations_supported: z.record(
    z.string(),
    z.object({
      format: z.string(),
      cryptographic_binding_methods_supported: z.array(z.string()).min(1),
      credential_signing_alg_values_supported: z.array(z.string()).min(1),
      proof_types_supported: z.object({
        jwt: z.object({ proof_signing_alg_values_supported: z.array(z.string()).min(1) }),
      }),
      credential_metadata: z.object({
        display: z.array(z.object({ name: z.string(), locale: z.string() })).min(1),
      }),
    }),
  ),
})

const zAnswer = z.object({ credentials: z.array(z.object({ credential: z.unknown() })).length(1) })

type Receiving = {
  format: 'ldp_vc' | 'jwt_vc_json'
  kind: HolderKind
  keyBy?: 'kid' | 'jwk'
  /** RFC 8414 puts the well-known part before the path, OpenID Connect after it. */
  discovery?: 'oauth2' | 'oidc'
}

const laptop = { method: 'did:key', alg: 'EdDSA' } as const
const phone = { method: 'did:key', alg: 'ES256' } as const

describe('genericGrantRequest', () => {
  test.each([
    ['http', { offer: 'reference' }, { format: 'ldp_vc', kind: laptop }],
    [
      'http',
      { offer: 'value', txCode: true },
      { format: 'jwt_vc_json', kind: phone, discovery: 'oidc' },
    ],
    ['https', { offer: 'reference', txCode: true }, { format: 'jwt_vc_json', kind: laptop }],
    ['https', { offer: 'value' }, { format: 'ldp_vc', kind: laptop, discovery: 'oidc' }],
    ['http', { offer: 'value' }, { format: 'jwt_vc_json', kind: phone, keyBy: 'jwk' }],
    ['http', { offer: 'value' }, { format: 'ldp_vc', kind: laptop, keyBy: 'jwk' }],
  ] as const)('takes a badge over %s, offered as %j: %j', async (scheme, wish, receiving) => {
    const city = scheme === 'https' ? secure : plain
    const { credential, holder } = await receive(city, wish, receiving)
    const subject = subjectOf(credential)
    if ('keyBy' in receiving) expect(keyOfDidJwk(subject)).toEqual(holder.publicJwk)
    else expect(subject).toBe(holder.did)
    if (receiving.format === 'jwt_vc_json') {
      const { payload, protectedHeader } = await verifyCredentialJwt(String(credential), {
        scheme: `${scheme}:`,
        from: city.fetch,
      })
      expect(protectedHeader).toMatchObject({ typ: 'vc+jwt', cty: 'vc' })
      expect(payload).not.toHaveProperty('vc')
      expect(payload).toMatchObject({
        sub: subject,
        jti: payload.id,
        iss: Object(payload.issuer).id,
        nbf: Date.parse(String(payload.validFrom)) / 1000,
        exp: Date.parse(String(payload.validUntil)) / 1000,
      })
      return
    }
    if (city === plain) {
      expect(await didkit.verifyCredential(Object(credential))).toMatchObject({ errors: [] })
    }
  })
})

async function receive(city: City, wish: object, receiving: Receiving) {
  const { format, kind, keyBy = 'kid', discovery = 'oauth2' } = receiving
  const { offerUri, txCode } = await city.award(wish)
  const offer = await readOffer(city, offerUri)
  const issuer = new URL(offer.credential_issuer)
  const metadata = zMetadata.parse(
    await (
      await city.fetch(`${issuer.origin}/.well-known/openid-credential-issuer${issuer.pathname}`)
    ).json(),
  )
  expect(metadata.credential_issuer).toBe(offer.credential_issuer)

  const [server = issuer.href] = metadata.authorization_servers ?? []
  const configuration = await openid.discovery(
    new URL(server),
    'a-wallet',
    undefined,
    openid.None(),
    {
      algorithm: discovery,
      [openid.customFetch]: (url, options) => city.fetch(url, options as RequestInit),
      execute: city === plain ? [openid.allowInsecureRequests] : [],
    },
  )
  const grant = offer.grants[preAuthorizedCode]
  expect(grant.tx_code?.length).toBe(txCode?.length)
  const token = await openid.genericGrantRequest(configuration, preAuthorizedCode, {
    'pre-authorized_code': grant['pre-authorized_code'],
    ...(txCode !== undefined && { tx_code: txCode }),
  })

  const { c_nonce: nonce } = z
    .object({ c_nonce: z.string() })
    .parse(await (await city.fetch(metadata.nonce_endpoint, { method: 'POST' })).json())
  const holder = await createHolder(kind)
  const id = offer.credential_configuration_ids.find((one) => one.endsWith(format)) ?? ''
  const asked = metadata.credential_configurations_supported[id]
  expect(asked?.proof_types_supported.jwt.proof_signing_alg_values_supported).toContain(kind.alg)
  const proof = await signProofOfPossession(
    holder,
    { aud: metadata.credential_issuer, nonce },
    keyBy,
  )
  const answer = await openid.fetchProtectedResource(
    configuration,
    token.access_token,
    new URL(metadata.credential_endpoint),
    'POST',
    JSON.stringify({ credential_configuration_id: id, proofs: { jwt: [proof] } }),
    new Headers({ 'Content-Type': 'application/json' }),
  )
  const { credentials } = zAnswer.parse(await answer.json())
  return { credential: credentials[0]?.credential, holder }
}

function subjectOf(credential: unknown): string {
  const badge = typeof credential === 'string' ? decodeJwt(credential) : Object(credential)
  return z.object({ credentialSubject: z.object({ id: z.string() }) }).parse(badge)
    .credentialSubject.id
}

/** A key that is shown and not named gets the DID that is made of it. */
function keyOfDidJwk(did: string): unknown {
  return JSON.parse(Buffer.from(did.slice('did:jwk:'.length), 'base64url').toString())
}

async function readOffer(city: City, offerUri: string) {
  const { protocol, searchParams } = new URL(offerUri)
  expect(protocol).toBe('openid-credential-offer:')
  const address = searchParams.get('credential_offer_uri')
  if (address === null) return zOffer.parse(JSON.parse(searchParams.get('credential_offer') ?? ''))
  return zOffer.parse(await (await city.fetch(address)).json())
}
