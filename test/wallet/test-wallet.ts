import { onTestFinished } from 'vitest'
import { type NodeWallet, openWallet } from '../../wallet/node/open-wallet.ts'
import { createTestClock } from '../support/clock.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

/** A real wallet in a temporary folder, closed and gone when the test ends. */
export async function openTestWallet(
  options: { clock?: () => Date; folder?: string; extraCa?: string } = {},
): Promise<NodeWallet> {
  const { clock = createTestClock(), folder = temporaryFolder(), extraCa } = options
  const wallet = await openWallet({
    folder,
    clock,
    allowLoopbackHttp: true,
    ...(extraCa !== undefined && { extraCa }),
  })
  onTestFinished(() => wallet.close())
  return wallet
}
