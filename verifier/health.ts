import type { Database } from '../shared/node/database/database.ts'
import { assertKeyOpens } from '../shared/node/kms/installation-secret.ts'
import type { KeyEncryptionKey } from '../shared/node/kms/key-encryption.ts'
import { mailEntity } from '../shared/server/mail/outbox-schema.ts'
import type { LiveNumber } from '../shared/server/operation/metrics.ts'
import type { ReadinessCheck } from '../shared/server/operation/readiness.ts'
import { organisationEntity } from './organisations/organisation-schema.ts'
import { requestEntity } from './requests/request-schema.ts'

/** What must work before requests are sent to this node. */
export function readinessChecks({
  database,
  config,
}: {
  database: Database
  config: { keyEncryptionKey: KeyEncryptionKey }
}): ReadinessCheck[] {
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
  ]
}

const mailStates = ['waiting', 'failed'] as const
const progresses = ['waiting', 'received', 'declined'] as const

/** What a monitor watches beside the requests over HTTP. */
export function employerNumbers({ reader }: Pick<Database, 'reader'>): LiveNumber[] {
  return [
    {
      name: 'waymark_organisations',
      help: 'Organisations that ask for badges here',
      read: async () => [{ value: await reader.count(organisationEntity) }],
    },
    {
      name: 'waymark_badge_requests',
      help: 'Requests for badges that are kept, by what came of them',
      read: () =>
        Promise.all(
          progresses.map(async (progress) => ({
            labels: { progress },
            value: await reader.count(requestEntity, { where: { progress } }),
          })),
        ),
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
  ]
}
