import type { CallbackContext } from '@openid4vc/oauth2'
import { setGlobalConfig } from '@openid4vc/oauth2'
import { Openid4vpClient } from '@openid4vc/openid4vp'
import { DcqlQuery } from 'dcql'
import { CompactEncrypt, importJWK, type JWK, jwtVerify } from 'jose'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../shared/json/json.ts'
import { expandCredentialTypes } from '../../shared/oid4vc/dcql-types.ts'
import type { Need } from '../../shared/skills/need.ts'
import type { CreatedRequest } from '../../verifier/requests/request-api.ts'
import { achievement, badge, createHolder, secure } from '../shared/verify/world.ts'
import { readResult } from './asking.ts'
import { openBeside } from './candidates/asked-by-vacancy.ts'
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

async function resolve(authorizationRequest: string) {
  const parsed = wallet.parseOpenid4vpAuthorizationRequest({ authorizationRequest })
  const resolved = await wallet.resolveOpenId4vpAuthorizationRequest({
    authorizationRequestPayload: parsed.params,
  })
  expect(resolved.version).toBe(100)
  return { parsed, resolved }
}

type Resolved = Awaited<ReturnType<typeof resolve>>['resolved']

/** Casts to never, here and below: the library parses these values itself, and its types are wider than it says. */
async function submit(
  { authorizationRequestPayload: payload }: Resolved,
  vpToken: Record<string, unknown[]>,
): Promise<Response> {
  const { authorizationResponsePayload, jarm } = await wallet.createOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: payload as never,
    authorizationResponsePayload: { vp_token: vpToken as never },
    ...(payload.response_mode === 'direct_post.jwt' && {
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
  return response
}

/** A badge as dcql is told of it. */
function held(document: JsonObject, format: 'ldp_vc' | 'jwt_vc_json' = 'ldp_vc') {
  return {
    credential_format: format,
    type: expandCredentialTypes(document.type),
    claims: document as never,
    cryptographic_holder_binding: true,
  } as never
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
    const { parsed, resolved } = await resolve(created.requestUri)
    const isSigned = clientIdPrefix === 'decentralized_identifier'
    expect([parsed.type, parsed.provided]).toEqual([isSigned ? 'jar' : 'openid4vp', 'uri'])
    expect(resolved.client.prefix).toBe(clientIdPrefix)

    const holder = createHolder()
    const document = badge(city.issuer, { id: holder.did })
    const matches = DcqlQuery.query(DcqlQuery.parse(resolved.dcql?.query as never), [
      held(document),
    ])
    expect(matches.can_be_satisfied).toBe(true)

    const credential = await secure(document, city.issuer.signer)
    // the library has parsed it, with the members that a hand-made wallet reads
    const request = resolved.authorizationRequestPayload as unknown as ReadRequest
    const presentation = await answerTo(request, credential, holder, {
      created: city.world.clock(),
    })
    const response = await submit(resolved, { 'badge-1-ldp': [presentation] })
    expect([response.status, await response.json()]).toEqual([200, {}])
    expect(await readResult(verifier, created)).toMatchObject({
      state: 'received',
      report: { verdict: 'valid' },
    })
  })
})

const needs: Need[] = [
  {
    id: 'guide',
    label: 'Harbour guide',
    isRequired: true,
    wanted: { kind: 'badge', ids: ['https://other.example/badges/guide', achievement.id] },
  },
  {
    id: 'team',
    label: 'Teamwork',
    isRequired: true,
    minimumStrength: 'assessed',
    wanted: { kind: 'skill', name: 'Team work', url: 'https://skills.example/teamwork' },
  },
  {
    id: 'aid',
    label: 'First aid',
    isRequired: false,
    wanted: { kind: 'skill', name: 'First aid' },
  },
]

const alignment = (targetName: string, targetUrl: string) => ({
  type: ['Alignment' as const],
  targetName,
  targetUrl,
})

