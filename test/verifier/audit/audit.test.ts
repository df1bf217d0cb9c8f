import { expect, test } from 'vitest'
import { endpointEntity, eventEntity } from '../../../shared/server/webhooks/webhook-schema.ts'
import { type AuditAction, recordAudit } from '../../../verifier/audit/audit.ts'
import { verifierSchema } from '../../../verifier/schema.ts'
import { forEachDatabase } from '../../support/postgres.ts'

const at = '2026-11-22T10:00:00.000Z'
const organisation = 'harbour-lights-cafe'
const endpoint = {
  ...{ id: 'endpoint', scope: organisation, url: 'https://ats.example/hook', name: 'ATS' },
  events: JSON.stringify(['candidate.received', 'candidate.deleted', 'report.ready']),
  ...{ state: 'active', disabledBecause: null, generation: 1 },
  ...{ renewedAt: at, createdAt: at, createdBy: 'host' },
}

forEachDatabase('recordAudit', (bench) => {
  test('tells webhooks of candidates and reports by their ids, and of nothing else', async () => {
    const database = await bench.open(verifierSchema)
    const actions: AuditAction[] = [
      'candidate.received',
      'candidate.opened',
      'candidate.deleted',
      'report.made',
    ]
    await database.transact(async (tx) => {
      await tx.insert(endpointEntity, endpoint)
      for (const action of actions) {
        await recordAudit(tx, { organisation, actor: 'host', action, subject: `of ${action}`, at })
      }
    })
    const events = await database.reader.find(eventEntity, { order: { type: 'ASC' } })
    expect(events.map(({ body }) => JSON.parse(body))).toEqual([
      {
        type: 'candidate.deleted',
        timestamp: at,
        data: { organisation, candidateId: 'of candidate.deleted' },
      },
      {
        type: 'candidate.received',
        timestamp: at,
        data: { organisation, candidateId: 'of candidate.received' },
      },
      {
        type: 'report.ready',
        timestamp: at,
        data: { organisation, reportId: 'of report.made' },
      },
    ])
  })
})
