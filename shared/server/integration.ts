import type { Database } from '../node/database/database.ts'
import type { GuardedFetch } from '../node/guarded-fetch.ts'
import type { DeriveBytes } from '../node/kms/installation-secret.ts'
import { type ApiTokens, createApiTokens } from './api/api-keys/api-tokens.ts'
import { createApiKeyStore, type KeptApiKeys } from './api/api-keys.ts'
import type { Logger } from './operation/logger.ts'
import {
  createWebhookSender,
  type WebhookSender,
  type WebhookSenderPorts,
} from './webhooks/webhook-sender.ts'
import { createWebhookSecrets, type WebhookSecrets } from './webhooks/webhook-signing.ts'

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
  onDisabled: WebhookSenderPorts['onDisabled']
}): IntegrationParts {
  const { clock, derive } = ports
  const apiKeys = createApiKeyStore(ports)
  const secrets = createWebhookSecrets(derive('webhook'))
  return {
    apiKeys,
    apiTokens: createApiTokens({ secret: derive('api-token'), clock, findKey: apiKeys.findById }),
    webhookSecrets: secrets,
    webhookSender: createWebhookSender({ ...ports, secrets }),
  }
}
