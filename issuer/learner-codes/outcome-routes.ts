import { createHash } from 'node:crypto'
import type { Express } from 'express'
import { type CodeOutcome, codeOutcomePath } from '../../shared/learner-code/code-outcome.ts'
import { ticketPattern } from '../../shared/learner-code/learner-code.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { createRateLimiter, limitRate } from '../../shared/server/http/rate-limiter.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { findAward } from '../awards/award-store.ts'
import { type OfferPorts, offerUrl } from '../oid4vci/offers.ts'
import { findActivity } from '../registers/activity-store.ts'
import { findCodeUse } from './code-use-store.ts'

const path = `${codeOutcomePath}/:ticket`

export const outcomeDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], errors: 'problem', isOpenToAllOrigins: true },
]

export type OutcomePorts = Pick<OfferPorts, 'publicUrl' | 'secrets' | 'clock'> & {
  database: Database
}

/** A hall of people behind one address, each asking every two seconds. */
const asksPerMinute = 3_000

/** What came of a learner's code, for the wallet that showed it: its ticket is the key to this. */
export function outcomeRoutes(app: Express, ports: OutcomePorts): void {
  const limiter = createRateLimiter({
    limit: asksPerMinute,
    windowSeconds: 60,
    clock: ports.clock,
  })
  app.get(path, limitRate(limiter), async (request, response) => {
    response.set('Cache-Control', 'no-store').json(await outcomeOf(request.params.ticket, ports))
  })
}

async function outcomeOf(
  ticket: unknown,
  ports: Omit<OutcomePorts, 'clock'>,
): Promise<CodeOutcome> {
  if (typeof ticket !== 'string' || !ticketPattern.test(ticket)) return { state: 'waiting' }
  const { reader } = ports.database
  const used = await findCodeUse(reader, createHash('sha256').update(ticket).digest('base64url'))
  if (used === undefined) return { state: 'waiting' }
  const { provider, awardId, activityId, day } = used
  if (awardId !== null) {
    const award = await findAward(reader, { provider, id: awardId })
    const isOpen = award?.status === 'active' && award.claimedAt === null
    return isOpen ? { state: 'awarded', offerUrl: offerUrl(award, ports) } : { state: 'settled' }
  }
  if (activityId === null || day === null) return { state: 'settled' }
  const activity = await findActivity(reader, { provider, id: activityId })
  if (activity === undefined) return { state: 'settled' }
  return { state: 'marked', activity: activity.name, day }
}
