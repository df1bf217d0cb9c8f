import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { signCompactJws } from '../../../shared/credential/jws.ts'
import { publicKeyToJwk } from '../../../shared/did/public-key.ts'
import { createResponseKey } from '../../../shared/oid4vc/oid4vp-encryption.ts'
import {
  achievement,
  badge,
  createHolder,
  present,
  secure,
  signerAs,
} from '../../shared/verify/world.ts'
import { ask, readResult, refusal } from '../asking.ts'
import { answerTo, encrypt, post, type ReadRequest, reachable, sendToken } from '../hand-wallet.ts'
import { useVerifier } from '../verifier-bench.ts'

const bench = useVerifier()
const holder = createHolder()
const other = createHolder()

/** What an attack works on: a request that waits, and a good answer to it. */
type Scene = { request: ReadRequest; credential: unknown; good: unknown }

async function scene(input: object = {}): Promise<Scene & { requestId: string }> {
  const { city, verifier } = bench()
  const { created, request } = await ask(verifier, input)
  const credential = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer)
  return {
    request,
    credential,
    good: await answerTo(request, credential, holder),
    requestId: created.requestId,
  }
}

/** The request is as it was: nobody can spoil it, and the good answer is still taken. */
async function expectUnspoilt({ request, good, requestId }: Scene & { requestId: string }) {
  const { verifier } = bench()
  expect((await readResult(verifier, { requestId })).state).toBe('waiting')
  expect((await sendToken(request, { 'badges-ldp': [good] })).status).toBe(200)
}

type Attack = (scene: Scene) => Promise<Response>
const token =
  (vpToken: (scene: Scene) => unknown | Promise<unknown>): Attack =>
  async (set) =>
    sendToken(set.request, await vpToken(set))

const jwtParts = (jwt: unknown) => String(jwt).split('.')
const jwtScene = async ({ request }: Scene) => {
  const { city } = bench()
  const credential = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer, 'jwt')
  const jwt = await answerTo(request, credential, holder, { format: 'jwt' })
  return { credential, jwt }
}
const withHeader = (jwt: unknown, change: object) => {
  const [head = '', body = '', tail = ''] = jwtParts(jwt)
  const header = { ...JSON.parse(Buffer.from(head, 'base64url').toString()), ...change }
  return [Buffer.from(JSON.stringify(header)).toString('base64url'), body, tail].join('.')
}
const withTail = (jwt: unknown, tail: string) => [...jwtParts(jwt).slice(0, 2), tail].join('.')

