import { type CallbackContext, clientAuthenticationAnonymous } from '@openid4vc/oauth2'
import { Openid4vciClient, Openid4vciVersion } from '@openid4vc/openid4vci'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createDidResolver } from '../../../shared/agent/did-resolver.ts'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { sha256, verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { createStatusListCache } from '../../../shared/verify/status-list-cache.ts'
import { createStatusListFetch } from '../../../shared/verify/status-list-fetch.ts'
import { verifyCredential } from '../../../shared/verify/verify-credential.ts'
import { ed25519TestKey, p256TestKey, type TestKey } from '../../support/signing-keys.ts'
import { sharedTemporaryFolder } from '../../support/temp-folder.ts'
import { obtainToken, postForm, requestCredential, signProof } from '../hand-made-wallet.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'

const learner = ed25519TestKey('learner')
const phone = p256TestKey('phone')
const issuerUrl = `${cityUrl}/providers/harbour-youth`
const folder = sharedTemporaryFolder()
let city: TestCity

beforeAll(async () => {
  city = await startTestCity({ folder })
})
afterAll(() => city.close())

/** What any verifier finds out, with nothing but the city's public documents. */
function verify(credential: string | Record<string, unknown>, holder: TestKey) {
  const { fetch, clock } = city
  const { resolveDid } = createDidResolver({ fetch, clock })
  return verifyCredential(credential, {
    ports: {
      resolveDid,
      fetchStatusList: createStatusListFetch({ fetch, clock }),
      statusLists: createStatusListCache(),
      canonicalize: createCanonicalize(),
      verifySignature,
      clock,
    },
    expectedHolder: holder.did,
  })
}

const zSubject = z.object({
  id: z.string(),
  achievement: z.looseObject({ id: z.string(), name: z.string(), inLanguage: z.string() }),
})

describe('receiving with the client of @openid4vc, as a wallet of OpenID4VCI 1.0', () => {
  function createClient(key: TestKey): Openid4vciClient {
    const callbacks: Pick<
      CallbackContext,
      'fetch' | 'hash' | 'generateRandom' | 'clientAuthentication' | 'signJwt'
    > = {
      fetch: city.fetch,
      hash: (bytes) => sha256(bytes),
      generateRandom: (count) => crypto.getRandomValues(new Uint8Array(count)),
      clientAuthentication: clientAuthenticationAnonymous(),
      signJwt: async (_signer, { payload }) => ({
        jwt: await signProof(key, {
          audience: String(payload.aud),
          nonce: String(payload.nonce),
          now: city.clock(),
        }),
        // the public half, for the library's own book-keeping
        signerJwk: key.privateKey.export({ format: 'jwk' }) as { kty: string },
      }),
    }
    return new Openid4vciClient({ callbacks })
  }

  it.each([
    ['ldp_vc', learner, 'en'],
    ['jwt_vc_json', learner, 'en'],
    ['jwt_vc_json', phone, 'cy'],
  ])('takes a badge as %s', async (format, key, language) => {
    const client = createClient(key)
    const { offerUri, txCode = '' } = await city.award({ txCode: true, language })

    const credentialOffer = await client.resolveCredentialOffer(offerUri)
    const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer)
    expect(issuerMetadata.originalDraftVersion).toBe(Openid4vciVersion.V1)

    const { accessTokenResponse } = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({
      credentialOffer,
      issuerMetadata,
      txCode,
    })
    const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata })
    const configuration = `first-aid.1.${language}.${format}`
    const { jwt } = await client.createCredentialRequestJwtProof({
      issuerMetadata,
      credentialConfigurationId: configuration,
      nonce,
      issuedAt: city.clock(),
      signer: {
        method: 'did',
        didUrl: key.signer().keyId,
        alg: key === phone ? 'ES256' : 'EdDSA',
      },
    })
    const { credentialResponse } = await client.retrieveCredentials({
      issuerMetadata,
      accessToken: accessTokenResponse.access_token,
      credentialConfigurationId: configuration,
      proofs: { jwt: [jwt] },
    })

    expect(Object.keys(credentialResponse)).toEqual([
      'credentials',
      'c_nonce',
      'c_nonce_expires_in',
    ])
    const [issued] = z
      .array(z.object({ credential: z.union([z.string(), z.record(z.string(), z.unknown())]) }))
      .parse(credentialResponse.credentials)
    const report = await verify(issued?.credential ?? '', key)
    expect(report.checks.filter(({ result }) => result !== 'not-applicable')).toEqual(
      ['shape', 'proof', 'issuer-key', 'dates', 'status', 'holder-binding'].map((name) =>
        expect.objectContaining({ name, result: 'pass' }),
      ),
    )
    expect(report).toMatchObject({
      verdict: 'valid',
      securedWith: format === 'ldp_vc' ? 'eddsa-rdfc-2022' : 'vc+jwt',
      credential: {
        issuer: { id: 'did:web:cardiff.example:providers:harbour-youth' },
        subjectId: key.did,
        achievement: {
          id: `${issuerUrl}/badges/first-aid/v/1${language === 'cy' ? '/cy' : ''}`,
          name: language === 'cy' ? 'Hanfodion cymorth cyntaf' : 'First aid basics',
        },
        validFrom: '2026-11-22T10:00:00Z',
        validUntil: '2029-11-22T10:00:00Z',
      },
    })
  })

  it('offers a badge by value too, with a code that works once', async () => {
    const client = createClient(learner)
    const { offerUri } = await city.award({ offer: 'value' })
    expect(new URL(offerUri).searchParams.has('credential_offer')).toBe(true)

    const credentialOffer = await client.resolveCredentialOffer(offerUri)
    const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer)
    const redeem = () =>
      client.retrievePreAuthorizedCodeAccessTokenFromOffer({ credentialOffer, issuerMetadata })
    const { accessTokenResponse } = await redeem()

    expect(accessTokenResponse).toMatchObject({ token_type: 'Bearer', expires_in: 600 })
    await expect(redeem()).rejects.toThrow(/invalid_grant/)
  })
})

