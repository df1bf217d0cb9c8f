import { describe, expect, test } from 'vitest'
import { achievement, badge, secure } from '../../shared/verify/world.ts'
import { ask, readResult, refusal } from '../asking.ts'
import { answerTo, encrypt, post, type ReadRequest, sendToken } from '../hand-wallet.ts'
import { useVerifier } from '../verifier-bench.ts'
import { attacksOnTheBinding } from './attacks/on-the-binding.ts'
import { attacksOnTheCredential } from './attacks/on-the-credential.ts'
import { attacksOnTheForm } from './attacks/on-the-form.ts'
import { attacksOnTheHolder } from './attacks/on-the-holder.ts'
import { attacksOnTheQuery } from './attacks/on-the-query.ts'
import { attacksOnTheSignature } from './attacks/on-the-signature.ts'
import { holder, type Scene, scene } from './attacks/scene.ts'

const bench = useVerifier()

/** The request is as it was: nobody can spoil it, and the good answer is still taken. */
async function expectUnspoilt({ verifier, request, good, requestId }: Scene) {
  expect((await readResult(verifier, { requestId })).state).toBe('waiting')
  expect((await sendToken(request, { 'badges-ldp': [good] })).status).toBe(200)
}

describe('a hostile presentation is refused, nothing is kept, and the request still waits', () => {
  const attacks = [
    ...attacksOnTheForm,
    ...attacksOnTheQuery,
    ...attacksOnTheCredential,
    ...attacksOnTheBinding,
    ...attacksOnTheHolder,
    ...attacksOnTheSignature,
  ]

  test.each(attacks)('%s', async (_name, reason, attack) => {
    const set = await scene(bench())
    const answer = await refusal(await attack(set))
    expect(answer).toEqual({
      status: 400,
      error: 'invalid_request',
      description: expect.stringContaining(reason),
    })
    await expectUnspoilt(set)
  })

  test('a body that is too large', async () => {
    const set = await scene(bench())
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
    const set = await scene(bench())
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
    const set = await scene(bench(), { responseMode: 'direct_post.jwt' })
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
