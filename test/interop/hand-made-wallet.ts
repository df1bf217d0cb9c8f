import { CompactEncrypt, decodeJwt, importJWK, type JWK, jwtVerify } from 'jose'
import { z } from 'zod'
import type { DidKit, JsonObject, Jwk } from './didkit.ts'
import { dataIntegrity } from './didkit.ts'
import type { Employer } from './employer.ts'
import type { Holder } from './hand-made-holder.ts'
import { fetchDidDocument } from './hand-made-verifier.ts'

/*
 * The presenting side of a wallet, written from the text of OpenID4VP 1.0 with jose 6 and plain fetch: there is no
 * wallet on npm that presents by 1.0 and DCQL without dcql, @openid4vc/* or @digitalbazaar/*. Presentations with an
 * embedded proof are signed by DIDKit (Rust).
 */

const zRequest = z.looseObject({
  response_type: z.literal('vp_token'),
  response_mode: z.enum(['direct_post', 'direct_post.jwt']),
  client_id: z.string(),
  response_uri: z.url(),
  nonce: z.string().min(16),
  state: z.string(),
  dcql_query: z.looseObject({
    credentials: z
      .array(
        z.looseObject({
          id: z.string().regex(/^[\w-]+$/),
          format: z.enum(['ldp_vc', 'jwt_vc_json']),
          meta: z.object({ type_values: z.array(z.array(z.string()).min(1)).min(1) }),
        }),
      )
      .min(1),
  }),
  client_metadata: z.looseObject({
    vp_formats_supported: z.looseObject({
      ldp_vc: z.object({
        proof_type_values: z.array(z.string()),
        cryptosuite_values: z.array(z.string()),
      }),
      jwt_vc_json: z.object({ alg_values: z.array(z.string()) }),
    }),
    jwks: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }).optional(),
    encrypted_response_enc_values_supported: z.array(z.string()).optional(),
  }),
})

export type Request = z.infer<typeof zRequest>

/** Reads `openid4vp://?…`; fetches and verifies the request it refers to. @see OpenID4VP 1.0 section 5 */
export async function readRequest(
  requestUri: string,
  employer: Employer,
  method?: 'get' | 'post',
): Promise<Request> {
  const { protocol, searchParams } = new URL(requestUri)
  if (protocol !== 'openid4vp:') throw new Error('not a request')
  const address = searchParams.get('request_uri')
  if (address === null) return readByValue(searchParams)
  const walletNonce = crypto.randomUUID()
  const asked = method ?? searchParams.get('request_uri_method') ?? 'get'
  const response = await employer.fetch(address, {
    ...(asked === 'post' && {
      method: 'POST',
      body: new URLSearchParams({ wallet_nonce: walletNonce }),
    }),
    headers: { Accept: 'application/oauth-authz-req+jwt' },
  })
  const jwt = await response.text()
  if (!response.ok) throw new Error(jwt)
  const payload = await verifyRequest(jwt, employer)
  const isFresh = asked === 'get' || payload.wallet_nonce === walletNonce
  if (!isFresh || payload.client_id !== searchParams.get('client_id'))
    throw new Error('another request')
  return zRequest.parse(payload)
}

/** `redirect_uri:` names where the answer goes, and proves nothing. @see OpenID4VP 1.0 section 5.9.3 */
function readByValue(parameters: URLSearchParams): Request {
  const members = [...parameters].map(([name, value]) => [
    name,
    value.startsWith('{') ? JSON.parse(value) : value,
  ])
  const request = zRequest.parse(Object.fromEntries(members))
  if (request.client_id !== `redirect_uri:${request.response_uri}`)
    throw new Error('another address')
  return request
}

/** `decentralized_identifier:` signs with a key that its DID document has for authentication. */
async function verifyRequest(jwt: string, employer: Employer): Promise<Record<string, unknown>> {
  const [, did = ''] =
    /^decentralized_identifier:(.+)$/.exec(String(decodeJwt(jwt).client_id)) ?? []
  const scheme = employer.url.startsWith('https:') ? 'https:' : 'http:'
  const document = await fetchDidDocument(did, scheme, employer.fetch)
  const findKey = async ({ kid = '' }: { kid?: string }) => {
    const key = document.verificationMethod.find(({ id }) => id === kid)?.publicKeyJwk
    if (!key || !document.authentication.includes(kid)) throw new Error('signed by another')
    return importJWK(key, 'ES256')
  }
  const { payload } = await jwtVerify(jwt, findKey, {
    typ: 'oauth-authz-req+jwt',
    audience: 'https://self-issued.me/v2',
    algorithms: ['ES256'],
  })
  return payload
}

/** As of version 1.1 of the data model, in the `vp` claim (OpenID4VP 1.0 appendix B.1.3.1), or as vp+jwt of 2.0. */
export function signJwtPresentation(
  request: Pick<Request, 'nonce' | 'client_id'>,
  jwt: string,
  { holder, version }: { holder: Holder; version: '1.1' | '2.0' },
): Promise<string> {
  const binding = {
    iss: holder.did,
    aud: request.client_id,
    nonce: request.nonce,
    iat: Math.floor(Date.now() / 1000),
  }
  if (version === '1.1') {
    const vp = {
      '@context': ['https://www.w3.org/2018/credentials/v1'],
      type: ['VerifiablePresentation'],
      verifiableCredential: [jwt],
    }
    return holder.sign({ typ: 'JWT' }, { ...binding, vp })
  }
  return holder.sign(
    { typ: 'vp+jwt', cty: 'vp' },
    {
      ...binding,
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      holder: holder.did,
      verifiableCredential: [
        {
          '@context': 'https://www.w3.org/ns/credentials/v2',
          type: 'EnvelopedVerifiableCredential',
          id: `data:application/vc+jwt,${jwt}`,
        },
      ],
    },
  )
}

/** Challenge and domain as in appendix B.1.3.2. */
export async function signEmbeddedPresentation(
  request: Pick<Request, 'nonce' | 'client_id'>,
  credential: JsonObject,
  { holder, didkit }: { holder: Holder; didkit: DidKit },
): Promise<JsonObject> {
  const presentation = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    holder: holder.did,
    verifiableCredential: [credential],
  }
  const options = {
    ...dataIntegrity,
    proofPurpose: 'authentication',
    verificationMethod: holder.kid,
    challenge: request.nonce,
    domain: request.client_id,
  }
  // sound: a private JWK of Ed25519 has these members
  return didkit.issuePresentation(presentation, options, holder.privateJwk as Jwk)
}

/** Posts presentations by query id the way that the request asks for. @see OpenID4VP 1.0 section 8 */
export async function answer(
  request: Request,
  vpToken: Record<string, (string | JsonObject)[]>,
  employer: Employer,
): Promise<Response> {
  const { response_mode: mode, response_uri: address, state } = request
  const fields: Record<string, string> =
    mode === 'direct_post'
      ? { vp_token: JSON.stringify(vpToken), state }
      : { response: await encrypt(request, { vp_token: vpToken, state }) }
  return employer.fetch(address, { method: 'POST', body: new URLSearchParams(fields) })
}

async function encrypt({ client_metadata: metadata }: Request, members: object): Promise<string> {
  const jwk: JWK | undefined = metadata.jwks?.keys.find(({ use }) => use === 'enc')
  const [enc = ''] = metadata.encrypted_response_enc_values_supported ?? ['A128GCM']
  if (jwk?.alg === undefined || jwk.kid === undefined) throw new Error('no key to encrypt to')
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(members)))
    .setProtectedHeader({ alg: jwk.alg, enc, kid: jwk.kid })
    .encrypt(await importJWK(jwk, jwk.alg))
}
