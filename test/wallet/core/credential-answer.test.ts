import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../shared/json/json.ts'
import { preAuthorizedCodeGrant } from '../../../shared/oid4vc/oid4vci-credential-offer.ts'
import { acceptOffer } from '../../../wallet/core/accept-offer.ts'
import { openOffer } from '../../../wallet/core/open-offer.ts'
import { badgeDocument, createFakeWorld } from '../fake-ports.ts'

const issuer = 'https://issuer.example/quay'
const wellKnown = 'https://issuer.example/.well-known'
const definition = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
}

type Wish = 'credential_configuration_id' | 'format'

/**
 * An issuer without `credential_metadata`, which so may be of any version from draft 13 to 1.0. It wants to be asked
 * one way, and refuses the other with `refusal`.
 */
function createUnclearWorld({
  wants,
  hasNonceEndpoint,
  refusal = 'invalid_credential_request',
  identifiers,
}: {
  wants: Wish | 'credential_identifier' | 'nothing'
  hasNonceEndpoint: boolean
  refusal?: string
  identifiers?: string[]
}) {
  const world = createFakeWorld()
  const asked: string[][] = []
  world.answers.set(`GET ${wellKnown}/openid-credential-issuer/quay`, {
    body: {
      credential_issuer: issuer,
      credential_endpoint: `${issuer}/credential`,
      ...(hasNonceEndpoint && { nonce_endpoint: `${issuer}/nonce` }),
      credential_configurations_supported: {
        aid: {
          format: 'ldp_vc',
          credential_definition: definition,
          cryptographic_binding_methods_supported: ['did:key'],
          proof_types_supported: { jwt: { proof_signing_alg_values_supported: ['EdDSA'] } },
          display: [{ name: 'First aid' }],
        },
      },
    },
  })
  world.answers.set(`GET ${wellKnown}/oauth-authorization-server/quay`, {
    body: { issuer, token_endpoint: `${issuer}/token` },
  })
  world.answers.set(`POST ${issuer}/token`, {
    body: {
      access_token: 'the-token',
      token_type: 'Bearer',
      ...(!hasNonceEndpoint && { c_nonce: 'nonce-of-the-token' }),
      ...(identifiers && {
        authorization_details: [
          {
            type: 'openid_credential',
            credential_configuration_id: 'aid',
            credential_identifiers: identifiers,
          },
        ],
      }),
    },
  })
  world.answers.set(`POST ${issuer}/nonce`, { body: { c_nonce: 'nonce' } })
  world.answers.set(`POST ${issuer}/credential`, ({ body }) => {
    const request: JsonObject = JSON.parse(body)
    asked.push(Object.keys(request).sort())
    return request[wants] === undefined
      ? { status: 400, body: { error: refusal } }
      : { body: { credentials: [{ credential: badgeDocument() }] } }
  })
  const receive = async () => {
    const offer = JSON.stringify({
      credential_issuer: issuer,
      credential_configuration_ids: ['aid'],
      grants: { [preAuthorizedCodeGrant]: { 'pre-authorized_code': 'the-code' } },
    })
    const opened = await openOffer(offer, {}, world.ports)
    const { outcomes } = await acceptOffer(opened, {}, world.ports)
    return outcomes.map(({ outcome }) => outcome)
  }
  return { receive, asked }
}

const byId = ['credential_configuration_id', 'proofs']
const byFormat = ['credential_definition', 'format', 'proof']

describe('requestCredential, of an issuer whose version cannot be told', () => {
  test.each<[string, Wish, boolean, string[][]]>([
    ['1.0 or draft 15', 'credential_configuration_id', true, [byId]],
    ['draft 14', 'format', true, [byId, byFormat]],
    ['draft 13', 'format', false, [byFormat]],
    // @sphereon/oid4vci-issuer 0.20: the nonce as in draft 13, the request as in draft 15
    ['draft 15, by halves', 'credential_configuration_id', false, [byFormat, byId]],
  ])('asks one of %s by %s', async (_version, wants, hasNonceEndpoint, expected) => {
    const { receive, asked } = createUnclearWorld({ wants, hasNonceEndpoint })
    expect(await receive()).toEqual(['kept'])
    expect(asked).toEqual(expected)
  })

  test.each([
    ['proofs', true],
    ['proof', false],
  ])('shows %s with the name of a credential, nonce endpoint: %s', async (member, isThere) => {
    const { receive, asked } = createUnclearWorld({
      wants: 'credential_identifier',
      hasNonceEndpoint: isThere,
      identifiers: ['aid_0000'],
    })
    expect(await receive()).toEqual(['kept'])
    expect(asked).toEqual([['credential_identifier', member]])
  })

  test.each([
    ['invalid_request', 2],
    ['unsupported_credential_format', 2],
    ['unsupported_credential_type', 2],
    ['credential_request_denied', 1],
    ['invalid_token', 1],
  ])('that answers %s is asked %i times at most', async (refusal, times) => {
    const unclear = createUnclearWorld({ wants: 'nothing', hasNonceEndpoint: true, refusal })
    await expect(unclear.receive()).rejects.toMatchObject({ code: 'issuer_refused' })
    expect(unclear.asked).toHaveLength(times)
  })
})
