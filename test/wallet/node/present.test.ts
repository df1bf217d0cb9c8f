import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../shared/json/json.ts'
import type { CredentialFormat } from '../../../shared/oid4vc/credential-format.ts'
import { buildBadgeQuery } from '../../../shared/oid4vc/dcql-badges.ts'
import { verifyPresentations } from '../../../shared/verify/verify-presentation.ts'
import { choiceOf, fullChoice, leastChoice } from '../../../wallet/core/requested-badges.ts'
import type { NewHolder } from '../../../wallet/node/new-holder.ts'
import type { NodeWallet } from '../../../wallet/node/open-wallet.ts'
import { createOutsideWorld } from '../../../wallet/node/outside-world.ts'
import { createTestClock } from '../../support/clock.ts'
import { type ReferenceIssuer, startReferenceIssuer } from '../../support/reference-issuer.ts'
import { type ReferenceVerifier, startReferenceVerifier } from '../../support/reference-verifier.ts'
import { openTestWallet } from '../test-wallet.ts'
import { startTestWalletServer } from '../test-wallet-server.ts'

const clock = createTestClock()

/** A badge of a new issuer, in the wallet. */
async function receiveBadge(
  wallet: NodeWallet,
  format: CredentialFormat = 'ldp_vc',
): Promise<ReferenceIssuer & { achievementId: string; badgeId: string }> {
  const issuer = await startReferenceIssuer({ version: '1.0', clock })
  const { outcomes } = await wallet.acceptOffer(await wallet.openOffer(issuer.offerUri, { format }))
  const [outcome] = outcomes
  if (outcome?.outcome !== 'kept') throw new Error('the badge was not kept')
  const achievementId = `${issuer.credentialIssuer}/badges/first-aid/v/1`
  return { ...issuer, achievementId, badgeId: outcome.badge.id }
}

const anyBadge: JsonObject = { ...buildBadgeQuery([]) }

/** What the asker can prove of what it got: by the pipeline, with ports of its own. */
async function reportOf(verifier: ReferenceVerifier) {
  const [answer] = verifier.received
  const presentations = Object.values(answer?.presentations ?? {}).flat()
  const { ports } = createOutsideWorld({ allowLoopbackHttp: true, clock })
  // the library hands a vp_token on as it came: each presentation is an object or a compact JWT
  return verifyPresentations(presentations as (JsonObject | string)[], {
    ports,
    binding: { nonce: verifier.nonce, audience: verifier.clientId },
  })
}

