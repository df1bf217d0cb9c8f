import { describe, expect, test } from 'vitest'
import { readCompactJws } from '../../../shared/credential/jws.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { preAuthorizedCodeGrant } from '../../../shared/oid4vc/oid4vci-credential-offer.ts'
import { acceptOffer } from '../../../wallet/core/accept-offer.ts'
import { openOffer } from '../../../wallet/core/open-offer.ts'
import { badgeDocument, createFakeWorld, type FakeWorld, learnerHolder } from '../fake-ports.ts'

const issuer = 'https://issuer.example/quay'

/** An issuer of two different badges, as far as the fakes go. */
function createIssuerWorld(): FakeWorld {
  const world = createFakeWorld()
  const configuration = (name: string, logo: unknown): JsonObject => ({
    format: 'ldp_vc',
    credential_definition: {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
    },
    cryptographic_binding_methods_supported: ['did:key'],
    proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['EdDSA'] } },
    credential_metadata: { display: [{ name, logo }] },
  })
  const wellKnown = 'https://issuer.example/.well-known'
  world.answers.set(`GET ${wellKnown}/openid-credential-issuer/quay`, {
    body: {
      credential_issuer: issuer,
      credential_endpoint: `${issuer}/credential`,
      nonce_endpoint: `${issuer}/nonce`,
      credential_configurations_supported: {
        aid: configuration('First aid', {
          uri: `${issuer}/badges/aid/v/1/image.png?stone=clay.heart`,
        }),
        swim: configuration('Swimming', {
          uri: 'https://tracker.example/image.png?stone=clay.heart',
        }),
      },
    },
  })
  world.answers.set(`GET ${wellKnown}/oauth-authorization-server/quay`, {
    body: { issuer, token_endpoint: `${issuer}/token` },
  })
  world.answers.set(`POST ${issuer}/token`, {
    body: { access_token: 'the-token', token_type: 'Bearer' },
  })
  let count = 0
  world.answers.set(`POST ${issuer}/nonce`, () => ({ body: { c_nonce: `nonce-${++count}` } }))
  world.answers.set(`POST ${issuer}/credential`, ({ body }) => ({
    body: { credentials: [{ credential: badgeFor(JSON.parse(body)) }] },
  }))
  return world
}

function badgeFor(request: { credential_configuration_id: string }) {
  return badgeDocument(`https://city.example/badges/${request.credential_configuration_id}`)
}

function offerOf(ids: string[]): string {
  return JSON.stringify({
    credential_issuer: issuer,
    credential_configuration_ids: ids,
    grants: { [preAuthorizedCodeGrant]: { 'pre-authorized_code': 'the-code' } },
  })
}

describe('acceptOffer', () => {
  test('asks once for the token and for each badge, and proves to hold the key', async () => {
    const world = createIssuerWorld()
    const offer = await openOffer(offerOf(['aid', 'swim']), {}, world.ports)
    expect(offer.preview.badges.map(({ look }) => look)).toEqual([
      { hue: 'clay', glyph: 'heart' },
      undefined,
    ])
    world.requests.length = 0
    const receipt = await acceptOffer(offer, {}, world.ports)
    expect(receipt.outcomes.map(({ outcome }) => outcome)).toEqual(['kept', 'kept'])
    expect(world.requests.map(({ url }) => url.slice(issuer.length))).toEqual([
      '/token',
      '/nonce',
      '/credential',
      '/nonce',
      '/credential',
    ])
    const bodies = world.requests.map(({ body }) => body)
    expect(new URLSearchParams(bodies[0]).get('pre-authorized_code')).toBe('the-code')
    const proof = readCompactJws(JSON.parse(bodies[2] ?? '').proofs.jwt[0])
    expect([proof.header, proof.payload]).toEqual([
      {
        alg: 'EdDSA',
        typ: 'openid4vci-proof+jwt',
        kid: `${learnerHolder.did}#${learnerHolder.did.slice('did:key:'.length)}`,
      },
      { aud: issuer, iat: 1_795_341_600, nonce: 'nonce-1' },
    ])
  })

  test('makes the first identity only once the issuer has redeemed the offer', async () => {
    const world = createIssuerWorld()
    world.holders = []
    const offer = await openOffer(offerOf(['aid']), {}, world.ports)
    expect(offer.preview).not.toHaveProperty('holder')
    const receipt = await acceptOffer(offer, {}, world.ports)
    expect(receipt).toMatchObject({ holder: learnerHolder, isHolderNew: true })
    expect(world.badges[0]?.holder).toBe(learnerHolder.did)
  })

  test('one badge that is not given does not lose the others', async () => {
    const world = createIssuerWorld()
    world.answers.set(`POST ${issuer}/credential`, ({ body }) =>
      JSON.parse(body).credential_configuration_id === 'aid'
        ? { status: 400, body: { error: 'credential_request_denied' } }
        : { body: { credentials: [{ credential: badgeFor(JSON.parse(body)) }] } },
    )
    const offer = await openOffer(offerOf(['aid', 'swim']), {}, world.ports)
    const { outcomes } = await acceptOffer(offer, {}, world.ports)
    expect(outcomes).toMatchObject([
      { outcome: 'refused', configurationId: 'aid', code: 'issuer_refused' },
      { outcome: 'kept' },
    ])
    expect(world.badges).toHaveLength(1)
  })

  test('goes on with the token it has where the badge could not be fetched', async () => {
    const world = createIssuerWorld()
    const good = world.answers.get(`POST ${issuer}/credential`)
    world.answers.set(`POST ${issuer}/credential`, { status: 503, body: {} })
    const offer = await openOffer(offerOf(['aid']), {}, world.ports)
    await expect(acceptOffer(offer, {}, world.ports)).rejects.toMatchObject({
      code: 'issuer_answer_malformed',
    })
    if (good !== undefined) world.answers.set(`POST ${issuer}/credential`, good)
    const { outcomes } = await acceptOffer(offer, {}, world.ports)
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['kept'])
    expect(world.requests.filter(({ url }) => url === `${issuer}/token`)).toHaveLength(1)
  })

  test('stores nothing where the store fails', async () => {
    const world = createIssuerWorld()
    world.ports.store.keepBadges = () => Promise.reject(new Error('disk full'))
    const offer = await openOffer(offerOf(['aid']), {}, world.ports)
    await expect(acceptOffer(offer, {}, world.ports)).rejects.toThrow('disk full')
    expect(world.badges).toEqual([])
  })
})
