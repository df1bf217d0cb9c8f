import { isAbsolute, join, resolve } from 'node:path'
import { type CommandIo, stateFolder } from '../../shared/node/command-line.ts'
import { zFlag } from '../../shared/node/config-reading.ts'
import { readDemoSession } from '../../shared/node/demo-session.ts'
import type { NodeWalletOptions } from './open-wallet.ts'

/**
 * Where the wallet is and whom it may talk to: from the command line, the environment, and the session file of a
 * demonstration city that runs on this machine.
 */
export async function readWalletSetting(
  io: Pick<CommandIo, 'env' | 'packageRoot' | 'clock'>,
  options: { wallet?: string; server?: string },
): Promise<NodeWalletOptions> {
  const home = stateFolder(io)
  const session = await readDemoSession(home)
  const { env } = io
  const folder = options.wallet ?? env.WAYMARK_WALLET ?? join(home, 'wallet')
  const walletServer = options.server ?? env.WALLET_PUBLIC_URL ?? session?.wallet.url
  const keyEncryptionKey = env.WAYMARK_KEY_ENCRYPTION_KEY
  const isLoopbackAllowed = zFlag.safeParse(env.WAYMARK_ALLOW_LOOPBACK_HTTP).data === true
  return {
    folder: isAbsolute(folder) ? folder : resolve(folder),
    allowLoopbackHttp: session?.allowLoopbackHttp ?? isLoopbackAllowed,
    ...(session?.extraCa !== undefined && { extraCa: session.extraCa }),
    ...(keyEncryptionKey !== undefined && { keyEncryptionKey }),
    ...(walletServer !== undefined && { walletServer }),
    clock: io.clock,
  }
}
