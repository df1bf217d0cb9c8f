import { readVerifierConfig } from './config.ts'
import { startVerifier } from './start.ts'

const application = await startVerifier(readVerifierConfig(process.env))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    application.close().catch(() => {
      process.exitCode = 1
    })
  })
}
