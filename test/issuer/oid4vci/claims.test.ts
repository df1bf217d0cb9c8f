import { expect, it } from 'vitest'
import { awardEntity, findAward, updateAward } from '../../../issuer/awards/award-store.ts'
import { auditEntity } from '../../../issuer/log/audit-entry.ts'
import {
  accessTokenEntity,
  issuedCredentialEntity,
  offerCodeEntity,
} from '../../../issuer/oid4vci/claim-store.ts'
import { issueCredential } from '../../../issuer/oid4vci/issue-credential.ts'
import { openOffer, renewOffer } from '../../../issuer/oid4vci/offers.ts'
import { redeemCode } from '../../../issuer/oid4vci/redeem-code.ts'
import { getProvider } from '../../../issuer/providers/provider-store.ts'
import { didKeyDocument } from '../../../shared/did/did-key.ts'
import type { ResolveDid } from '../../../shared/did/resolution.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { preAuthorizedCodeGrant } from '../../../shared/oid4vc/oid4vci-credential-offer.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { signProof } from '../hand-made-wallet.ts'
import { type StoredCity, storeCity } from '../stored-city.ts'
import { cityUrl } from '../test-city.ts'

const provider = 'harbour-youth'
const learner = ed25519TestKey('learner')
const resolveDid: ResolveDid = async (did) => ({
  outcome: 'resolved',
  document: didKeyDocument(did),
})

async function codeOf(city: StoredCity, award: Parameters<typeof openOffer>[0]): Promise<string> {
  const offer = await openOffer(award, city)
  return String(offer.grants?.[preAuthorizedCodeGrant]?.['pre-authorized_code'])
}

/** Signs in name only, and counts. @param whileSigning what happens between reading and committing */
function issuingFor(city: StoredCity, whileSigning: () => Promise<unknown> = async () => {}) {
  let signatures = 0
  const ports = {
    ...city,
    resolveDid,
    verifySignature,
    skillFramework: 'skills',
    sign: async (credential: object) => {
      signatures += 1
      await whileSigning()
      return JSON.stringify({ ...credential, signature: signatures })
    },
  }
  return async (accessToken: string, key = learner) =>
    issueCredential(
      {
        provider: await getProvider(city.database.reader, provider),
        accessToken,
        request: {
          wish: { by: 'format', format: 'ldp_vc' },
          proof: await signProof(key, {
            audience: `${cityUrl}/providers/${provider}`,
            nonce: city.nonces.create(provider),
            now: city.clock(),
          }),
          answerIn: 'credentials',
        },
      },
      ports,
    )
}

