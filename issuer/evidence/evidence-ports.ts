import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../identity/installation-secret.ts'
import type { StatusLists } from '../status/status-lists.ts'
import type { EvidencePorts } from './assess.ts'
import { createEvidenceSecrets } from './evidence.ts'

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
