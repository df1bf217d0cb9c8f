import { randomBytes } from 'node:crypto'
import { createGuardedFetch, type GuardedFetch } from '../shared/node/guarded-fetch.ts'
import { createLogger, type Logger } from '../shared/node/logger.ts'
import type { RunningApplication } from '../shared/node/running-application.ts'
import type { RandomBytes } from '../shared/oid4vc/nonce.ts'
import { listen } from '../shared/server/listen.ts'
import { createVerifierApp } from './app.ts'
import { checkVerifierConfig, type VerifierConfig } from './config.ts'
import { forgetRequests } from './requests/forget-requests.ts'
import { openServices, type VerifierServices } from './services.ts'

/** What tests put in place of the world; everything has a default. */
export type VerifierPorts = {
  clock?: () => Date
  random?: RandomBytes
  fetch?: GuardedFetch
  logger?: Logger
}

const minuteInMilliseconds = 60_000

/**
 * Opens the stores, makes the identity if there is none, and listens.
 * @throws AppError config_invalid | database_unavailable | key_unreadable
 */
export async function startVerifier(
  config: VerifierConfig,
  ports: VerifierPorts = {},
): Promise<RunningApplication> {
  const checked = checkVerifierConfig(config)
  const { allowLoopbackHttp, extraCa, logLevel } = checked
  const services = await openServices(checked, {
    clock: ports.clock ?? (() => new Date()),
    random: ports.random ?? ((byteCount) => new Uint8Array(randomBytes(byteCount))),
    fetch:
      ports.fetch ??
      createGuardedFetch({ allowLoopbackHttp, ...(extraCa !== undefined && { extraCa }) }),
    logger: ports.logger ?? createLogger({ name: 'verifier', level: logLevel }),
  })
  try {
    const { host, port, tls } = checked
    const server = await listen(createVerifierApp(services), { host, port, ...(tls && { tls }) })
    const stopForgetting = forgetNowAndThen(services)
    return {
      name: 'verifier',
      url: checked.publicUrl,
      async close() {
        await server.close()
        await stopForgetting()
        await services.close()
      },
    }
  } catch (error) {
    await services.close()
    throw error
  }
}

/** @returns a function that ends it, once what is under way is done */
function forgetNowAndThen(services: VerifierServices): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const forget = () => {
    running = forgetRequests(services).catch((error: unknown) => {
      services.logger.warn('old requests could not be deleted', { error })
    })
  }
  forget()
  const timer = setInterval(forget, minuteInMilliseconds)
  timer.unref()
  return () => {
    clearInterval(timer)
    return running
  }
}