describe('openRequest', () => {
  test('says who asks for what, and shares nothing', async () => {
    const wallet = await openTestWallet({ clock })
    const { badgeId, achievementId } = await receiveBadge(wallet)
    const verifier = await startReferenceVerifier({
      clock,
      query: { ...buildBadgeQuery([[achievementId]]) },
    })
    const { preview } = await wallet.openRequest(verifier.requestUri)
    const host = new URL(verifier.responseUri).host
    const badge = await wallet.getBadge(badgeId)
    const common = { isRequired: true, isMultiple: false, achievementIds: [achievementId] }
    expect(preview).toEqual({
      asker: {
        clientId: verifier.clientId,
        domain: host,
        name: 'Harbour Lights Café',
        isProven: true,
      },
      purpose: 'To staff the summer fair',
      retention: 'Six months',
      asksAsPerson: false,
      sentTo: host,
      sendsElsewhere: false,
      isEncrypted: false,
      requested: [
        { ...common, queryId: 'badge-1-ldp', format: 'ldp_vc', candidates: [badge] },
        { ...common, queryId: 'badge-1-jwt', format: 'jwt_vc_json', candidates: [] },
      ],
      canBeAnswered: true,
    })
    expect(verifier.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /request',
      'GET /.well-known/did.json',
    ])
  })

  test('says that a badge is missing', async () => {
    const wallet = await openTestWallet({ clock })
    await receiveBadge(wallet)
    const query = { ...buildBadgeQuery([['https://city.example/badges/another/v/1']]) }
    const verifier = await startReferenceVerifier({ clock, query })
    const { preview, selection } = await wallet.openRequest(verifier.requestUri)
    expect(preview.canBeAnswered).toBe(false)
    expect(leastChoice(selection)).toBeUndefined()
  })

  test('does not name an unsigned asker as proven', async () => {
    const wallet = await openTestWallet({ clock })
    const verifier = await startReferenceVerifier({
      clock,
      query: anyBadge,
      prefix: 'redirect_uri',
    })
    const { preview } = await wallet.openRequest(verifier.requestUri)
    expect(preview.asker).toMatchObject({
      domain: new URL(verifier.responseUri).host,
      isProven: false,
    })
  })

  test('says that a request is gone', async () => {
    const wallet = await openTestWallet({ clock })
    const verifier = await startReferenceVerifier({ clock, query: anyBadge })
    const uri = verifier.requestUri.replace('%2Frequest', '%2Fgone')
    await expect(wallet.openRequest(uri)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('answerRequest', () => {
  const prefixes = ['decentralized_identifier', 'redirect_uri'] as const
  const modes = ['direct_post', 'direct_post.jwt'] as const
  const formats: CredentialFormat[] = ['ldp_vc', 'jwt_vc_json']
  const cases = prefixes.flatMap((prefix) =>
    modes.flatMap((responseMode) => formats.map((format) => ({ prefix, responseMode, format }))),
  )

  test.for(cases)('$prefix, $responseMode, $format', async ({ prefix, responseMode, format }) => {
    const wallet = await openTestWallet({ clock })
    const { party, badgeId } = await receiveBadge(wallet, format)
    const verifier = await startReferenceVerifier({ clock, query: anyBadge, prefix, responseMode })
    const request = await wallet.openRequest(verifier.requestUri)
    const outcome = await wallet.answerRequest(request, leastChoice(request.selection) ?? {})
    const queryId = format === 'ldp_vc' ? 'badges-ldp' : 'badges-jwt'
    const badge = await wallet.getBadge(badgeId)
    expect(outcome).toMatchObject({
      shared: [{ queryId, badge }],
      redirectUri: `${new URL(verifier.responseUri).origin}/done#response_code=abc`,
    })
    expect(verifier.received).toEqual([
      {
        presentations: { [queryId]: [expect.anything()] },
        isEncrypted: responseMode === 'direct_post.jwt',
      },
    ])
    const report = await reportOf(verifier)
    expect(report).toMatchObject({
      verdict: 'valid',
      holder: badge.holder,
      credentials: [{ verdict: 'valid', credential: { issuer: { id: party.did } } }],
    })
  })

  const holders: NewHolder[] = [
    { method: 'did:key', curve: 'P-256' },
    { method: 'did:jwk', curve: 'Ed25519' },
    { method: 'did:jwk', curve: 'P-256' },
    { method: 'did:web', curve: 'Ed25519' },
    { method: 'did:web', curve: 'P-256' },
  ]

  test.for(holders)('proves to hold a badge of a $method on $curve', async (input) => {
    const server = await startTestWalletServer({ clock })
    const wallet = await openTestWallet({ clock })
    const holder = await wallet.createHolder({ ...input, walletServer: server.url })
    await receiveBadge(wallet, input.curve === 'P-256' ? 'jwt_vc_json' : 'ldp_vc')
    const verifier = await startReferenceVerifier({ clock, query: anyBadge })
    const request = await wallet.openRequest(verifier.requestUri)
    await wallet.answerRequest(request, leastChoice(request.selection) ?? {})
    expect(await reportOf(verifier)).toMatchObject({ verdict: 'valid', holder: holder.did })
  })

  test('fetches the request with a nonce of its own where the asker takes one', async () => {
    const wallet = await openTestWallet({ clock })
    await receiveBadge(wallet)
    const verifier = await startReferenceVerifier({
      clock,
      query: anyBadge,
      requestUriMethod: 'post',
    })
    const request = await wallet.openRequest(verifier.requestUri)
    await wallet.answerRequest(request, leastChoice(request.selection) ?? {})
    const [fetched] = verifier.requests
    const body = new URLSearchParams(fetched?.body)
    expect(fetched?.method).toBe('POST')
    expect(body.get('wallet_nonce')).toMatch(/^[\w-]{43}$/)
    expect(JSON.parse(body.get('wallet_metadata') ?? '')).toMatchObject({
      response_modes_supported: ['direct_post', 'direct_post.jwt'],
    })
    expect(await reportOf(verifier)).toMatchObject({ verdict: 'valid' })
  })

  test('sends several badges as several presentations, each by its own holder', async () => {
    const wallet = await openTestWallet({ clock })
    await receiveBadge(wallet)
    const second = await wallet.createHolder({ method: 'did:key', curve: 'P-256' })
    const issuer = await startReferenceIssuer({ version: '1.0', clock })
    const offer = await wallet.openOffer(issuer.offerUri, { holder: second.did })
    await wallet.acceptOffer(offer)
    const verifier = await startReferenceVerifier({ clock, query: anyBadge })
    const request = await wallet.openRequest(verifier.requestUri)
    const outcome = await wallet.answerRequest(request, fullChoice(request.selection))
    expect(outcome.shared.map(({ queryId }) => queryId)).toEqual(['badges-ldp', 'badges-jwt'])
    expect(Object.values(verifier.received[0]?.presentations ?? {}).flat()).toHaveLength(2)
    expect(await reportOf(verifier)).toMatchObject({
      verdict: 'valid',
      credentials: [{ verdict: 'valid' }, { verdict: 'valid' }],
    })
  })

  test('sends the badge that was chosen', async () => {
    const wallet = await openTestWallet({ clock })
    const first = await receiveBadge(wallet)
    const second = await receiveBadge(wallet)
    const verifier = await startReferenceVerifier({ clock, query: anyBadge })
    const request = await wallet.openRequest(verifier.requestUri)
    for (const { badgeId } of [first, second]) {
      const choice = choiceOf(request.selection, [badgeId])
      const { shared } = await wallet.answerRequest(request, choice)
      expect(shared.map(({ badge }) => badge.id)).toEqual([badgeId])
    }
  })

  test('sends nothing where the choice leaves out something that is required', async () => {
    const wallet = await openTestWallet({ clock })
    await receiveBadge(wallet)
    const verifier = await startReferenceVerifier({ clock, query: anyBadge })
    const request = await wallet.openRequest(verifier.requestUri)
    const refusal = wallet.answerRequest(request, {})
    await expect(refusal).rejects.toMatchObject({ code: 'badge_missing' })
    expect(verifier.received).toEqual([])
    expect(await wallet.listDisclosures()).toEqual([])
  })

  test('notes what was shown to whom', async () => {
    const wallet = await openTestWallet({ clock })
    const { badgeId } = await receiveBadge(wallet)
    const verifier = await startReferenceVerifier({ clock, query: anyBadge })
    const request = await wallet.openRequest(verifier.requestUri)
    const { disclosureId } = await wallet.answerRequest(
      request,
      leastChoice(request.selection) ?? {},
    )
    expect(await wallet.listDisclosures()).toEqual([
      {
        id: disclosureId,
        at: '2026-11-22T10:00:00.000Z',
        asker: request.preview.asker,
        purpose: 'To staff the summer fair',
        sentTo: new URL(verifier.responseUri).host,
        badges: [{ id: badgeId, name: 'First aid' }],
        isConfirmed: true,
      },
    ])
  })

  test('notes also what was refused: the asker may have seen it', async () => {
    const wallet = await openTestWallet({ clock })
    await receiveBadge(wallet)
    const verifier = await startReferenceVerifier({
      clock,
      query: anyBadge,
      answer: { status: 400, body: { error: 'invalid_request', error_description: 'no' } },
    })
    const request = await wallet.openRequest(verifier.requestUri)
    const refusal = wallet.answerRequest(request, leastChoice(request.selection) ?? {})
    await expect(refusal).rejects.toMatchObject({
      code: 'verifier_refused',
      message:
        'The asker did not take the answer (status 400: invalid_request). Ask for a new request and try again',
    })
    expect(await wallet.listDisclosures()).toMatchObject([{ isConfirmed: false }])
  })
})
