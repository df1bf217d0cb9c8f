import type { CallbackContext } from '@openid4vc/oauth2'
import { setGlobalConfig } from '@openid4vc/oauth2'
import { Openid4vpClient } from '@openid4vc/openid4vp'
import { DcqlQuery } from 'dcql'
import { CompactEncrypt, importJWK, type JWK, jwtVerify } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { expandCredentialTypes } from '../../shared/oid4vc/dcql-types.ts'
import type { CreatedRequest } from '../../verifier/requests/request-api.ts'
import { achievement, badge, createHolder, secure } from '../shared/verify/world.ts'
import { readResult } from './asking.ts'
import { answerTo, type ReadRequest, reachable } from './hand-wallet.ts'
import { useVerifier } from './verifier-bench.ts'

const bench = useVerifier()

// the library compares expiries with the machine's own clock
beforeAll(() => {
  setGlobalConfig({ allowInsecureUrls: true })
  bench().city.world.clock.set(new Date().toISOString())
})

const unused = () => {
  throw new Error('not needed here')
}

const callbacks = {
  fetch: (input, init) => fetch(reachable(String(input)), init),
  async verifyJwt(signer, { compact }) {
    if (signer.method !== 'did') return { verified: false }
    const response = await fetch(`${bench().verifier.url}/.well-known/did.json`)
    const document: { verificationMethod: { id: string; publicKeyJwk?: JWK }[] } =
      await response.json()
    const method = document.verificationMethod.find(({ id }) => id === signer.didUrl)
    const signerJwk = method?.publicKeyJwk ?? {}
    await jwtVerify(compact, await importJWK(signerJwk, signer.alg))
    return { verified: true, signerJwk: signerJwk as never }
  },
  async encryptJwe({ publicJwk, enc, alg }, data) {
    const jwe = await new CompactEncrypt(new TextEncoder().encode(data))
      .setProtectedHeader({ alg, enc, kid: String(publicJwk.kid) })
      .encrypt(await importJWK(publicJwk as JWK, alg))
    return { encryptionJwk: publicJwk, jwe }
  },
  hash: unused,
  signJwt: unused,
  decryptJwe: unused,
  generateRandom: unused,
  clientAuthentication: unused,
} satisfies CallbackContext

const wallet = new Openid4vpClient({ callbacks })

async function createRequest(input: object): Promise<CreatedRequest> {
  const response = await bench().verifier.api('/api/v1/requests', { json: input })
  // the API's own answer
  return (await response.json()) as CreatedRequest
}

describe('a wallet on @openid4vc/openid4vp', () => {
  test.each([
    ['decentralized_identifier', 'direct_post'],
    ['decentralized_identifier', 'direct_post.jwt'],
    ['redirect_uri', 'direct_post'],
    ['redirect_uri', 'direct_post.jwt'],
  ] as const)('reads and answers a request of %s by %s', async (clientIdPrefix, responseMode) => {
    const { city, verifier } = bench()
    const created = await createRequest({ badges: [achievement.id], clientIdPrefix, responseMode })
    const parsed = wallet.parseOpenid4vpAuthorizationRequest({
      authorizationRequest: created.requestUri,
    })
    const isSigned = clientIdPrefix === 'decentralized_identifier'
    expect([parsed.type, parsed.provided]).toEqual([isSigned ? 'jar' : 'openid4vp', 'uri'])
    const resolved = await wallet.resolveOpenId4vpAuthorizationRequest({
      authorizationRequestPayload: parsed.params,
    })
    expect(resolved.client.prefix).toBe(clientIdPrefix)
    expect(resolved.version).toBe(100)

    const holder = createHolder()
    const document = badge(city.issuer, { id: holder.did })
    // casts to never: the library parses these values itself, and its input types are wider than it says
    const matches = DcqlQuery.query(DcqlQuery.parse(resolved.dcql?.query as never), [
      {
        credential_format: 'ldp_vc',
        type: expandCredentialTypes(document.type),
        claims: document as never,
        cryptographic_holder_binding: true,
      },
    ])
    expect(matches.can_be_satisfied).toBe(true)

    const payload = resolved.authorizationRequestPayload
    const now = city.world.clock()
    const credential = await secure(document, city.issuer.signer)
    // the library has parsed it, with the members that a hand-made wallet reads
    const presentation = await answerTo(payload as unknown as ReadRequest, credential, holder, {
      created: now,
    })
    const { authorizationResponsePayload, jarm } =
      await wallet.createOpenid4vpAuthorizationResponse({
        authorizationRequestPayload: payload as never,
        authorizationResponsePayload: { vp_token: { 'badge-1-ldp': [presentation] } as never },
        ...(responseMode === 'direct_post.jwt' && {
          jarm: {
            encryption: { nonce: '' },
            serverMetadata: {
              authorization_signing_alg_values_supported: [],
              authorization_encryption_alg_values_supported: ['ECDH-ES'],
              authorization_encryption_enc_values_supported: ['A256GCM'],
            },
          },
        }),
      })
    const { response } = await wallet.submitOpenid4vpAuthorizationResponse({
      authorizationRequestPayload: payload as never,
      authorizationResponsePayload,
      ...(jarm && { jarm: { responseJwt: jarm.responseJwt } }),
    })
    expect([response.status, await response.json()]).toEqual([200, {}])
    expect(await readResult(verifier, created)).toMatchObject({
      state: 'received',
      report: { verdict: 'valid' },
    })
  })
})
