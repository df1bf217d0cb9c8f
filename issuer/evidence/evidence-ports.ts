import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { EnqueueMail } from '../../shared/server/mail/outbox.ts'
import type { AwardRegisterPorts } from '../registers/award-register.ts'
import type { StatusLists } from '../status/status-lists.ts'
import { createEvidenceSecrets, type EvidenceSecrets } from './evidence.ts'

export type EvidencePorts = AwardRegisterPorts & {
  evidenceSecrets: EvidenceSecrets
  enqueueMail?: EnqueueMail | undefined
}

export type EvidenceRoutePorts = EvidencePorts & {
  database: Database
  derive: DeriveBytes
  statusLists: StatusLists
}

/** What the services of the city are to evidence. */
export function evidencePorts<
  Services extends Omit<EvidenceRoutePorts, 'walletUrl' | 'evidenceSecrets'> & {
    config: { walletUrl: string }
  },
>(services: Services) {
  const { walletUrl } = services.config
  return { ...services, walletUrl, evidenceSecrets: createEvidenceSecrets(services.derive) }
}
