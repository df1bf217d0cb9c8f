import { globalAgent } from 'node:https'
import { OpenID4VCIClientV1_0_15 } from '@sphereon/oid4vci-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type City, startCity } from './city.ts'
import { type DidKit, openDidKit } from './didkit.ts'
import { createHolder, type Holder, type HolderKind } from './hand-made-holder.ts'
import { verifyCredentialJwt } from './hand-made-verifier.ts'

/*
 * @sphereon/oid4vci-client 0.20.1 receives (draft 15); DIDKit and jose verify what it got.
 *
 * Faults of the client, and what was done about them:
 * - its universal OpenID4VCIClient loses both credentialConfigurationId and credentialIdentifier on their way to
 *   the request and gives up: the class for draft 15 is taken, to which it leads anyway;
 * - it warns of a missing authorization_endpoint where only the pre-authorized code is offered;
 * - published depending on @sphereon/ssi-types 0.36.1-next.159, which does not exist: 0.37.1 is installed.
 */

let plain: City
let secure: City
let didkit: DidKit

beforeAll(async () => {
  ;[plain, secure, didkit] = await Promise.all([
    startCity(),
    startCity({ tls: true }),
    openDidKit(),
  ])
})
afterAll(() => Promise.all([plain.close(), secure.close()]))
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

const phone = { method: 'did:jwk', alg: 'ES256' } as const satisfies HolderKind
const laptop = { method: 'did:key', alg: 'EdDSA' } as const satisfies HolderKind

describe('OpenID4VCIClientV1_0_15', () => {
  test.each([
    ['ldp_vc', laptop, { offer: 'reference' }],
    ['ldp_vc', laptop, { offer: 'value', txCode: true }],
    ['jwt_vc_json', laptop, { offer: 'reference', txCode: true }],
    ['jwt_vc_json', phone, { offer: 'value' }],
    ['jwt_vc_json', phone, { offer: 'reference', language: 'cy' }],
  ] as const)('takes %s for %j, offered as %j', async (format, kind, wish) => {
    const holder = await createHolder(kind)
    const { credential, offeredIds } = await receive(plain, { format, holder, wish })
    const language = 'language' in wish ? wish.language : 'en'
    expect(offeredIds).toEqual([
      `first-aid.1.${language}.ldp_vc`,
      `first-aid.1.${language}.jwt_vc_json`,
    ])
    if (format === 'ldp_vc') {
      expect(Object(credential).credentialSubject.id).toBe(holder.did)
      expect(await didkit.verifyCredential(Object(credential))).toMatchObject({ errors: [] })
    } else {
      const { payload } = await verifyCredentialJwt(String(credential), {
        scheme: 'http:',
        from: plain.fetch,
      })
      expect(payload.sub).toBe(holder.did)
    }
  })

  test('takes a badge over TLS', async () => {
    // it fetches with node-fetch, and so with the agent of node:https
    globalAgent.options.ca = secure.certificate?.authority
    try {
      const holder = await createHolder(laptop)
      const wish = { offer: 'reference', txCode: true } as const
      const { credential } = await receive(secure, { format: 'jwt_vc_json', holder, wish })
      const { payload } = await verifyCredentialJwt(String(credential), {
        scheme: 'https:',
        from: secure.fetch,
      })
      expect(payload.sub).toBe(holder.did)
    } finally {
      delete globalAgent.options.ca
    }
  })

  test('is refused an embedded proof for a key that could not present it, as the metadata says', async () => {
    const holder = await createHolder(phone)
    const receiving = receive(plain, { format: 'ldp_vc', holder, wish: {} })
    await expect(receiving).rejects.toThrow('failed with status: 400')
  })
})

async function receive(
  city: City,
  { format, holder, wish }: { format: 'ldp_vc' | 'jwt_vc_json'; holder: Holder; wish: object },
): Promise<{ credential: unknown; offeredIds: string[] }> {
  const { offerUri, txCode } = await city.award(wish)
  const client = await OpenID4VCIClientV1_0_15.fromURI({
    uri: offerUri,
    retrieveServerMetadata: true,
  })
  const offeredIds = client.getCredentialOfferConfigurationIds()
  await client.acquireAccessToken(txCode === undefined ? {} : { pin: txCode })
  const credentialConfigurationId = offeredIds.find((id) => id.endsWith(format)) ?? ''
  const { credentials = [] } = await client.acquireCredentials({
    credentialConfigurationId,
    credentialTypes: ['OpenBadgeCredential'],
    format,
    kid: holder.kid,
    alg: holder.alg,
    proofCallbacks: { signCallback: ({ header, payload }) => holder.sign({ ...header }, payload) },
  })
  return { credential: credentials[0]?.credential, offeredIds }
}
