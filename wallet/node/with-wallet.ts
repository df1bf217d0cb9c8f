import type { CommandIo } from '../../shared/node/command-line.ts'
import { type NodeWallet, type NodeWalletOptions, openWallet } from './open-wallet.ts'
import { readWalletSetting } from './wallet-options.ts'

/** What every wallet command takes. */
export type CommonOptions = { wallet?: string; json?: boolean }

/** Opens the wallet for the time of one command. */
export async function withWallet<T>(
  io: CommandIo,
  options: { wallet?: string; server?: string },
  work: (wallet: NodeWallet, setting: NodeWalletOptions) => Promise<T>,
): Promise<T> {
  const setting = await readWalletSetting(io, options)
  const wallet = await openWallet(setting)
  try {
    return await work(wallet, setting)
  } finally {
    await wallet.close()
  }
}
