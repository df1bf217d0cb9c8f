import { SignJWT } from 'jose'
import { z } from 'zod'
import { readCredentialOfferUri } from '../../shared/oid4vc/oid4vci-credential-offer.ts'
import type { TestKey } from '../support/signing-keys.ts'
import type { Answer, TestCity } from './test-city.ts'

const preAuthorizedCode = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'

const zOffer = z.object({
  credential_issuer: z.string(),
  credential_configuration_ids: z.array(z.string()),
  grants: z.object({
    [preAuthorizedCode]: z.object({
      'pre-authorized_code': z.string(),
      tx_code: z.unknown().optional(),
    }),
  }),
})

export type Offer = { issuer: string; configurations: string[]; code: string }

/** The offer of an award, fetched as a wallet does. */
export async function fetchOffer(city: TestCity, offerUri: string): Promise<Offer> {
  const reference = readCredentialOfferUri(offerUri)
  const value =
    reference.kind === 'value' ? reference.offer : await (await city.fetch(reference.url)).json()
  const offer = zOffer.parse(value)
  return {
    issuer: offer.credential_issuer,
    configurations: offer.credential_configuration_ids,
    code: offer.grants[preAuthorizedCode]['pre-authorized_code'],
  }
}

export function postForm(
  city: TestCity,
  path: string,
  form: Record<string, string>,
): Promise<Answer> {
  return city.ask(path, { method: 'POST', body: new URLSearchParams(form) })
}

export function requestToken(
  city: TestCity,
  {
    code,
    txCode,
    provider = 'harbour-youth',
  }: { code: string; txCode?: string; provider?: string },
): Promise<Answer> {
  return postForm(city, `/providers/${provider}/token`, {
    grant_type: preAuthorizedCode,
    'pre-authorized_code': code,
    ...(txCode !== undefined && { tx_code: txCode }),
  })
}

const zToken = z.looseObject({ access_token: z.string(), c_nonce: z.string() })

/** A token and a nonce for a new award. */
export async function obtainToken(
  city: TestCity,
  award: { offerUri: string; txCode?: string | undefined },
): Promise<{ token: string; nonce: string; offer: Offer }> {
  const offer = await fetchOffer(city, award.offerUri)
  const { code } = offer
  const provider = new URL(offer.issuer).pathname.split('/').at(-1) ?? ''
  const { body } = await requestToken(city, {
    code,
    provider,
    ...(award.txCode !== undefined && { txCode: award.txCode }),
  })
  const { access_token: token, c_nonce: nonce } = zToken.parse(body)
  return { token, nonce, offer }
}

/** A proof of possession made by jose; `header` and `payload` change what would be right. */
export function signProof(
  key: TestKey,
  input: {
    audience: string
    nonce: string
    now: Date
    header?: Record<string, unknown>
    payload?: Record<string, unknown>
    signWith?: TestKey
  },
): Promise<string> {
  const { audience, nonce, now, header = {}, payload = {}, signWith = key } = input
  const alg = signWith.publicKey.curve === 'Ed25519' ? 'EdDSA' : 'ES256'
  return new SignJWT({
    aud: audience,
    nonce,
    iat: Math.floor(now.getTime() / 1_000),
    ...payload,
  })
    .setProtectedHeader({
      alg,
      typ: 'openid4vci-proof+jwt',
      kid: key.signer().keyId,
      ...header,
    })
    .sign(signWith.privateKey)
}

export function requestCredential(
  city: TestCity,
  token: string,
  body: object,
  provider = 'harbour-youth',
): Promise<Answer> {
  return city.ask(`/providers/${provider}/credential`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
}

/** Takes an award's badge in one go: what a wallet of version 1.0 sends. */
export async function takeBadge(
  city: TestCity,
  award: { offerUri: string; txCode?: string | undefined },
  key: TestKey,
  configuration?: string,
): Promise<Answer> {
  const { token, nonce, offer } = await obtainToken(city, award)
  const provider = new URL(offer.issuer).pathname.split('/').at(-1)
  const proof = await signProof(key, { audience: offer.issuer, nonce, now: city.clock() })
  return requestCredential(
    city,
    token,
    {
      credential_configuration_id: configuration ?? offer.configurations[0],
      proofs: { jwt: [proof] },
    },
    provider,
  )
}
