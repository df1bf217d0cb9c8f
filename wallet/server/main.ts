import { readWalletConfig } from './config.ts'
import { startWallet } from './start.ts'

const application = await startWallet(readWalletConfig(process.env))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    application.close().catch(() => {
      process.exitCode = 1
    })
  })
}
