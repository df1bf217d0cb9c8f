import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditEntity } from '../../../issuer/log/audit-entry.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import type { Database } from '../../../shared/node/database/database.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { jobEntity, jobPartEntity } from '../../../shared/node/jobs/job-entities.ts'
import { sealedSecretEntity } from '../../../shared/node/kms/installation-secret.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

const metricsToken = 'token-of-the-monitor-0123456789-abcdef'
const ready = {
  database: 'ok',
  'key-encryption-key': 'ok',
  'award-log': 'ok',
  jobs: 'ok',
}

let city: TestCity
let database: Database

beforeAll(async () => {
  const folder = temporaryFolder(afterAll)
  city = await startTestCity({ folder, config: { metricsToken } })
  database = await openDatabase({ kind: 'sqlite', file: join(folder, 'city.sqlite') }, issuerSchema)
})

afterAll(async () => {
  await database.close()
  await city.close()
})

describe('GET /ready', () => {
  test('says that requests may come', async () => {
    const { status, body } = await city.ask('/ready')
    expect([status, body]).toEqual([200, { status: 'ready', checks: ready }])
  })

  test('says that the log is not chained, where no node does it', async () => {
    const key = { provider: 'harbour-youth', id: 'stuck' }
    const at = '2026-11-22T09:58:00.000Z'
    await database.transact((tx) =>
      tx.insert(auditEntity, {
        ...key,
        actor: 'city',
        action: 'award.made',
        subject: 'x',
        detail: '{}',
        at,
        position: null,
      }),
    )
    const { status, body } = await city.ask('/ready')
    await database.transact((tx) => tx.delete(auditEntity, key))
    expect([status, body]).toEqual([
      503,
      { status: 'not-ready', checks: { ...ready, 'award-log': 'failed' } },
    ])
  })

  test('says that a part of a job was left, where no node takes it over', async () => {
    const job = { id: 'left', kind: 'import', scope: 'harbour-youth', parts: 1, failure: null }
    await database.transact(async (tx) => {
      const createdAt = '2026-11-22T09:00:00.000Z'
      await tx.insert(jobEntity, { ...job, state: 'running', createdAt, endedAt: null })
      const dueAt = '2026-11-22T09:54:59.000Z'
      const part = { jobId: 'left', number: 0, isDone: false, attempts: 1 }
      await tx.insert(jobPartEntity, { ...part, dueAt, lease: 'of a node that is gone' })
    })
    const { status, body } = await city.ask('/ready')
    await database.transact(async (tx) => {
      await tx.delete(jobPartEntity, { jobId: 'left' })
      await tx.delete(jobEntity, { id: 'left' })
    })
    expect([status, body]).toEqual([
      503,
      { status: 'not-ready', checks: { ...ready, jobs: 'failed' } },
    ])
  })

  test('says that the key-encryption key opens nothing any more', async () => {
    const name = 'derivation-secret'
    const kept = await database.reader.findOneBy(sealedSecretEntity, { name })
    if (kept === null) throw new Error('a city has its secret')
    const change = (tag: string) =>
      database.transact((tx) => tx.update(sealedSecretEntity, { name }, { tag }))
    await change(Buffer.alloc(16).toString('base64url'))
    const { status, body } = await city.ask('/ready')
    await change(kept.tag)
    expect([status, body]).toEqual([
      503,
      { status: 'not-ready', checks: { ...ready, 'key-encryption-key': 'failed' } },
    ])
  })
})

describe('GET /metrics', () => {
  const read = (token: string) =>
    city.ask('/metrics', { headers: { Authorization: `Bearer ${token}` } })

  test.each(['', 'Bearer', metricsToken.slice(1), `${metricsToken}x`])(
    'is closed to who does not have the token: %s',
    async (token) => {
      expect((await read(token)).status).toBe(401)
    },
  )

  test('counts by pattern, and names nobody', async () => {
    const { awardId, offerUri } = await city.award()
    const link = new URL(offerUri).searchParams.get('credential_offer_uri') ?? ''
    await city.fetch(link)
    await city.ask('/nowhere/sam@learner.example')
    const { status, body, headers } = await read(metricsToken)
    const text = String(body)
    expect([status, headers.get('Content-Type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ])
    expect(text).toContain(
      'waymark_http_requests_total{method="POST",route="/api/v1/awards",status="201"} 1',
    )
    expect(text).toMatch(/route="\/providers\/:\w+\/offers\/:\w+",status="200"} 1/)
    expect(text).toContain('route="(none)",status="404"')
    expect(text).toContain('waymark_mails{state="waiting"}')
    expect(text).not.toMatch(/learner\.example|harbour-youth/)
    expect(text).not.toContain(awardId)
    expect(text).not.toContain(link.split('/').at(-1) ?? link)
  })
})
