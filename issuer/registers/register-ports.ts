import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { StatusLists } from '../status/status-lists.ts'
import type { WallPorts } from '../wall-codes/take-badge.ts'
import { createWallSecrets } from '../wall-codes/wall-code.ts'
import type { AwardRegisterPorts } from './award-register.ts'

export type RegisterPorts = AwardRegisterPorts &
  WallPorts & { database: Database; derive: DeriveBytes; statusLists: StatusLists }

/** What the services of the city are to registers. */
export function registerPorts<
  Services extends Omit<RegisterPorts, 'walletUrl' | 'wallSecrets'> & {
    config: { walletUrl: string }
  },
>(services: Services) {
  const { walletUrl } = services.config
  return { ...services, walletUrl, wallSecrets: createWallSecrets(services.derive) }
}
