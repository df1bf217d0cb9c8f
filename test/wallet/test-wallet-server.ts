import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { once } from '../../shared/node/database/once.ts'
import type { RunningApplication } from '../../shared/node/running-application.ts'
import type { WalletServerConfig } from '../../wallet/server/config.ts'
import { startWallet, type WalletServerPorts } from '../../wallet/server/start.ts'
import { createTestClock } from '../support/clock.ts'
import { freePort } from '../support/free-ports.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { createAppFolder } from './built-app.ts'

export type TestWalletServerOptions = Partial<WalletServerConfig> & WalletServerPorts

/** A real wallet server on a free port, gone when the test ends. */
export async function startTestWalletServer(
  options: TestWalletServerOptions = {},
): Promise<RunningApplication> {
  const {
    clock = createTestClock(),
    appFolder = createAppFolder(),
    logger,
    fetch,
    ...config
  } = options
  const port = await freePort()
  const application = await startWallet(
    {
      publicUrl: `http://localhost:${port}`,
      host: '127.0.0.1',
      port,
      database: join(temporaryFolder(), 'wallet-server.sqlite'),
      demo: false,
      allowLoopbackHttp: true,
      logLevel: 'silent',
      ...config,
    },
    { clock, appFolder, ...(logger && { logger }), ...(fetch && { fetch }) },
  )
  const close = once(() => application.close())
  onTestFinished(close)
  return { ...application, close }
}
