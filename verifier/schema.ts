import type { Schema } from '../shared/node/database/database.ts'
import { jobsSchema } from '../shared/node/jobs/job-entities.ts'
import { turnSchema } from '../shared/node/jobs/turns.ts'
import { sealedKeySchema } from '../shared/node/kms/sealed-key-store.ts'
import { statusListMemorySchema } from '../shared/node/trust/status-list-memory-store.ts'
import { trustMemorySchema } from '../shared/node/trust/trust-memory-store.ts'
import { apiSchema } from '../shared/server/api/api-schema.ts'
import { mailSchema } from '../shared/server/mail/outbox-schema.ts'
import { staffSchema } from '../shared/server/staff/staff-schema.ts'
import { webhookSchema } from '../shared/server/webhooks/webhook-schema.ts'
import { askSchema } from './asks/ask-store.ts'
import { auditSchema } from './audit/audit.ts'
import { batchSchema } from './batches/batch-schema.ts'
import { candidateSchema } from './candidates/candidate-schema.ts'
import { keptBundleSchema } from './continuity/kept-bundles.ts'
import { retrySchema } from './continuity/retry-schema.ts'
import { keySchema } from './identity/key-schema.ts'
import { sealedSecretSchema } from './migrations/keep-sealed-secret.ts'
import { organisationSchema } from './organisations/organisation-schema.ts'
import { quotaSchema } from './quota/quota-store.ts'
import { receiptSchema } from './receipts/receipt-store.ts'
import { madeReportSchema } from './reports/made-report-store.ts'
import { reportSchema } from './reports/report-schema.ts'
import { requestPresentedSchema } from './reports/request-presented.ts'
import { requestSchema } from './requests/request-schema.ts'
import { deletionSchema } from './retention/deletion-schema.ts'
import { sentOutcomeSchema } from './submissions/sent-outcome.ts'
import { knownCitySchema } from './trust/known-city.ts'
import { vacancySchema } from './vacancies/vacancy-schema.ts'

const parts = [
  sealedKeySchema,
  apiSchema,
  keySchema,
  requestSchema,
  reportSchema,
  madeReportSchema,
  receiptSchema,
  trustMemorySchema,
  statusListMemorySchema,
  staffSchema,
  mailSchema,
  webhookSchema,
  organisationSchema,
  auditSchema,
  sealedSecretSchema,
  knownCitySchema,
  vacancySchema,
  candidateSchema,
  jobsSchema,
  batchSchema,
  deletionSchema,
  turnSchema,
  retrySchema,
  keptBundleSchema,
  requestPresentedSchema,
  askSchema,
  sentOutcomeSchema,
  quotaSchema,
]

/** Every table that the verifier keeps, oldest migration first. */
export const verifierSchema: Schema = {
  entities: parts.flatMap(({ entities }) => entities),
  migrations: parts.flatMap(({ migrations }) => migrations),
}
