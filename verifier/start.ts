import { randomBytes } from 'node:crypto'
import { createGuardedFetch, type GuardedFetch } from '../shared/node/guarded-fetch.ts'
import { keepWorking } from '../shared/node/jobs/jobs.ts'
import { takeTurn } from '../shared/node/jobs/turns.ts'
import { createLogger, type Logger } from '../shared/node/logger.ts'
import type { RunningApplication } from '../shared/node/running-application.ts'
import type { RandomBytes } from '../shared/oid4vc/nonce.ts'
import { listen } from '../shared/server/http/listen.ts'
import { keepSendingMail } from '../shared/server/mail/mail-sender.ts'
import { keepSending } from '../shared/server/outbox/outbox-queue.ts'
import { createVerifierApp } from './app.ts'
import { backgroundWork } from './background-work.ts'
import { checkVerifierConfig, type VerifierConfig } from './config.ts'
import { seedDemonstration } from './demo/seed-demonstration.ts'
import { openServices } from './services.ts'

/** What tests put in place of the world; everything has a default. */
export type VerifierPorts = {
  clock?: () => Date
  random?: RandomBytes
  fetch?: GuardedFetch
  logger?: Logger
}

/** How often each node looks whether something is due that one of them does. */
const lookEveryMs = 1_000
/** A key that another node ended goes on signing here for no longer, nor stays in the document as it was. */
const refreshEveryMs = 3_000

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
    if (checked.demo) {
      await seedDemonstration({ ...services, password: checked.demonstrationPassword })
    }
    const { host, port, tls } = checked
    const server = await listen(createVerifierApp(services), { host, port, ...(tls && { tls }) })
    const { logger, refresh } = services
    const work = backgroundWork(services)
    const endings = [
      ...work.map(({ act, failure, ...turn }) =>
        repeat(
          lookEveryMs,
          () => takeTurn(turn, act, services),
          (error) => logger.warn(failure, { error }),
        ),
      ),
      repeat(refreshEveryMs, refresh, (error) =>
        logger.warn('the keys of the organisations could not be read', { error }),
      ),
    ]
    const endSending = keepSendingMail(services)
    const endWorking = keepWorking(services)
    const endTelling = keepSending(services.webhookSender, { ...services, what: 'webhooks' })
    return {
      name: 'verifier',
      url: checked.publicUrl,
      async close() {
        await server.close()
        await endWorking()
        await endSending()
        await endTelling()
        for (const end of endings) await end()
        await services.close()
      },
    }
  } catch (error) {
    await services.close()
    throw error
  }
}

/** @returns a function that ends it, once what is under way is done */
function repeat(
  everyMs: number,
  work: () => Promise<unknown>,
  onFailure: (error: unknown) => void,
): () => Promise<unknown> {
  let running: Promise<unknown> = Promise.resolve()
  let isRunning = false
  const run = () => {
    if (isRunning) return
    isRunning = true
    running = work()
      .catch(onFailure)
      .finally(() => {
        isRunning = false
      })
  }
  run()
  const timer = setInterval(run, everyMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    return running
  }
}