describe('a hostile presentation is refused, nothing is kept, and the request still waits', () => {
  const attacks: [string, string, Attack][] = [
    // the form around it
    [
      'no body',
      'application/x-www-form-urlencoded',
      ({ request }) => fetch(reachable(request.response_uri), { method: 'POST' }),
    ],
    [
      'a body of JSON',
      'application/x-www-form-urlencoded',
      ({ request, good }) =>
        fetch(reachable(request.response_uri), {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ vp_token: { 'badges-ldp': [good] }, state: request.state }),
        }),
    ],
    ['no vp_token', 'vp_token must be', ({ request }) => post(request, { state: request.state })],
    [
      'a vp_token that is not JSON',
      'not JSON',
      ({ request }) => post(request, { vp_token: 'x', state: request.state }),
    ],
    [
      'a vp_token twice in the form',
      'stands twice',
      ({ request, good }) =>
        fetch(reachable(request.response_uri), {
          method: 'POST',
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
          body: `vp_token=${encodeURIComponent(JSON.stringify({ 'badges-ldp': [good] }))}&vp_token={}&state=${request.state}`,
        }),
    ],
    [
      'no state',
      'state is not',
      ({ request, good }) => post(request, { vp_token: JSON.stringify({ 'badges-ldp': [good] }) }),
    ],
    [
      'another state',
      'state is not',
      ({ request, good }) =>
        post(request, { vp_token: JSON.stringify({ 'badges-ldp': [good] }), state: 'x' }),
    ],
    [
      'an encrypted answer nobody asked for',
      'did not ask for an encrypted',
      async ({ request, good }) =>
        post(request, {
          response: await encrypt(
            request,
            { vp_token: { 'badges-ldp': [good] }, state: request.state },
            { jwk: (await createResponseKey()).publicJwk },
          ),
          state: request.state,
        }),
    ],
    // what is asked
    [
      'a query that is not in the request',
      'not in the request',
      token(({ good }) => ({ 'badges-ldp': [good], more: [good] })),
    ],
    [
      'a prototype as query',
      'not JSON',
      ({ request }) => post(request, { vp_token: '{"__proto__":["x"]}', state: request.state }),
    ],
    ['nothing for the query', 'no presentation for it', token(() => ({ 'badges-ldp': [] }))],
    ['an empty vp_token', 'leaves out', token(() => ({}))],
    [
      'an answer to the query of the other format',
      'another badge',
      token(({ good }) => ({ 'badges-jwt': [good] })),
    ],
    [
      'a credential of another type',
      'another badge',
      token(async ({ request }) => {
        const { city } = bench()
        const document = {
          ...badge(city.issuer, { id: holder.did }),
          type: ['VerifiableCredential'],
        }
        return {
          'badges-ldp': [
            await answerTo(request, await secure(document, city.issuer.signer), holder),
          ],
        }
      }),
    ],
    // one presentation, one credential
    [
      'a credential without a presentation',
      'sent as it is',
      token(({ credential }) => ({ 'badges-ldp': [credential] })),
    ],
    [
      'a credential token without a presentation',
      'sent as it is',
      token(async (set) => {
        const { credential } = await jwtScene(set)
        return { 'badges-jwt': [credential] }
      }),
    ],
    [
      'two credentials in one presentation',
      'several credentials',
      token(async ({ request, credential }) => ({
        'badges-ldp': [
          await present([credential, credential], holder, {
            nonce: request.nonce,
            audience: request.client_id,
          }),
        ],
      })),
    ],
    [
      'thousands of credentials in one presentation',
      'several credentials',
      token(async ({ request }) => ({
        'badges-ldp': [
          await present(
            Array.from({ length: 3000 }, () => ({})),
            holder,
            { format: 'jwt', nonce: request.nonce, audience: request.client_id },
          ),
        ],
      })),
    ],
    [
      '101 presentations',
      'vp_token must be',
      token(({ good }) => ({ 'badges-ldp': Array(101).fill(good) })),
    ],
    [
      'a presentation of nothing',
      'no credential',
      token(async ({ request }) => ({
        'badges-ldp': [
          await present([], holder, { nonce: request.nonce, audience: request.client_id }),
        ],
      })),
    ],
    [
      'a presentation inside a presentation',
      'something else than a credential',
      token(async ({ request, good }) => ({
        'badges-ldp': [await answerTo(request, good, holder)],
      })),
    ],
    [
      'a credential that is text',
      'cannot be read',
      token(async ({ request }) => ({
        'badges-jwt': [
          await answerTo(request, 'eyJhbGciOiJub25lIn0.e30.', holder, { format: 'jwt' }),
        ],
      })),
    ],
    // nonce and audience
    [
      'no nonce',
      'nonce_missing',
      token(async ({ request, credential }) => ({
        'badges-ldp': [await answerTo(request, credential, holder, { nonce: undefined })],
      })),
    ],
    [
      'the nonce of another request',
      'nonce_wrong',
      token(async ({ credential, request }) => {
        const { nonce } = (await scene()).request
        return { 'badges-ldp': [await answerTo(request, credential, holder, { nonce })] }
      }),
    ],
    [
      'no audience',
      'audience_missing',
      token(async ({ request, credential }) => ({
        'badges-ldp': [await answerTo(request, credential, holder, { audience: undefined })],
      })),
    ],
    [
      'the audience of another verifier',
      'audience_wrong',
      token(async ({ request, credential }) => ({
        'badges-ldp': [
          await answerTo(request, credential, holder, {
            audience: 'decentralized_identifier:did:web:other.example',
          }),
        ],
      })),
    ],
    [
      'the audience without its prefix',
      'audience_wrong',
      token(async ({ request, credential }) => ({
        'badges-ldp': [
          await answerTo(request, credential, holder, {
            audience: request.client_id.replace('decentralized_identifier:', ''),
          }),
        ],
      })),
    ],
    [
      'two audiences',
      'several_audiences',
      token(async ({ request, credential }) => ({
        'badges-ldp': [
          await answerTo(request, credential, holder, {
            audience: [request.client_id, 'decentralized_identifier:did:web:other.example'],
          }),
        ],
      })),
    ],
    [
      'a nonce that was changed after signing',
      'signature_invalid',
      token(async ({ request, credential }) => {
        const made = await answerTo(request, credential, holder, { nonce: 'stale' })
        const text = JSON.stringify(made).replace('"stale"', JSON.stringify(request.nonce))
        return { 'badges-ldp': [JSON.parse(text)] }
      }),
    ],
    // who shows it
    [
      'another signer than the holder it names',
      'key_of_another',
      token(async ({ request, credential }) => ({
        'badges-ldp': [await answerTo(request, credential, other, { holder: holder.did })],
      })),
    ],
    [
      'the holder’s key id over another’s signature',
      'signature_invalid',
      token(async ({ request, credential }) => ({
        'badges-ldp': [
          await answerTo(request, credential, holder, { signer: signerAs(other, holder.keyId) }),
        ],
      })),
    ],
    [
      'a proof for claims instead of showing',
      'purpose_wrong',
      token(async ({ request, credential }) => ({
        'badges-ldp': [await answerTo(request, credential, holder, { purpose: 'assertionMethod' })],
      })),
    ],
    [
      'no proof',
      'proof says missing',
      token(({ good }) => ({ 'badges-ldp': [{ ...Object(good), proof: undefined }] })),
    ],
    [
      'a proof from the future',
      'proof_from_future',
      token(async ({ request, credential }) => ({
        'badges-ldp': [
          await answerTo(request, credential, holder, {
            created: new Date('2026-11-22T10:02:00Z'),
          }),
        ],
      })),
    ],
    [
      'another credential put in after signing',
      'signature_invalid',
      token(async ({ good }) => {
        const { city } = bench()
        const stolen = await secure(badge(city.issuer, { id: other.did }), city.issuer.signer)
        return { 'badges-ldp': [{ ...Object(good), verifiableCredential: [stolen] }] }
      }),
    ],
    [
      'one bad presentation among good ones',
      'nonce_wrong',
      token(async ({ request, credential, good }) => ({
        'badges-ldp': [good, await answerTo(request, credential, holder, { nonce: 'stale' })],
      })),
    ],
    // the signature itself
    [
      'alg none',
      'EdDSA or ES256',
      token(async (set) => ({
        'badges-jwt': [withTail(withHeader((await jwtScene(set)).jwt, { alg: 'none' }), '')],
      })),
    ],
    [
      'alg nOnE',
      'EdDSA or ES256',
      token(async (set) => ({
        'badges-jwt': [withHeader((await jwtScene(set)).jwt, { alg: 'nOnE' })],
      })),
    ],
    [
      'an HMAC with the public key',
      'EdDSA or ES256',
      token(async (set) => {
        const [head, body] = jwtParts(withHeader((await jwtScene(set)).jwt, { alg: 'HS256' }))
        const secret = JSON.stringify(publicKeyToJwk(holder.publicKey))
        return {
          'badges-jwt': [
            `${head}.${body}.${createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')}`,
          ],
        }
      }),
    ],
    [
      'a signature of zeros',
      'signature_invalid',
      token(async (set) => ({
        'badges-jwt': [withTail((await jwtScene(set)).jwt, Buffer.alloc(64).toString('base64url'))],
      })),
    ],
    [
      'a signature that is too short',
      'The length is not that of an EdDSA signature',
      token(async (set) => ({ 'badges-jwt': [withTail((await jwtScene(set)).jwt, 'AAAA')] })),
    ],
    [
      'a critical extension',
      'extension',
      token(async (set) => {
        const { credential } = await jwtScene(set)
        return {
          'badges-jwt': [
            await signCompactJws({
              header: { typ: 'vp+jwt', kid: holder.keyId, crit: ['exp'], exp: 1 },
              payload: {
                '@context': ['https://www.w3.org/ns/credentials/v2'],
                type: ['VerifiablePresentation'],
                holder: holder.did,
                verifiableCredential: [credential],
                nonce: set.request.nonce,
                aud: set.request.client_id,
              },
              signer: holder.signer,
            }),
          ],
        }
      }),
    ],
    [
      'a credential token as presentation token',
      'header_refused',
      token(async (set) => ({
        'badges-jwt': [withHeader((await jwtScene(set)).jwt, { typ: 'vc+jwt' })],
      })),
    ],
    [
      'an embedded key',
      'key_of_another',
      token(async (set) => ({
        'badges-jwt': [
          withHeader((await jwtScene(set)).jwt, {
            kid: other.keyId,
            jwk: publicKeyToJwk(other.publicKey),
          }),
        ],
      })),
    ],
    [
      'members given twice',
      'not JSON',
      ({ request, good }) =>
        post(request, {
          vp_token: `{"badges-ldp":[${JSON.stringify(good).replace('"holder":', '"holder":"did:key:z","holder":')}]}`,
          state: request.state,
        }),
    ],
    [
      'nesting without end',
      'not JSON',
      ({ request }) =>
        post(request, {
          vp_token: `{"badges-ldp":[${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}]}`,
          state: request.state,
        }),
    ],
    [
      'an unknown context',
      'context_invalid',
      token(async ({ request, good }) => ({
        'badges-ldp': [
          {
            ...Object(good),
            '@context': [
              'https://www.w3.org/ns/credentials/v2',
              `https://evil.example/${request.nonce}`,
            ],
          },
        ],
      })),
    ],
  ]

  test.each(attacks)('%s', async (_name, reason, attack) => {
    const set = await scene()
    const answer = await refusal(await attack(set))
    expect(answer).toEqual({
      status: 400,
      error: 'invalid_request',
      description: expect.stringContaining(reason),
    })
    await expectUnspoilt(set)
  })

  test('a body that is too large', async () => {
    const set = await scene()
    const { status } = await refusal(
      await post(set.request, { vp_token: 'x'.repeat(4_300_000), state: set.request.state }),
    )
    expect(status).toBe(413)
    await expectUnspoilt(set)
  })

  test('an address that no request has', async () => {
    const { verifier } = bench()
    const response = await fetch(`${verifier.url}/requests/unknown/response`, {
      method: 'POST',
      body: new URLSearchParams({ vp_token: '{}', state: 'x' }),
    })
    expect(response.status).toBe(404)
  })

  test('nothing is fetched before it is known who shows the badge', async () => {
    const { city } = bench()
    const set = await scene()
    city.fetched()
    const stale = await answerTo(set.request, set.credential, holder, { nonce: 'stale' })
    await sendToken(set.request, { 'badges-ldp': [stale] })
    expect(city.fetched()).toEqual([])
  })
})

