import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../shared/json/json.ts'
import { preAuthorizedCodeGrant } from '../../../shared/oid4vc/oid4vci-credential-offer.ts'
import {
  type BegunOffer,
  type BegunOffers,
  resumeOffer,
  takeOffer,
} from '../../../wallet/core/begun-offer.ts'
import { openOffer } from '../../../wallet/core/open-offer.ts'
import { badgeDocument, createFakeWorld, type FakeAnswer, learnerHolder } from '../fake-ports.ts'

const issuer = 'https://issuer.example/quay'
const wellKnown = 'https://issuer.example/.well-known'
const offerText = JSON.stringify({
  credential_issuer: issuer,
  credential_configuration_ids: ['aid'],
  grants: { [preAuthorizedCodeGrant]: { 'pre-authorized_code': 'the-code' } },
})
const configuration: JsonObject = {
  format: 'ldp_vc',
  credential_definition: {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
  },
  cryptographic_binding_methods_supported: ['did:key'],
  proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['EdDSA'] } },
  credential_metadata: { display: [{ name: 'First aid' }] },
}

/** An issuer whose codes work once; `answer` is what it says when the badge is asked for. */
function createOnceWorld(answer: () => FakeAnswer) {
  const world = createFakeWorld()
  let isUsed = false
  world.answers.set(`GET ${wellKnown}/openid-credential-issuer/quay`, {
    body: {
      credential_issuer: issuer,
      credential_endpoint: `${issuer}/credential`,
      nonce_endpoint: `${issuer}/nonce`,
      credential_configurations_supported: { aid: configuration },
    },
  })
  world.answers.set(`GET ${wellKnown}/oauth-authorization-server/quay`, {
    body: { issuer, token_endpoint: `${issuer}/token` },
  })
  world.answers.set(`POST ${issuer}/token`, () => {
    if (isUsed) return { status: 400, body: { error: 'invalid_grant' } }
    isUsed = true
    return { body: { access_token: 'the-token', token_type: 'Bearer' } }
  })
  world.answers.set(`POST ${issuer}/nonce`, { body: { c_nonce: 'nonce' } })
  world.answers.set(`POST ${issuer}/credential`, answer)
  const kept = new Map<string, BegunOffer>()
  const begunOffers = {
    listBegunOffers: async () => [...kept.values()],
    keepBegunOffer: async (offer) => void kept.set(offer.id, offer),
    removeBegunOffer: async (id) => void kept.delete(id),
  } satisfies BegunOffers
  return { world, kept, begunOffers }
}

const badge: FakeAnswer = { body: { credentials: [{ credential: badgeDocument() }] } }
const broken: FakeAnswer = { status: 200, body: '{' }

describe('takeOffer', () => {
  test('leaves nothing behind once the badge is here', async () => {
    const { world, kept, begunOffers } = createOnceWorld(() => badge)
    const offer = await openOffer(offerText, {}, world.ports)
    const receipt = await takeOffer(offer, {}, world.ports, begunOffers)
    expect(receipt.outcomes.map(({ outcome }) => outcome)).toEqual(['kept'])
    expect(kept.size).toBe(0)
  })

  test('notes what was begun before the badge is asked for', async () => {
    const seen: number[] = []
    const made = createOnceWorld(() => {
      seen.push(made.kept.size)
      return badge
    })
    const offer = await openOffer(offerText, {}, made.world.ports)
    await takeOffer(offer, {}, made.world.ports, made.begunOffers)
    expect(seen).toEqual([1])
  })

  test('keeps the note where the answer got lost, once for however many tries', async () => {
    const { world, kept, begunOffers } = createOnceWorld(() => broken)
    const offer = await openOffer(offerText, {}, world.ports)
    for (const _ of [1, 2]) {
      await expect(takeOffer(offer, {}, world.ports, begunOffers)).rejects.toThrow()
    }
    expect([...kept.values()]).toEqual([
      {
        id: expect.stringMatching(/^[\w-]{43}$/),
        offer: offerText,
        accessToken: 'the-token',
        identifiers: {},
        holder: learnerHolder.did,
        domain: 'issuer.example/quay',
        begunAt: '2026-11-22T10:00:00.000Z',
      },
    ])
  })

  test('forgets what the issuer refuses for good', async () => {
    const refusal = { status: 400, body: { error: 'credential_request_denied' } }
    const { world, kept, begunOffers } = createOnceWorld(() => refusal)
    const offer = await openOffer(offerText, {}, world.ports)
    await expect(takeOffer(offer, {}, world.ports, begunOffers)).rejects.toMatchObject({
      code: 'issuer_refused',
    })
    expect(kept.size).toBe(0)
  })
})

describe('resumeOffer', () => {
  test('gets the badge whose code is used up', async () => {
    let answer = broken
    const { world, kept, begunOffers } = createOnceWorld(() => answer)
    const first = await openOffer(offerText, {}, world.ports)
    await expect(takeOffer(first, {}, world.ports, begunOffers)).rejects.toThrow()
    const afresh = await openOffer(offerText, {}, world.ports)
    await expect(takeOffer(afresh, {}, world.ports, begunOffers)).rejects.toMatchObject({
      code: 'offer_not_redeemable',
    })
    answer = badge
    const [begun] = await begunOffers.listBegunOffers()
    const offer = await resumeOffer(begun ?? unreachable(), world.ports)
    const receipt = await takeOffer(offer, {}, world.ports, begunOffers)
    expect(receipt.outcomes.map(({ outcome }) => outcome)).toEqual(['kept'])
    expect(kept.size).toBe(0)
  })
})

function unreachable(): never {
  throw new Error('nothing was begun')
}
