import { isAppError } from '../shared/errors/app-error.ts'
import { exitCodes } from '../shared/node/command-line.ts'
import { readVerifierConfig } from './config.ts'
import { startVerifier } from './start.ts'

try {
  const application = await startVerifier(readVerifierConfig(process.env))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      application.close().catch(() => {
        process.exitCode = exitCodes.internal
      })
    })
  }
} catch (error) {
  // what the operator can mend is one line; anything else is a bug and keeps its trace
  if (!isAppError(error)) throw error
  process.stderr.write(`${error.code}: ${error.message}\n`)
  process.exitCode = exitCodes.configuration
}