describe('an encrypted response', () => {
  const attacks: [string, string, (set: Scene, foreign: ReadRequest) => Promise<Response>][] = [
    [
      'not encrypted at all',
      'asked for an encrypted',
      ({ request, good }) =>
        post(request, { vp_token: JSON.stringify({ 'badges-ldp': [good] }), state: request.state }),
    ],
    [
      'to the key of another request',
      'does not open',
      async ({ request, good }, foreign) =>
        post(request, {
          response: await encrypt(foreign, {
            vp_token: { 'badges-ldp': [good] },
            state: request.state,
          }),
        }),
    ],
    [
      'to the key of another request, under the right name',
      'does not open',
      async ({ request, good }, foreign) =>
        post(request, {
          response: await encrypt(
            foreign,
            { vp_token: { 'badges-ldp': [good] }, state: request.state },
            { kid: String(request.client_metadata.jwks?.keys[0]?.kid) },
          ),
        }),
    ],
    [
      'with the state of another request',
      'state is not',
      async ({ request, good }, foreign) =>
        post(request, {
          response: await encrypt(request, {
            vp_token: { 'badges-ldp': [good] },
            state: foreign.state,
          }),
        }),
    ],
    [
      'with the state outside only',
      'state is not',
      async ({ request, good }) =>
        post(request, {
          response: await encrypt(request, { vp_token: { 'badges-ldp': [good] } }),
          state: request.state,
        }),
    ],
    [
      'with another cipher',
      'does not open',
      async ({ request, good }) =>
        post(request, {
          response: await encrypt(
            request,
            { vp_token: { 'badges-ldp': [good] }, state: request.state },
            { enc: 'A192GCM' },
          ),
        }),
    ],
    [
      'that is no token',
      'does not open',
      ({ request }) => post(request, { response: 'x', state: request.state }),
    ],
  ]

  test.each(attacks)('is refused: %s', async (_name, reason, attack) => {
    const { verifier } = bench()
    const set = await scene({ responseMode: 'direct_post.jwt' })
    const foreign = await ask(verifier, { responseMode: 'direct_post.jwt' })
    const answer = await refusal(await attack(set, foreign.request))
    expect(answer).toEqual({
      status: 400,
      error: 'invalid_request',
      description: expect.stringContaining(reason),
    })
    await expectUnspoilt(set)
  })
})

describe('a request for a named badge', () => {
  test.each<[string, (good: unknown, bad: unknown) => object]>([
    ['is not answered by another badge', (_good, bad) => ({ 'badge-1-ldp': [bad] })],
    ['is not answered twice', (good) => ({ 'badge-1-ldp': [good, good] })],
    ['is not answered in part', () => ({})],
  ])('%s, however valid', async (_name, answer) => {
    const { city, verifier } = bench()
    const { created, request } = await ask(verifier, { badges: [achievement.id] })
    const good = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer)
    const another = { ...achievement, id: `${achievement.id}0` }
    const bad = await secure(
      badge(city.issuer, { id: holder.did }, { achievement: another }),
      city.issuer.signer,
    )
    const response = await sendToken(
      request,
      answer(await answerTo(request, good, holder), await answerTo(request, bad, holder)),
    )
    expect(response.status).toBe(400)
    expect((await readResult(verifier, created)).state).toBe('waiting')
  })
})