describe('what a vacancy needs', () => {
  /** Badges of one learner: of the badge that is asked for, of each skill, and one of neither. */
  async function wallets() {
    const { city } = bench()
    const holder = createHolder()
    const made = async (id: string, alignments: ReturnType<typeof alignment>[]) => {
      const document = badge(
        city.issuer,
        { id: holder.did },
        {
          id: `urn:uuid:${crypto.randomUUID()}`,
          achievement: {
            ...achievement,
            id,
            ...(alignments.length > 0 && { alignment: alignments }),
          },
        },
      )
      return { document, credential: await secure(document, city.issuer.signer) }
    }
    const elsewhere = 'https://city.example/providers/quay/badges'
    return {
      holder,
      badges: [
        await made(achievement.id, []),
        // the second of its skills, by its address and by another name
        await made(`${elsewhere}/crew/v/1`, [
          alignment('Planning', 'https://skills.example/planning'),
          alignment('Working as a crew', 'https://skills.example/teamwork'),
        ]),
        // by name alone, written otherwise
        await made(`${elsewhere}/lifeboat/v/1`, [
          alignment('First Aid', 'https://other.example/skills/7'),
        ]),
        await made(`${elsewhere}/swimmer/v/1`, [
          alignment('Swimming', 'https://skills.example/swimming'),
        ]),
      ],
    }
  }

  const beginning = async (mode: 'direct_post' | 'direct_post.jwt') => {
    const { city, verifier } = bench()
    const beside = await openBeside(verifier, {
      clock: city.world.clock,
      whenDone: onTestFinished,
    })
    const begun = await beside.begin({ vacancy: { id: 'guide-job', needs } }, mode)
    return { beside, ...begun, ...(await resolve(begun.requestUri)) }
  }

  /** What dcql finds for each query, by the place of the badge in the wallet. */
  function choose(resolved: Resolved, documents: readonly JsonObject[]) {
    const query = DcqlQuery.parse(resolved.dcql?.query as never)
    const result = DcqlQuery.query(
      query,
      documents.map((document) => held(document)),
    )
    const chosen = Object.entries(result.credential_matches).flatMap(([id, match]) =>
      match.success
        ? [[id, match.valid_credentials.map((one) => one.input_credential_index)] as const]
        : [],
    )
    return { isEnough: result.can_be_satisfied, chosen: Object.fromEntries(chosen) }
  }

  test.each(['direct_post', 'direct_post.jwt'] as const)(
    'is read by dcql, answered by %s, and counts when the browser is back',
    async (mode) => {
      const { beside, made, cookie, resolved } = await beginning(mode)
      const { holder, badges } = await wallets()
      const { isEnough, chosen } = choose(
        resolved,
        badges.map(({ document }) => document),
      )
      expect(isEnough).toBe(true)
      expect(chosen).toEqual({
        'need-guide-ldp': [0],
        'need-team-ldp': [1],
        'need-aid-ldp': [2],
      })
      const request = resolved.authorizationRequestPayload as unknown as ReadRequest
      const created = bench().city.world.clock()
      const answers = Object.entries(chosen).map(async ([id, places]) => {
        const shown = places.map((place) =>
          answerTo(request, badges[place]?.credential, holder, { created }),
        )
        return [id, await Promise.all(shown)] as const
      })
      const response = await submit(resolved, Object.fromEntries(await Promise.all(answers)))
      const { redirect_uri: back } = await response.json()
      expect(response.status).toBe(200)

      const evidenceOf = async () => beside.candidates.findOfRequest(made.id)
      expect((await evidenceOf())?.counts).toBe(false)
      if (mode === 'direct_post') {
        // same device: the browser that began comes back with the code
        const open = (by: string) =>
          fetch(reachable(back), { redirect: 'manual', headers: { Cookie: by } })
        await open(`opened_by=${'a'.repeat(43)}`)
        expect((await evidenceOf())?.counts).toBe(false)
        expect((await open(cookie)).status).toBe(303)
      } else {
        // another device: the screen where it began says that it is theirs
        const { url, config } = bench().verifier
        const confirmed = await fetch(`${url}/requests/${made.id}/confirm`, {
          method: 'POST',
          redirect: 'manual',
          headers: { Cookie: cookie, Origin: config.publicUrl },
          body: new URLSearchParams({ answer: 'yes' }),
        })
        expect(confirmed.status).toBe(303)
      }
      expect(await evidenceOf()).toMatchObject({
        counts: true,
        queryIds: ['need-guide-ldp', 'need-team-ldp', 'need-aid-ldp'],
        report: { verdict: 'valid', holder: holder.did },
      })
    },
  )

  test('is not met by what is welcome alone, for dcql and for us', async () => {
    const { resolved } = await beginning('direct_post')
    const { holder, badges } = await wallets()
    const [, , aid, swimmer] = badges
    if (aid === undefined || swimmer === undefined) throw new Error('the wallet is empty')
    const { isEnough, chosen } = choose(resolved, [aid.document, swimmer.document])
    expect([isEnough, chosen]).toEqual([false, { 'need-aid-ldp': [0] }])
    const request = resolved.authorizationRequestPayload as unknown as ReadRequest
    const created = bench().city.world.clock()
    const shown = await answerTo(request, aid.credential, holder, { created })
    const swims = await answerTo(request, swimmer.credential, holder, { created })
    for (const token of [{ 'need-aid-ldp': [shown] }, { 'need-aid-ldp': [swims] }]) {
      const answer = await submit(resolved, token).catch((error: unknown) => error)
      const status = answer instanceof Response ? answer.status : answer
      expect(status).toBe(400)
    }
  })
})
