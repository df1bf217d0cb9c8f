import { isAppError } from '../errors/app-error.ts'
import { exitCodes } from './command-line.ts'
import type { RunningApplication } from './running-application.ts'

/** The part of the process that running an application touches. */
export type HostProcess = {
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  stderr: { write(text: string): unknown }
  exitCode?: number | string | null | undefined
}

/**
 * Starts an application and closes it on a signal. What the operator can mend is told in one line; anything else is a
 * bug and keeps its trace.
 */
export async function runApplication(
  start: () => Promise<RunningApplication>,
  host: HostProcess,
): Promise<void> {
  try {
    const application = await start()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      host.once(signal, () => {
        application.close().catch(() => {
          host.exitCode = exitCodes.internal
        })
      })
    }
  } catch (error) {
    if (!isAppError(error)) throw error
    host.stderr.write(`${error.code}: ${error.message}\n`)
    host.exitCode = exitCodes.configuration
  }
}
