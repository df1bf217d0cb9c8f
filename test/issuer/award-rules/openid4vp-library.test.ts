import { type CallbackContext, setGlobalConfig } from '@openid4vc/oauth2'
import { Openid4vpClient } from '@openid4vc/openid4vp'
import { DcqlQuery } from 'dcql'
import { importJWK, type JWK, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'
import { earn, makeRule, type RuleRequest, tokenFor, visit } from './rule-visitor.ts'

let city: TestCity

beforeAll(async () => {
  setGlobalConfig({ allowInsecureUrls: true })
  city = await startTestCity({ folder: temporaryFolder(afterAll) })
  // the library compares expiries with the machine's own clock
  city.clock.set(new Date().toISOString())
})

afterAll(() => city.close())

const unused = () => {
  throw new Error('not needed here')
}

const callbacks = {
  fetch: (input, init) => city.fetch(String(input), init),
  async verifyJwt(signer, { compact }) {
    if (signer.method !== 'did') return { verified: false }
    const response = await city.fetch(`${cityUrl}/.well-known/did.json`)
    const document: { verificationMethod: { id: string; publicKeyJwk?: JWK }[] } =
      await response.json()
    const method = document.verificationMethod.find(({ id }) => id === signer.didUrl)
    const signerJwk = method?.publicKeyJwk ?? {}
    await jwtVerify(compact, await importJWK(signerJwk, signer.alg))
    return { verified: true, signerJwk: signerJwk as never }
  },
  hash: unused,
  signJwt: unused,
  decryptJwe: unused,
  encryptJwe: unused,
  generateRandom: unused,
  clientAuthentication: unused,
} satisfies CallbackContext

test('a wallet on @openid4vc/openid4vp shows badges to a rule and is sent back', async () => {
  const wallet = new Openid4vpClient({ callbacks })
  const key = ed25519TestKey('of the library')
  const { credential } = await earn(city, key, 'harbour-youth/first-aid')
  const { path } = await makeRule(city, { needs: ['harbour-youth/first-aid'] })
  const visitor = await visit(city, path, cityUrl)
  const parsed = wallet.parseOpenid4vpAuthorizationRequest({
    authorizationRequest: await visitor.walletLink(),
  })
  const resolved = await wallet.resolveOpenId4vpAuthorizationRequest({
    authorizationRequestPayload: parsed.params,
  })
  expect([resolved.client.prefix, resolved.version]).toEqual(['decentralized_identifier', 100])
  // casts to never: the library parses these values itself, and its input types are wider than it says
  expect(() => DcqlQuery.parse(resolved.dcql?.query as never)).not.toThrow()
  const payload = resolved.authorizationRequestPayload
  // the library has parsed it, with the members that a hand-made wallet reads
  const request = payload as unknown as RuleRequest
  const created = { created: city.clock() }
  const vpToken = await tokenFor(request, { 'badge-1-ldp': credential }, key, created)
  const { authorizationResponsePayload } = await wallet.createOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: payload as never,
    authorizationResponsePayload: { vp_token: vpToken as never },
  })
  const { response } = await wallet.submitOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: payload as never,
    authorizationResponsePayload,
  })
  const body: { redirect_uri: string } = await response.json()
  expect((await visitor.comeBack(body.redirect_uri)).status).toBe(303)
  expect(await visitor.page()).toContain('Your badge is ready')
})
