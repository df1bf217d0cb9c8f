import type { Database } from '../../shared/node/database/database.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { Logger } from '../../shared/node/logger.ts'
import { type ApiTokens, createApiTokens } from '../../shared/server/api-keys/api-tokens.ts'
import { createApiKeyStore, type KeptApiKeys } from '../../shared/server/api-keys.ts'
import type { EnqueueMail } from '../../shared/server/mail/outbox.ts'
import type { StaffPorts } from '../../shared/server/staff/staff.ts'
import {
  createWebhookSender,
  type WebhookSender,
} from '../../shared/server/webhooks/webhook-sender.ts'
import {
  createWebhookSecrets,
  type WebhookSecrets,
} from '../../shared/server/webhooks/webhook-signing.ts'
import { tellOfDisabled } from '../webhooks/webhook-ports.ts'

/** What other systems come in by, and are told by. */
export type IntegrationParts = {
  apiKeys: KeptApiKeys
  apiTokens: ApiTokens
  webhookSecrets: WebhookSecrets
  webhookSender: WebhookSender
}

export function openIntegration(ports: {
  database: Database
  clock: () => Date
  logger: Logger
  fetch: GuardedFetch
  derive: DeriveBytes
  publicUrl: string
  staff: Pick<StaffPorts, 'scopeName'>
  enqueueMail?: EnqueueMail
}): IntegrationParts {
  const { clock, derive } = ports
  const apiKeys = createApiKeyStore(ports)
  const secrets = createWebhookSecrets(derive('webhook'))
  return {
    apiKeys,
    apiTokens: createApiTokens({ secret: derive('api-token'), clock, findKey: apiKeys.findById }),
    webhookSecrets: secrets,
    webhookSender: createWebhookSender({ ...ports, secrets, onDisabled: tellOfDisabled(ports) }),
  }
}
