import type { RequestHandler } from 'express'
import type { Logger } from './logger.ts'

/** One thing that must work before requests are sent here. Throws, or answers false, where it does not. */
export type ReadinessCheck = { name: string; check: () => Promise<boolean | undefined> }

const patienceMs = 3_000

/**
 * Whether a load balancer may send requests here: `{status, checks}`, with 503 where a check fails. What is wrong
 * stands in the log; outside, only the names are told.
 */
export function answerReadiness(
  checks: readonly ReadinessCheck[],
  { logger }: { logger: Logger },
): RequestHandler {
  return async (_request, response) => {
    const results = await Promise.all(
      checks.map(async ({ name, check }) => [name, await outcomeOf(name, check, logger)] as const),
    )
    const isReady = results.every(([, outcome]) => outcome === 'ok')
    response
      .status(isReady ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: isReady ? 'ready' : 'not-ready', checks: Object.fromEntries(results) })
  }
}

async function outcomeOf(
  name: string,
  check: ReadinessCheck['check'],
  logger: Logger,
): Promise<'ok' | 'failed'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs)
  })
  try {
    const answer = await Promise.race([check(), late])
    if (answer !== false) return 'ok'
    logger.warn('a readiness check failed', { event: name })
  } catch (error) {
    logger.warn('a readiness check failed', { event: name, error })
  } finally {
    clearTimeout(timer)
  }
  return 'failed'
}
