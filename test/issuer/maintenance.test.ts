import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { zAwardRequest } from '../../issuer/awards/award.ts'
import { makeAward } from '../../issuer/awards/make-award.ts'
import { seedDemonstrationCity } from '../../issuer/demo/seed-demonstration-city.ts'
import { maintainOnce, rest } from '../../issuer/maintenance.ts'
import {
  accessTokenEntity,
  addAccessToken,
  offerCodeEntity,
} from '../../issuer/oid4vci/claim-store.ts'
import { usedNonceEntity } from '../../issuer/oid4vci/nonces.ts'
import { openOffer } from '../../issuer/oid4vci/offers.ts'
import { publishedDocumentEntity } from '../../issuer/publishing/published-document-store.ts'
import { type IssuerServices, openServices } from '../../issuer/services.ts'
import { findLatestTrustList } from '../../issuer/trust/trust-list-store.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { createLogger } from '../../shared/node/logger.ts'
import { createTestClock, type TestClock } from '../support/clock.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { cityUrl, walletUrl } from './test-city.ts'

async function openCity(): Promise<{ services: IssuerServices; clock: TestClock }> {
  const folder = temporaryFolder()
  const clock = createTestClock()
  const services = await openServices(
    {
      publicUrl: cityUrl,
      host: '127.0.0.1',
      port: 0,
      database: join(folder, 'city.sqlite'),
      agentDatabase: join(folder, 'agent.sqlite'),
      keyEncryptionKey: generateKeyEncryptionKey(),
      walletUrl,
      cityName: { en: 'Cardiff', cy: 'Caerdydd' },
      demo: true,
      allowLoopbackHttp: false,
      statusTtlSeconds: 300,
      logLevel: 'silent',
    },
    {
      clock,
      fetch: () => Promise.reject(new TypeError('this test asks no other host')),
      logger: createLogger({ name: 'issuer', level: 'silent' }),
    },
  )
  onTestFinished(() => services.close())
  await seedDemonstrationCity(services)
  return { services, clock }
}

function awardIn(services: IssuerServices) {
  const request = zAwardRequest.parse({
    badge: 'harbour-youth/first-aid',
    recipient: { email: 'sam@learner.example' },
  })
  return services.database.transact((tx) =>
    makeAward(tx, { request, actor: { name: 'test' } }, services),
  )
}

const zList = z.looseObject({ validFrom: z.string(), validUntil: z.string() })

async function signedLists({ database }: IssuerServices) {
  const documents = await database.reader.find(publishedDocumentEntity)
  return documents
    .filter(({ contentType }) => contentType === 'application/vc')
    .map(({ body }) => {
      const { validFrom, validUntil } = zList.parse(JSON.parse(body))
      return [validFrom, validUntil]
    })
}

describe('maintainOnce', () => {
  it('signs a list that was never signed, and again before it grows old', async () => {
    const { services, clock } = await openCity()
    await awardIn(services)
    expect(await signedLists(services)).toEqual([])

    await maintainOnce(services)
    const first = [['2026-11-22T10:00:00.000Z', '2026-11-22T11:00:00.000Z']]
    expect(await signedLists(services)).toEqual(first)
    clock.set('2026-11-22T10:29:59Z')
    await maintainOnce(services)
    expect(await signedLists(services)).toEqual(first)
    clock.set('2026-11-22T10:30:00Z')
    await maintainOnce(services)
    expect(await signedLists(services)).toEqual([
      ['2026-11-22T10:30:00.000Z', '2026-11-22T11:30:00.000Z'],
    ])
  })
})

describe('maintainOnce, where status lists cannot be signed', () => {
  it('signs the trust list all the same before it grows old, and says what failed', async () => {
    const { services, clock } = await openCity()
    await maintainOnce(services)
    clock.set('2026-11-26T10:00:00Z')
    const publishDue = () => Promise.reject(new Error('no key'))
    const failing = { ...services, statusLists: { ...services.statusLists, publishDue } }
    await expect(maintainOnce(failing)).rejects.toThrow('no key')
    const latest = await findLatestTrustList(services.database.reader)
    expect(latest?.signedAt).toBe('2026-11-26T10:00:00.000Z')
  })
})

describe('rest', () => {
  it('forgets codes, tokens and nonces an hour after they are over', async () => {
    const { services, clock } = await openCity()
    const { database, nonces } = services
    const award = await awardIn(services)
    await openOffer(award, services)
    await database.transact(async (tx) => {
      await nonces.use(tx, 'harbour-youth', nonces.create('harbour-youth'))
      await addAccessToken(tx, {
        provider: 'harbour-youth',
        tokenHash: 'hash',
        awardId: award.id,
        expiresAt: '2026-11-22T10:10:00.000Z',
      })
    })
    const counts = () =>
      Promise.all(
        [offerCodeEntity, accessTokenEntity, usedNonceEntity].map((entity) =>
          database.reader.count(entity),
        ),
      )
    clock.set('2026-11-22T11:09:59Z')
    await rest(services)
    expect(await counts()).toEqual([1, 1, 1])
    clock.set('2026-11-22T11:10:01Z')
    await rest(services)
    expect(await counts()).toEqual([0, 0, 1])
    // used nonces stay longer, for clocks that leap back
    clock.set('2026-11-23T11:00:01Z')
    await rest(services)
    expect(await counts()).toEqual([0, 0, 0])
  })
})
