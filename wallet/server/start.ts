import type { RunningApplication } from '../../shared/node/running-application.ts'
import type { WalletServerConfig } from './config.ts'

export type WalletServerPorts = { clock?: () => Date }

export function startWallet(
  _config: WalletServerConfig,
  _ports: WalletServerPorts = {},
): Promise<RunningApplication> {
  throw new Error('being written')
}
