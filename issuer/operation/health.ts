import { IsNull, LessThan } from 'typeorm'
import type { NodeCanonicalization } from '../../shared/node/canonicalization.ts'
import type { Database, Reader } from '../../shared/node/database/database.ts'
import { jobEntity, jobPartEntity } from '../../shared/node/jobs/job-entities.ts'
import { assertKeyOpens } from '../../shared/node/kms/installation-secret.ts'
import type { KeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { mailEntity } from '../../shared/server/mail/outbox-schema.ts'
import type { LiveNumber } from '../../shared/server/operation/metrics.ts'
import type { ReadinessCheck } from '../../shared/server/operation/readiness.ts'
import { auditEntity } from '../log/audit-entry.ts'
import { logLeafEntity } from '../log/award-log.ts'
import { readHead } from '../log/log-store.ts'

export type HealthPorts = {
  database: Database
  clock: () => Date
  config: { keyEncryptionKey: KeyEncryptionKey }
}

/** The sealer chains every second; what is older than this shows that no node does. */
const sealedWithinMs = 60_000
/** A part of a job whose lease ran out so long ago: no node takes it over. */
const takenOverWithinMs = 300_000

/** What must work before requests are sent to this node. */
export function readinessChecks({ database, clock, config }: HealthPorts): ReadinessCheck[] {
  const { reader } = database
  return [
    {
      name: 'database',
      check: async () => {
        await reader.query('SELECT 1')
        return true
      },
    },
    {
      name: 'key-encryption-key',
      check: () => assertKeyOpens({ reader, keyEncryptionKey: config.keyEncryptionKey }),
    },
    {
      name: 'award-log',
      check: async () => !(await isLogBehind({ reader, clock })),
    },
    {
      name: 'jobs',
      check: async () => {
        const abandoned = await reader
          .createQueryBuilder(jobPartEntity, 'part')
          .innerJoin(jobEntity.options.name, 'job', 'job.id = part.jobId')
          .where("job.state = 'running' AND part.isDone = :isDone", { isDone: false })
          .andWhere('part.lease IS NOT NULL AND part.dueAt < :before', {
            before: new Date(clock().getTime() - takenOverWithinMs).toISOString(),
          })
          .getCount()
        return abandoned === 0
      },
    },
  ]
}

/** Does anything wait for its place in award log or audit that a sealer would have given it long ago? */
export async function isLogBehind({
  reader,
  clock,
}: {
  reader: Reader
  clock: () => Date
}): Promise<boolean> {
  const at = LessThan(new Date(clock().getTime() - sealedWithinMs).toISOString())
  const position = IsNull()
  return (
    (await reader.exists(logLeafEntity, { where: { position, createdAt: at } })) ||
    (await reader.exists(auditEntity, { where: { position, at } }))
  )
}

const mailStates = ['waiting', 'failed'] as const
const jobStates = ['running', 'paused', 'failed'] as const

/** What a monitor watches beside the requests. */
export function cityNumbers({
  database,
  canonicalization,
}: Pick<HealthPorts, 'database'> & {
  canonicalization: Pick<NodeCanonicalization, 'differences'>
}): LiveNumber[] {
  const { reader } = database
  return [
    {
      name: 'waymark_award_log_leaves',
      help: 'Leaves of the award log that have their place',
      read: async () => [{ value: (await readHead(reader)).size }],
    },
    {
      name: 'waymark_mails',
      help: 'Mails that wait to be sent, and mails that were given up',
      read: () =>
        Promise.all(
          mailStates.map(async (state) => ({
            labels: { state },
            value: await reader.count(mailEntity, { where: { state } }),
          })),
        ),
    },
    {
      name: 'waymark_jobs',
      help: 'Jobs that are not done, by state',
      read: () =>
        Promise.all(
          jobStates.map(async (state) => ({
            labels: { state },
            value: await reader.count(jobEntity, { where: { state } }),
          })),
        ),
    },
    {
      name: 'waymark_canonicalization_differences',
      help: '1 once compiled canonicalisation was found wrong and switched off: report it',
      read: async () => [{ value: canonicalization.differences() }],
    },
  ]
}
