import { describe, expect, test } from 'vitest'
import { createLoopbackCertificate } from '../../../shared/node/loopback-certificate.ts'
import type { CredentialFormat } from '../../../shared/oid4vc/credential-format.ts'
import type { ReceiveOutcome } from '../../../wallet/core/accept-offer.ts'
import type { HolderMethod, NewHolder } from '../../../wallet/node/new-holder.ts'
import { createTestClock } from '../../support/clock.ts'
import { startReferenceIssuer } from '../../support/reference-issuer.ts'
import { openTestWallet } from '../test-wallet.ts'
import { startTestWalletServer } from '../test-wallet-server.ts'

const clock = createTestClock()

describe('openOffer', () => {
  test('says what is offered and takes nothing', async () => {
    const issuer = await startReferenceIssuer({ version: '1.0', clock })
    const wallet = await openTestWallet({ clock })
    const { preview } = await wallet.openOffer(issuer.offerUri)
    expect(preview).toEqual({
      protocol: 'openid4vci-1.0',
      issuer: {
        id: issuer.credentialIssuer,
        domain: issuer.credentialIssuer.replace('http://', ''),
        name: 'Quay Youth Club',
        did: issuer.party.did,
      },
      badges: [
        {
          configurationId: 'first-aid-ldp',
          name: 'First aid',
          description: 'Knows what to do',
          format: 'ldp_vc',
        },
      ],
      unavailable: [],
    })
    expect(issuer.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /issuer/offer',
      'GET /.well-known/openid-credential-issuer/issuer',
      'GET /.well-known/oauth-authorization-server/issuer',
    ])
    expect(await wallet.listHolders()).toEqual([])
  })

  test('says that a code is needed', async () => {
    const issuer = await startReferenceIssuer({ version: '1.0', clock, txCode: '1234' })
    const wallet = await openTestWallet({ clock })
    const { preview } = await wallet.openOffer(issuer.offerUri)
    expect(preview.txCode).toEqual({
      inputMode: 'numeric',
      length: 4,
      description: 'The code in our e-mail',
    })
  })

  test('asks for a token where the learner’s key cannot present an embedded proof', async () => {
    const issuer = await startReferenceIssuer({ version: '1.0', clock })
    const wallet = await openTestWallet({ clock })
    const holder = await wallet.createHolder({ method: 'did:key', curve: 'P-256' })
    const { preview } = await wallet.openOffer(issuer.offerUri)
    expect(preview.holder).toEqual(holder)
    expect(preview.badges.map(({ configurationId }) => configurationId)).toEqual(['first-aid-jwt'])
    await expect(wallet.openOffer(issuer.offerUri, { format: 'ldp_vc' })).rejects.toMatchObject({
      code: 'holder_unsuitable',
    })
  })

  test('refuses an identity that is not in the wallet', async () => {
    const issuer = await startReferenceIssuer({ version: '1.0', clock })
    const wallet = await openTestWallet({ clock })
    const refusal = wallet.openOffer(issuer.offerUri, { holder: issuer.party.did })
    await expect(refusal).rejects.toMatchObject({ code: 'not_found' })
  })
})

/** A badge that came through, in the words of this test. */
function keptAs({ outcome, ...rest }: ReceiveOutcome) {
  if (!('badge' in rest)) return { outcome, code: rest.code }
  const { badge, isNew, issuerIsOfferer } = rest
  const { format, holder, source, report } = badge
  return { outcome, isNew, issuerIsOfferer, format, holder, source, verdict: report.verdict }
}

