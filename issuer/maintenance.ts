import { randomBytes } from 'node:crypto'
import { LessThan } from 'typeorm'
import { oneAfterAnother } from '../shared/node/jobs/one-after-another.ts'
import { takeTurn } from '../shared/node/jobs/turns.ts'
import type { Logger } from '../shared/node/logger.ts'
import { boundStatusListMemory } from '../shared/node/trust/status-list-memory-store.ts'
import { forgetIdempotencyKeys } from '../shared/server/api/idempotency.ts'
import { forgetOldMail } from '../shared/server/mail/outbox.ts'
import { forgetStaffLeftovers } from '../shared/server/staff/forget-leftovers.ts'
import { forgetOldDeliveries } from '../shared/server/webhooks/delivery-store.ts'
import { forgetOldApplications } from './applications/application-store.ts'
import { forgetVisits } from './award-rules/rule-store.ts'
import { forgetUnusedPictures } from './badges/picture-store.ts'
import { forgetOldDrafts } from './bulk/bulk-store.ts'
import { forgetOldClaimCodes } from './claim-codes/claim-code-store.ts'
import { forgetCodeUses } from './learner-codes/code-use-store.ts'
import { accessTokenEntity, offerCodeEntity } from './oid4vci/claim-store.ts'
import { usedNonceEntity } from './oid4vci/nonces.ts'
import { type RecheckPorts, recheckOwnDomains } from './providers/recheck-domain.ts'
import type { City } from './settings/city.ts'
import type { StatusLists } from './status/status-lists.ts'
import { stirStatusLists } from './status/stir-status-lists.ts'
import { settleAccreditations } from './trust/accredit.ts'
import { publishTrustList, type TrustListPorts } from './trust/publish-trust-list.ts'

export type MaintenancePorts = TrustListPorts &
  RecheckPorts & { statusLists: StatusLists; city: Pick<City, 'refresh'>; logger: Logger }

const everyMs = 3_000
const restEveryMs = 600_000

/**
 * What a city does by itself: see maintainOnce, which each node does every few seconds, and rest, which one of them
 * does now and then.
 * @returns a function that ends it, once what is under way is done
 */
export function maintain(ports: MaintenancePorts): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let isRunning = false
  const timer = setInterval(() => {
    if (isRunning) return
    isRunning = true
    running = oneAfterAnother([
      () => maintainOnce(ports),
      () => takeTurn({ work: 'rest', everyMs: restEveryMs }, () => rest(ports), ports),
    ])
      .catch((error: unknown) => {
        ports.logger.error('the upkeep of the city failed and is tried again', { error })
      })
      .finally(() => {
        isRunning = false
      })
  }, everyMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    return running
  }
}

/**
 * Takes over what other nodes published, and signs status lists and the trust list where they are behind or grow old.
 */
export async function maintainOnce(ports: MaintenancePorts): Promise<void> {
  await ports.publisher.refresh()
  await ports.city.refresh()
  await oneAfterAnother([() => ports.statusLists.publishDue(), () => settleAndPublish(ports)])
}

/**
 * One after the other, and the second never without the first: where an end is not settled, a newer list would vouch
 * for all that was logged until it was signed, also after that end.
 */
async function settleAndPublish(ports: MaintenancePorts): Promise<void> {
  await settleAccreditations(ports)
  await publishTrustList(ports)
}

/** Changes decoys, forgets codes, tokens and nonces that are over and looks after providers' own domains. */
export async function rest(ports: MaintenancePorts): Promise<void> {
  await oneAfterAnother([
    () => stirStatusLists(ports.database),
    () => forgetWhatIsOver(ports),
    () => recheckOwnDomains(ports),
  ])
}

const keptAfterEndMs = 3_600_000

/** Much longer than the code of a learner can be scanned. */
const codeUsesKeptMs = 24 * 3_600_000

/** Rosters that nobody awarded. */
const draftsKeptMs = 7 * 24 * 3_600_000

async function forgetWhatIsOver({ database, clock }: MaintenancePorts): Promise<void> {
  const before = (milliseconds: number) => new Date(clock().getTime() - milliseconds).toISOString()
  const anHourAgo = before(keptAfterEndMs)
  const expired = [offerCodeEntity, accessTokenEntity, usedNonceEntity].map(
    (entity) => () =>
      database.transact((tx) => tx.delete(entity, { expiresAt: LessThan(anHourAgo) })),
  )
  await oneAfterAnother([
    ...expired,
    () => forgetIdempotencyKeys({ database, clock }),
    () => forgetStaffLeftovers({ database, clock }),
    () => forgetOldMail({ database, clock }),
    () => forgetOldDeliveries({ database, clock }),
    () => database.transact((tx) => forgetOldApplications(tx, clock())),
    () => database.transact((tx) => forgetOldDrafts(tx, before(draftsKeptMs))),
    () => forgetUnusedPictures(randomBytes(32).toString('hex'), { database, clock }),
    () => database.transact((tx) => forgetOldClaimCodes(tx, clock())),
    () => database.transact((tx) => forgetVisits(tx, anHourAgo)),
    () => database.transact((tx) => forgetCodeUses(tx, before(codeUsesKeptMs))),
    () => boundStatusListMemory({ database }),
  ])
}
