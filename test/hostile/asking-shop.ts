import { signCompactJws } from '../../shared/credential/jws.ts'
import { parseDid } from '../../shared/did/did.ts'
import { buildDidDocument, keyIdsOf } from '../../shared/did/did-document.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { buildBadgeQuery } from '../../shared/oid4vc/dcql-badges.ts'
import { ed25519TestKey } from '../support/signing-keys.ts'
import { createFakeWorld, type FakeWorld, heldBadge } from '../wallet/fake-ports.ts'

export const shop = parseDid('did:web:shop.example')
export const shopKey = ed25519TestKey('shop')
export const clientId = `decentralized_identifier:${shop}`
export const requestUrl = 'https://shop.example/requests/1/object'
export const responseUrl = 'https://shop.example/requests/1/response'

export const honestRequest = {
  response_type: 'vp_token',
  response_mode: 'direct_post',
  client_id: clientId,
  response_uri: responseUrl,
  nonce: 'n-0S6_WzA2Mj-n-0S6_WzA2Mj',
  state: 'af0ifjsldkj',
  aud: 'https://self-issued.me/v2',
  iat: 1_795_341_600,
  exp: 1_795_341_900,
  dcql_query: { ...buildBadgeQuery([]) },
  client_metadata: { client_name: 'Harbour Lights Café' },
}

export const requestLink = `openid4vp://?${new URLSearchParams({ client_id: clientId, request_uri: requestUrl })}`

export function createShopWorld(): FakeWorld {
  const world = createFakeWorld()
  world.dids.set(shop, buildDidDocument({ did: shop, keys: [{ publicKey: shopKey.publicKey }] }))
  world.badges.push(heldBadge())
  world.answers.set(`POST ${responseUrl}`, { body: {} })
  return world
}

export const shopSigner = {
  ...shopKey.signer(shop),
  keyId: keyIdsOf(shop, shopKey.publicKey).multikey,
}

export function signRequest(payload: JsonObject, header: JsonObject = {}): Promise<string> {
  return signCompactJws({
    header: { typ: 'oauth-authz-req+jwt', kid: shopSigner.keyId, ...header },
    payload,
    signer: shopSigner,
  })
}

export function serveRequest(world: FakeWorld, jwt: string): void {
  world.answers.set(`GET ${requestUrl}`, { type: 'application/oauth-authz-req+jwt', body: jwt })
}
