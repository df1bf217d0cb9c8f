import { expect, it } from 'vitest'
import { changeAwardStatus } from '../../../issuer/awards/change-status.ts'
import {
  publishStatusList,
  type StatusPublishingPorts,
} from '../../../issuer/status/status-publishing.ts'
import { createTestClock } from '../../support/clock.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'

forEachDatabase('publishStatusList', (bench) => {
  async function setUp() {
    const city = await storeCity(bench)
    const { database } = city
    const award = await city.award()
    const clock = createTestClock()
    const published: { validFrom: string; validUntil: string }[] = []
    const out: { path: string; contentType: string; body: string }[] = []
    const ports: StatusPublishingPorts = {
      database,
      clock,
      publisher: {
        publishWith: async (work) => {
          const documents = await database.transact(work)
          for (const { path, contentType, body } of documents ?? []) {
            out.push({ path, contentType, body })
            if (contentType === 'application/vc') published.push(JSON.parse(body))
          }
          return documents !== undefined
        },
      },
      sign: async (credential, format) =>
        format === 'ldp_vc' ? JSON.stringify(credential) : `token of ${JSON.stringify(credential)}`,
      issuerOf: async () => 'did:web:city.example',
      publicUrl: 'https://city.example',
      ttlSeconds: 300,
    }
    const key = { provider: award.provider, id: award.statusList }
    const publish = () => publishStatusList(key, ports)
    const revoke = (id: string) =>
      database.transact((tx) =>
        changeAwardStatus(tx, {
          key: { provider: award.provider, id },
          change: 'revoke',
          reason: 'asked to',
          actor: { name: 'api-key:test' },
          at: clock().toISOString(),
        }),
      )
    return { city, award, clock, published, out, publish, revoke }
  }

  it('publishes one list in both forms', async () => {
    const { award, out, publish } = await setUp()
    await publish()
    const path = `/providers/${award.provider}/status/${award.statusList}`
    const list = out[0]?.body ?? ''
    expect(JSON.parse(list)).toMatchObject({ id: `https://city.example${path}` })
    expect(out).toEqual([
      { path, contentType: 'application/vc', body: list },
      { path: `${path}.jwt`, contentType: 'application/vc+jwt', body: `token of ${list}` },
    ])
  })

  it('signs a list for twelve times its ttl, and again when half of that is over', async () => {
    const { clock, published, publish } = await setUp()
    await publish()
    clock.advance(1_799)
    await publish()
    clock.advance(1)
    await publish()
    expect(published.map(({ validFrom, validUntil }) => [validFrom, validUntil])).toEqual([
      ['2026-11-22T10:00:00.000Z', '2026-11-22T11:00:00.000Z'],
      ['2026-11-22T10:30:00.000Z', '2026-11-22T11:30:00.000Z'],
    ])
  })

  it('gives each list a later validFrom, even within one millisecond', async () => {
    const { city, award, published, publish, revoke } = await setUp()
    const another = await city.award()
    await publish()
    await revoke(award.id)
    await publish()
    await revoke(another.id)
    await publish()
    expect(published.map(({ validFrom }) => validFrom)).toEqual([
      '2026-11-22T10:00:00.000Z',
      '2026-11-22T10:00:00.001Z',
      '2026-11-22T10:00:00.002Z',
    ])
  })
})