forEachDatabase('claims', (bench) => {
  it('have one living code, however often and fast the offer is asked for', async () => {
    const city = await storeCity(bench)
    const award = await city.award()
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(city, award)))
    expect(new Set(codes).size).toBe(1)
    expect(await city.database.reader.count(offerCodeEntity)).toBe(1)
    const kept = JSON.stringify(await city.database.reader.find(offerCodeEntity))
    expect(kept).not.toContain(codes[0])
  })

  it('get one token for a code that 20 redeem at a time', async () => {
    const city = await storeCity(bench)
    const award = await city.award()
    const request = { preAuthorizedCode: await codeOf(city, award) }

    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => redeemCode({ provider, request }, city)),
    )

    const codes = outcomes.map((outcome) =>
      outcome.status === 'fulfilled' ? 'token' : outcome.reason.code,
    )
    expect(codes.toSorted()).toEqual([
      ...Array.from({ length: 19 }, () => 'invalid_grant'),
      'token',
    ])
    expect(await city.database.reader.count(accessTokenEntity)).toBe(1)
  })

  it('count every wrong code of 20 that come at a time, and burn after five', async () => {
    const city = await storeCity(bench)
    const award = await city.award({ txCode: true })
    const request = { preAuthorizedCode: await codeOf(city, award), txCode: '-' }
    await Promise.allSettled(
      Array.from({ length: 20 }, () => redeemCode({ provider, request }, city)),
    )
    expect(await findAward(city.database.reader, award)).toMatchObject({ wrongTxCodes: 5 })
    const right = { ...request, txCode: city.secrets.txCodeOf(award) }
    await expect(redeemCode({ provider, request: right }, city)).rejects.toMatchObject({
      code: 'invalid_grant',
    })
  })

  it('commit credential, holder and audit together, once', async () => {
    const city = await storeCity(bench)
    const award = await city.award()
    const issue = issuingFor(city)
    const request = { preAuthorizedCode: await codeOf(city, award) }
    const { access_token: token } = await redeemCode({ provider, request }, city)
    const keys = [learner, ...Array.from({ length: 9 }, (_, index) => ed25519TestKey(`${index}`))]
    // everybody reads before anybody has written
    const askers = [...keys, ...keys]
    const outcomes = await Promise.allSettled(askers.map((key) => issue(token, key)))

    const bodies = outcomes.flatMap((outcome) =>
      outcome.status === 'fulfilled' ? [outcome.value.body] : [],
    )
    expect(new Set(bodies).size).toBe(1)
    const [kept, ...others] = await city.database.reader.find(issuedCredentialEntity)
    expect(others).toEqual([])
    expect(kept).toMatchObject({
      provider,
      awardId: award.id,
      configuration: 'first-aid.1.en.ldp_vc',
      body: bodies[0],
      issuedAt: '2026-11-22T10:00:00.000Z',
    })
    expect(await city.database.reader.find(awardEntity)).toEqual([
      { ...award, holder: kept?.holder, claimedAt: '2026-11-22T10:00:00.000Z' },
    ])
    const told = await city.database.reader.findBy(auditEntity, { action: 'award.claimed' })
    expect(told).toMatchObject([{ actor: 'holder', subject: award.id }])
    const codes = outcomes.map((outcome) =>
      outcome.status === 'fulfilled' ? 'badge' : outcome.reason.code,
    )
    expect(codes).toEqual(
      askers.map(({ did }) => (did === kept?.holder ? 'badge' : 'credential_request_denied')),
    )
    expect(JSON.parse(kept?.body ?? '{}')).toMatchObject({
      id: award.credentialId,
      validFrom: '2026-11-22T10:00:00Z',
    })
  })

  it('come to nothing when the badge is revoked while it is signed', async () => {
    const city = await storeCity(bench)
    const award = await city.award()
    const request = { preAuthorizedCode: await codeOf(city, award) }
    const { access_token: token } = await redeemCode({ provider, request }, city)
    const issue = issuingFor(city, () =>
      city.database.transact((tx) => updateAward(tx, award, { status: 'revoked' })),
    )
    await expect(issue(token)).rejects.toMatchObject({ code: 'credential_request_denied' })
    expect(await city.database.reader.count(issuedCredentialEntity)).toBe(0)
  })

  it('are dated by the award, however late they come', async () => {
    const city = await storeCity(bench)
    const award = await city.award()
    city.clock.advance(90 * 86_400)
    const request = { preAuthorizedCode: await codeOf(city, award) }
    const { access_token: token } = await redeemCode({ provider, request }, city)
    const { body } = await issuingFor(city)(token)
    expect(JSON.parse(body)).toMatchObject({
      id: award.credentialId,
      validFrom: '2026-11-22T10:00:00Z',
    })
  })

  it('begin anew with a renewed offer: old code and token are nothing', async () => {
    const city = await storeCity(bench)
    const award = await city.award()
    const issue = issuingFor(city)
    const code = await codeOf(city, award)
    const { access_token: token } = await redeemCode(
      { provider, request: { preAuthorizedCode: code } },
      city,
    )
    const next = await codeOf(city, award)

    const renewed = await city.database.transact((tx) =>
      renewOffer(tx, { key: award, actor: { name: 'test' } }, city),
    )

    expect(city.secrets.claimIdOf(renewed)).not.toBe(city.secrets.claimIdOf(award))
    await expect(issue(token)).rejects.toMatchObject({ code: 'invalid_token' })
    await expect(
      redeemCode({ provider, request: { preAuthorizedCode: next } }, city),
    ).rejects.toMatchObject({ code: 'invalid_grant' })
  })
})