describe('acceptOffer', () => {
  const versions = ['1.0', 'draft-13'] as const
  const formats: CredentialFormat[] = ['ldp_vc', 'jwt_vc_json']
  const cases = versions.flatMap((version) => formats.map((format) => ({ version, format })))

  test.for(cases)('takes $format from an issuer of $version', async ({ version, format }) => {
    const issuer = await startReferenceIssuer({ version, clock })
    const wallet = await openTestWallet({ clock })
    const offer = await wallet.openOffer(issuer.offerUri, { format })
    expect(offer.preview.protocol).toBe(`openid4vci-${version}`)
    const receipt = await wallet.acceptOffer(offer)
    const [holder] = await wallet.listHolders()
    expect(receipt).toMatchObject({ holder, isHolderNew: true })
    expect(holder).toMatchObject({ curve: 'Ed25519', isDefault: true })
    expect(receipt.outcomes.map(keptAs)).toEqual([
      {
        outcome: 'kept',
        isNew: true,
        issuerIsOfferer: true,
        format,
        holder: holder?.did,
        source: { kind: 'issuer', credentialIssuer: issuer.credentialIssuer },
        verdict: 'valid',
      },
    ])
    const kept = receipt.outcomes.flatMap((outcome) => ('badge' in outcome ? [outcome.badge] : []))
    expect(await wallet.listBadges()).toEqual(kept)
  })

  const holders: NewHolder[] = [
    { method: 'did:key', curve: 'Ed25519' },
    { method: 'did:key', curve: 'P-256' },
    { method: 'did:jwk', curve: 'Ed25519' },
    { method: 'did:jwk', curve: 'P-256' },
    { method: 'did:web', curve: 'Ed25519', name: 'sam' },
    { method: 'did:web', curve: 'P-256' },
  ]

  test.for(holders)('binds the badge to a $method on $curve', async (input) => {
    const server = await startTestWalletServer({ clock })
    const issuer = await startReferenceIssuer({ version: '1.0', clock })
    const wallet = await openTestWallet({ clock })
    const holder = await wallet.createHolder({ ...input, walletServer: server.url })
    const receipt = await wallet.acceptOffer(await wallet.openOffer(issuer.offerUri))
    expect(receipt).toMatchObject({ holder, isHolderNew: false })
    expect(receipt.outcomes.map(keptAs)).toMatchObject([
      {
        outcome: 'kept',
        holder: holder.did,
        format: input.curve === 'P-256' ? 'jwt_vc_json' : 'ldp_vc',
      },
    ])
    expect(holder.did.startsWith(`${input.method satisfies HolderMethod}:`)).toBe(true)
  })

  test('takes an offer by value', async () => {
    const issuer = await startReferenceIssuer({ version: '1.0', clock })
    const wallet = await openTestWallet({ clock })
    const receipt = await wallet.acceptOffer(await wallet.openOffer(await issuer.offerByValue()))
    expect(receipt.outcomes.map(({ outcome }) => outcome)).toEqual(['kept'])
  })

  test('speaks https with an issuer of a loopback authority', async () => {
    const { authority, certificate, privateKey } = await createLoopbackCertificate(new Date())
    const tls = { key: privateKey, cert: certificate }
    const issuer = await startReferenceIssuer({ version: '1.0', clock, tls })
    const wallet = await openTestWallet({ clock, extraCa: authority })
    const receipt = await wallet.acceptOffer(await wallet.openOffer(issuer.offerUri))
    expect(receipt.outcomes.map(({ outcome }) => outcome)).toEqual(['kept'])
    expect(issuer.credentialIssuer).toMatch(/^https:/)
  })

  test('needs the code that goes another way, and takes another try after a wrong one', async () => {
    const issuer = await startReferenceIssuer({ version: '1.0', clock, txCode: '4711' })
    const wallet = await openTestWallet({ clock })
    const offer = await wallet.openOffer(issuer.offerUri)
    await expect(wallet.acceptOffer(offer)).rejects.toMatchObject({ code: 'tx_code_required' })
    const wrong = wallet.acceptOffer(offer, { txCode: '0000' })
    await expect(wrong).rejects.toMatchObject({ code: 'offer_not_redeemable' })
    expect(await wallet.listHolders()).toEqual([])
    const receipt = await wallet.acceptOffer(offer, { txCode: '4711' })
    expect(receipt.outcomes.map(({ outcome }) => outcome)).toEqual(['kept'])
  })

  test('does not take an offer that was used', async () => {
    const issuer = await startReferenceIssuer({ version: '1.0', clock })
    const wallet = await openTestWallet({ clock })
    await wallet.acceptOffer(await wallet.openOffer(issuer.offerUri))
    const again = wallet.acceptOffer(await wallet.openOffer(issuer.offerUri))
    await expect(again).rejects.toMatchObject({ code: 'offer_not_redeemable' })
    expect(await wallet.listBadges()).toHaveLength(1)
  })

  test('keeps a badge that fails a check as what it is', async () => {
    const issuer = await startReferenceIssuer({
      version: '1.0',
      clock,
      badge: (badge) => ({ ...badge, validUntil: '2026-11-21T10:00:00Z' }),
    })
    const wallet = await openTestWallet({ clock })
    const { outcomes } = await wallet.acceptOffer(await wallet.openOffer(issuer.offerUri))
    expect(outcomes.map(keptAs)).toMatchObject([{ outcome: 'kept-with-doubt', verdict: 'invalid' }])
    const [badge] = await wallet.listBadges()
    expect(badge?.report.checks.find(({ name }) => name === 'dates')).toMatchObject({
      result: 'fail',
      code: 'expired',
    })
  })

  test('asks once more with a fresh nonce where the first was found too old', async () => {
    const issuer = await startReferenceIssuer({ version: '1.0', clock, staleNonces: 1 })
    const wallet = await openTestWallet({ clock })
    const { outcomes } = await wallet.acceptOffer(await wallet.openOffer(issuer.offerUri))
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['kept'])
    const calls = issuer.requests.filter(({ path }) => path === '/issuer/credential')
    expect(calls).toHaveLength(2)
  })

  test('gives up where every nonce is found too old', async () => {
    const issuer = await startReferenceIssuer({ version: '1.0', clock, staleNonces: 9 })
    const wallet = await openTestWallet({ clock })
    const refusal = wallet.acceptOffer(await wallet.openOffer(issuer.offerUri))
    await expect(refusal).rejects.toMatchObject({ code: 'issuer_refused' })
    expect(await wallet.listBadges()).toEqual([])
  })
})
