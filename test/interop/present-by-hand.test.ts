import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, startCity } from './city.ts'
import { type DidKit, type JsonObject, openDidKit } from './didkit.ts'
import { type Employer, startEmployer } from './employer.ts'
import { claimBadge } from './hand-made-client.ts'
import { createHolder, type Holder } from './hand-made-holder.ts'
import {
  answer,
  type Request,
  readRequest,
  signEmbeddedPresentation,
  signJwtPresentation,
} from './hand-made-wallet.ts'

/*
 * A wallet written from the text of OpenID4VP 1.0 (hand-made-wallet.ts: jose 6 and plain fetch; DIDKit 1.9.10 signs
 * what jose cannot) presents to the running verifier badges that it claimed from the running city.
 */

let city: City
let employer: Employer
let didkit: DidKit

beforeAll(async () => {
  ;[city, employer, didkit] = await Promise.all([startCity(), startEmployer(), openDidKit()])
})
afterAll(() => Promise.all([city.close(), employer.close()]))

const laptop = { method: 'did:key', alg: 'EdDSA' } as const
const phone = { method: 'did:jwk', alg: 'ES256' } as const
const badge = 'harbour-youth/first-aid'

/** Presents by the first query of the request that is for this format. */
async function presentAs(
  request: Request,
  credential: JsonObject | string,
  { holder, version = '2.0' }: { holder: Holder; version?: '1.1' | '2.0' },
): Promise<Record<string, (string | JsonObject)[]>> {
  const format = typeof credential === 'string' ? 'jwt_vc_json' : 'ldp_vc'
  const { id } = request.dcql_query.credentials.find((query) => query.format === format) ?? {
    id: '',
  }
  const presentation =
    typeof credential === 'string'
      ? await signJwtPresentation(request, credential, { holder, version })
      : await signEmbeddedPresentation(request, credential, { holder, didkit })
  return { [id]: [presentation] }
}

const proven = expect.arrayContaining(
  ['shape', 'proof', 'dates', 'holder-binding'].map((name) =>
    expect.objectContaining({ name, result: 'pass' }),
  ),
)

describe('a wallet made by hand', () => {
  test.each([
    ['decentralized_identifier', 'direct_post', 'ldp_vc', laptop, '2.0'],
    ['decentralized_identifier', 'direct_post', 'jwt_vc_json', phone, '2.0'],
    ['decentralized_identifier', 'direct_post', 'jwt_vc_json', laptop, '1.1'],
    ['decentralized_identifier', 'direct_post.jwt', 'ldp_vc', laptop, '2.0'],
    ['decentralized_identifier', 'direct_post.jwt', 'jwt_vc_json', phone, '1.1'],
    ['redirect_uri', 'direct_post', 'ldp_vc', laptop, '2.0'],
    ['redirect_uri', 'direct_post', 'jwt_vc_json', phone, '2.0'],
    ['redirect_uri', 'direct_post.jwt', 'ldp_vc', laptop, '2.0'],
    ['redirect_uri', 'direct_post.jwt', 'jwt_vc_json', laptop, '1.1'],
  ] as const)(
    'answers %s, %s with %s of %j (data model %s)',
    async (prefix, mode, format, kind, version) => {
      const holder = await createHolder(kind)
      const { credential, achievementId } = await claimBadge(city, { badge, format, holder })
      const { requestId, requestUri } = await employer.ask({
        badges: [achievementId],
        clientIdPrefix: prefix,
        responseMode: mode,
      })
      const request = await readRequest(requestUri, employer)
      expect(request).toMatchObject({ response_mode: mode })

      const response = await answer(
        request,
        await presentAs(request, credential, { holder, version }),
        employer,
      )

      expect([response.status, await response.json()]).toEqual([200, {}])
      expect(await employer.result(requestId)).toMatchObject({
        state: 'received',
        report: {
          verdict: 'valid',
          holder: holder.did,
          checks: proven,
          credentials: [
            {
              verdict: 'valid',
              credential: {
                subjectId: holder.did,
                achievement: { id: achievementId, name: 'First aid basics' },
                issuer: { name: 'Harbour Youth Club' },
              },
            },
          ],
        },
      })
    },
  )

  test.each(['get', 'post'] as const)('may fetch the request by %s', async (method) => {
    const { requestUri } = await employer.ask()
    const request = await readRequest(requestUri, employer, method)
    expect(request).toMatchObject({ response_type: 'vp_token', state: expect.any(String) })
  })

  test('shows several badges by several presentations, each by its own key', async () => {
    const [one, other] = [await createHolder(laptop), await createHolder(phone)]
    const first = await claimBadge(city, { badge, format: 'ldp_vc', holder: one })
    const second = await claimBadge(city, {
      badge: 'harbour-youth/team-player',
      format: 'jwt_vc_json',
      holder: other,
    })
    const { requestId, requestUri } = await employer.ask()
    const request = await readRequest(requestUri, employer)

    const vpToken = {
      ...(await presentAs(request, first.credential, { holder: one })),
      ...(await presentAs(request, second.credential, { holder: other })),
    }
    expect((await answer(request, vpToken, employer)).status).toBe(200)

    const { report } = await employer.result(requestId)
    expect(report?.credentials.map(({ verdict }) => verdict)).toEqual(['valid', 'valid'])
  })

  test('shows a badge that was revoked meanwhile, and the report says so', async () => {
    const holder = await createHolder(laptop)
    // of a provider whose status list no other test has the verifier fetch
    const claim = { badge: 'green-terrace/food-grower', format: 'ldp_vc', holder } as const
    const { credential, awardId } = await claimBadge(city, claim)
    await city.revoke({ awardId })
    const { requestId, requestUri } = await employer.ask()
    const request = await readRequest(requestUri, employer)
    await answer(request, await presentAs(request, credential, { holder }), employer)
    const { report } = await employer.result(requestId)
    expect(report?.verdict).toBe('invalid')
    expect(report?.credentials[0]).toMatchObject({
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'status', result: 'fail', code: 'revoked' }),
      ]),
    })
  })

  test('shows a badge of somebody else, and the report says so', async () => {
    const [owner, thief] = [await createHolder(laptop), await createHolder(laptop)]
    const { credential } = await claimBadge(city, { badge, format: 'ldp_vc', holder: owner })
    const { requestId, requestUri } = await employer.ask()
    const request = await readRequest(requestUri, employer)
    await answer(request, await presentAs(request, credential, { holder: thief }), employer)
    const { report } = await employer.result(requestId)
    expect(report?.verdict).toBe('invalid')
    expect(report?.credentials[0]).toMatchObject({
      checks: expect.arrayContaining([
        expect.objectContaining({
          name: 'holder-binding',
          result: 'fail',
          code: 'subject_differs',
        }),
      ]),
    })
  })

  test('is refused an answer to another request, and a second answer', async () => {
    const holder = await createHolder(laptop)
    const { credential } = await claimBadge(city, { badge, format: 'ldp_vc', holder })
    const { requestId, requestUri } = await employer.ask()
    const request = await readRequest(requestUri, employer)
    const other = await readRequest((await employer.ask()).requestUri, employer)

    const stale = await presentAs(other, credential, { holder })
    expect((await answer(request, stale, employer)).status).toBe(400)
    expect((await employer.result(requestId)).state).toBe('waiting')

    const right = await presentAs(request, credential, { holder })
    expect((await answer(request, right, employer)).status).toBe(200)
    const again = await answer(request, right, employer)
    expect([again.status, await again.json()]).toEqual([
      409,
      expect.objectContaining({ error: 'invalid_request' }),
    ])
  })
})
