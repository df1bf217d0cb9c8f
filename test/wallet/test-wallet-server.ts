import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { RunningApplication } from '../../shared/node/running-application.ts'
import { startWallet } from '../../wallet/server/start.ts'
import { createTestClock } from '../support/clock.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

/** A real wallet server on a free port, gone when the test ends. */
export async function startTestWalletServer(
  options: { clock?: () => Date; trustedProxies?: number } = {},
): Promise<RunningApplication> {
  const { trustedProxies } = options
  const port = await findFreePort()
  const application = await startWallet(
    {
      publicUrl: `http://localhost:${port}`,
      host: '127.0.0.1',
      port,
      database: join(temporaryFolder(), 'wallet-server.sqlite'),
      demo: false,
      allowLoopbackHttp: true,
      ...(trustedProxies !== undefined && { trustedProxies }),
      logLevel: 'silent',
    },
    { clock: options.clock ?? createTestClock() },
  )
  onTestFinished(() => application.close())
  return application
}

/** The address stands in the DIDs that the server hosts, so it is known before the server listens. */
async function findFreePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  // a server that listens on TCP has an address with a port
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