describe('receiving as a wallet of draft 13, request by request', () => {
  it('takes a badge by format, with the nonce of the token answer', async () => {
    const { offerUri } = await city.award()
    const offerUrl = new URL(offerUri).searchParams.get('credential_offer_uri') ?? ''
    const offer = z
      .object({ credential_issuer: z.string(), grants: z.record(z.string(), z.unknown()) })
      .parse(await (await city.fetch(offerUrl)).json())
    const issuer = new URL(offer.credential_issuer).pathname

    // draft 13 appends well-known paths, and looks for OpenID Connect's as well
    const metadata = await city.ask(`${issuer}/.well-known/openid-credential-issuer`)
    const server = await city.ask(`${issuer}/.well-known/openid-configuration`)
    expect(metadata.body).toMatchObject({
      credential_endpoint: `${issuerUrl}/credential`,
      credential_configurations_supported: {
        'first-aid.1.en.ldp_vc': {
          format: 'ldp_vc',
          display: [{ name: 'First aid basics', locale: 'en' }],
        },
      },
    })
    expect(server.body).toMatchObject({ token_endpoint: `${issuerUrl}/token` })

    const grant = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
    const { 'pre-authorized_code': code } = z
      .object({ 'pre-authorized_code': z.string() })
      .parse(offer.grants[grant])
    const token = await postForm(city, `${issuer}/token`, {
      grant_type: grant,
      'pre-authorized_code': code,
      client_id: 'old-wallet',
    })
    expect(token.headers.get('Cache-Control')).toBe('no-store')
    const { access_token: accessToken, c_nonce: nonce } = z
      .object({ access_token: z.string(), c_nonce: z.string() })
      .parse(token.body)

    const proof = await signProof(learner, {
      audience: issuerUrl,
      nonce,
      now: city.clock(),
      payload: { iss: 'old-wallet' },
    })
    const answer = await requestCredential(city, accessToken, {
      format: 'ldp_vc',
      credential_definition: {
        '@context': ['https://www.w3.org/ns/credentials/v2'],
        type: ['VerifiableCredential', 'OpenBadgeCredential'],
      },
      proof: { proof_type: 'jwt', jwt: proof },
    })

    expect(answer.status).toBe(200)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    const { credential, ...others } = z
      .looseObject({ credential: z.record(z.string(), z.unknown()) })
      .parse(answer.body)
    expect(others).toEqual({ c_nonce: expect.any(String), c_nonce_expires_in: 300 })
    const { id, achievement } = zSubject.parse(credential.credentialSubject)
    expect([id, achievement.inLanguage]).toEqual([learner.did, 'en'])
    expect((await verify(credential, learner)).verdict).toBe('valid')
  })

  it('answers both to who does not say which version it speaks', async () => {
    const { token, nonce, offer } = await obtainToken(city, await city.award())
    const jwt = await signProof(learner, { audience: offer.issuer, nonce, now: city.clock() })

    const { body } = await requestCredential(city, token, {
      credential_configuration_id: 'first-aid.1.en.jwt_vc_json',
      proof: { proof_type: 'jwt', jwt },
    })

    const { credential } = z.looseObject({ credential: z.string() }).parse(body)
    expect(body).toEqual({
      credential,
      credentials: [{ credential }],
      c_nonce: expect.any(String),
      c_nonce_expires_in: 300,
    })
  })

  it('tells a wrong proof with a new nonce for the next try', async () => {
    const { token, offer } = await obtainToken(city, await city.award())
    const jwt = await signProof(learner, {
      audience: offer.issuer,
      nonce: 'made-up',
      now: city.clock(),
    })
    const ask = (proof: string) =>
      requestCredential(city, token, { format: 'ldp_vc', proof: { proof_type: 'jwt', jwt: proof } })

    const refusal = await ask(jwt)
    expect(refusal).toMatchObject({ status: 400, body: { error: 'invalid_proof' } })
    const { c_nonce: nonce } = z.looseObject({ c_nonce: z.string() }).parse(refusal.body)
    const again = await ask(
      await signProof(learner, { audience: offer.issuer, nonce, now: city.clock() }),
    )
    expect(again.status).toBe(200)
  })
})

describe('a request that cannot be read', () => {
  it.each([
    ['credential', 'invalid_credential_request'],
    ['token', 'invalid_request'],
  ])('at the %s endpoint is called %s', async (endpoint, error) => {
    const answer = await city.ask(`/providers/harbour-youth/${endpoint}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer x' },
      body: '{',
    })
    expect(answer).toMatchObject({ status: 400, body: { error } })
  })
})
