import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../shared/json/json.ts'
import { preAuthorizedCodeGrant } from '../../../shared/oid4vc/oid4vci-credential-offer.ts'
import { acceptOffer } from '../../../wallet/core/accept-offer.ts'
import { type BegunOffer, resumeOffer, takeOffer } from '../../../wallet/core/begun-offer.ts'
import { credentialIdentifiersIn } from '../../../wallet/core/identified-credential.ts'
import { openOffer } from '../../../wallet/core/open-offer.ts'
import { badgeDocument, createFakeWorld, type FakeAnswer } from '../fake-ports.ts'

const issuer = 'https://issuer.example/quay'
const wellKnown = 'https://issuer.example/.well-known'
const offerText = JSON.stringify({
  credential_issuer: issuer,
  credential_configuration_ids: ['aid'],
  grants: { [preAuthorizedCodeGrant]: { 'pre-authorized_code': 'the-code' } },
})

function detail(change: JsonObject = {}): JsonObject {
  return {
    type: 'openid_credential',
    credential_configuration_id: 'aid',
    credential_identifiers: ['aid_0000'],
    ...change,
  }
}

/** An issuer that names credentials with the token, and refuses every other way to ask, as Keycloak does. */
function createNamingWorld(details: JsonObject[], answer?: () => FakeAnswer) {
  const world = createFakeWorld()
  const asked: JsonObject[] = []
  const named = details.flatMap(({ credential_identifiers: names }) => names)
  world.answers.set(`GET ${wellKnown}/openid-credential-issuer/quay`, {
    body: {
      credential_issuer: issuer,
      credential_endpoint: `${issuer}/credential`,
      nonce_endpoint: `${issuer}/nonce`,
      credential_configurations_supported: {
        aid: {
          format: 'ldp_vc',
          credential_definition: { type: ['VerifiableCredential', 'OpenBadgeCredential'] },
          cryptographic_binding_methods_supported: ['did:key'],
          proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['EdDSA'] } },
          credential_metadata: { display: [{ name: 'First aid' }] },
        },
      },
    },
  })
  world.answers.set(`GET ${wellKnown}/oauth-authorization-server/quay`, {
    body: { issuer, token_endpoint: `${issuer}/token` },
  })
  world.answers.set(`POST ${issuer}/token`, {
    body: { access_token: 'the-token', token_type: 'Bearer', authorization_details: details },
  })
  let count = 0
  world.answers.set(`POST ${issuer}/nonce`, () => ({ body: { c_nonce: `nonce-${++count}` } }))
  world.answers.set(`POST ${issuer}/credential`, ({ body }) => {
    const request = JSON.parse(body)
    asked.push(request)
    const { credential_identifier: name, credential_configuration_id: other } = request
    if (!named.includes(name) || other !== undefined) {
      return { status: 400, body: { error: 'invalid_credential_request' } }
    }
    const credential = badgeDocument(`https://city.example/badges/${name}`)
    return answer?.() ?? { body: { credentials: [{ credential }] } }
  })
  return { world, asked }
}

const outcomesOf = ({ outcomes }: Awaited<ReturnType<typeof acceptOffer>>) =>
  outcomes.map((outcome) => (outcome.outcome === 'refused' ? outcome.code : outcome.outcome))

describe('acceptOffer, where the issuer names credentials with the token', () => {
  test('asks for each by its name, with a proof of its own', async () => {
    const names = ['aid_0000', 'aid_0001']
    const { world, asked } = createNamingWorld([detail({ credential_identifiers: names })])
    const { fetch } = world.ports
    const tokens: (string | null)[] = []
    world.ports.fetch = (url, init) => {
      const isAsked = String(url) === `${issuer}/credential`
      if (isAsked) tokens.push(new Headers(init?.headers).get('Authorization'))
      return fetch(url, init)
    }
    const offer = await openOffer(offerText, {}, world.ports)
    expect(outcomesOf(await acceptOffer(offer, {}, world.ports))).toEqual(['kept', 'kept'])
    const proofs = { jwt: [expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)] }
    expect(asked).toEqual(names.map((name) => ({ credential_identifier: name, proofs })))
    expect(tokens).toEqual(['Bearer the-token', 'Bearer the-token'])
  })

  test('asks once more where its nonce was too old, and then no more', async () => {
    const stale: FakeAnswer = { status: 400, body: { error: 'invalid_nonce' } }
    const { world, asked } = createNamingWorld([detail()], () => stale)
    const offer = await openOffer(offerText, {}, world.ports)
    await expect(acceptOffer(offer, {}, world.ports)).rejects.toMatchObject({
      code: 'issuer_refused',
    })
    expect(asked).toHaveLength(2)
  })

  test.each<[string, FakeAnswer]>([
    ['is out of order', { status: 503, body: {} }],
    ['answers something else than JSON', { status: 200, body: '{' }],
    ['answers a list', { status: 200, body: [] }],
    ['gives nothing', { body: { credentials: [] } }],
  ])('says so where the issuer %s', async (_name, answer) => {
    const { world } = createNamingWorld([detail()], () => answer)
    const offer = await openOffer(offerText, {}, world.ports)
    await expect(acceptOffer(offer, {}, world.ports)).rejects.toThrow()
    expect(world.badges).toEqual([])
  })

  test('still knows the names when it goes on another day', async () => {
    let isOpen = false
    const { world } = createNamingWorld([detail()], () => ({
      status: isOpen ? 200 : 503,
      body: isOpen ? { credentials: [{ credential: badgeDocument() }] } : {},
    }))
    const kept: BegunOffer[] = []
    const begunOffers = {
      listBegunOffers: async () => kept,
      keepBegunOffer: async (begun: BegunOffer) => void kept.push(begun),
      removeBegunOffer: async () => {},
    }
    const offer = await openOffer(offerText, {}, world.ports)
    await expect(takeOffer(offer, {}, world.ports, begunOffers)).rejects.toMatchObject({
      code: 'issuer_answer_malformed',
    })
    isOpen = true
    const [begun] = kept
    if (begun === undefined) throw new Error('nothing was noted')
    const again = await resumeOffer(JSON.parse(JSON.stringify(begun)), world.ports)
    expect(outcomesOf(await acceptOffer(again, {}, world.ports))).toEqual(['kept'])
  })
})

describe('credentialIdentifiersIn', () => {
  test.each<[string, unknown[], object]>([
    ['names by configuration', [detail()], { aid: ['aid_0000'] }],
    ['no details', [], {}],
    ['details of something else', [detail({ type: 'payment' }), 1, null], {}],
    ['details without a name', [detail({ credential_identifiers: [] })], {}],
    ['names that are no text', [detail({ credential_identifiers: [1] })], {}],
    [
      'more names than anybody takes',
      [detail({ credential_identifiers: Array.from({ length: 1000 }, (_, i) => `n${i}`) })],
      { aid: ['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7'] },
    ],
  ])('reads %s', (_name, details, expected) => {
    expect(credentialIdentifiersIn(details)).toEqual(expected)
  })

  test('takes no prototype for a configuration', () => {
    const read = credentialIdentifiersIn([detail({ credential_configuration_id: '__proto__' })])
    expect(Object.keys(read)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
  })
})
