import { readIssuerConfig } from './config.ts'
import { startIssuer } from './start.ts'

const application = await startIssuer(readIssuerConfig(process.env))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    application.close().catch(() => {
      process.exitCode = 1
    })
  })
}
