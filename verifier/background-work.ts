import { oneAfterAnother } from '../shared/node/jobs/one-after-another.ts'
import type { Turn } from '../shared/node/jobs/turns.ts'
import { forgetOldMail } from '../shared/server/mail/outbox.ts'
import { forgetStaffLeftovers } from '../shared/server/staff/forget-leftovers.ts'
import { forgetOldDeliveries } from '../shared/server/webhooks/delivery-store.ts'
import { forgetBatches } from './batches/batch.ts'
import { forgetUnclaimed } from './candidates/confirm-evidence.ts'
import { retryDue } from './continuity/retry-due.ts'
import { lookAtDomains } from './organisations/own-domain.ts'
import { forgetUsage } from './quota/quota-store.ts'
import { forgetRequests } from './requests/forget-requests.ts'
import { sweep } from './retention/sweep.ts'
import type { VerifierServices } from './services.ts'
import { forgetOutcomes } from './submissions/sent-outcome.ts'
import { refreshCities } from './trust/refresh-cities.ts'

/** What an installation does by itself now and then, on one of its nodes. */
export type BackgroundWork = Turn & {
  act(): Promise<unknown>
  /** What the log says where it failed. */
  failure: string
}

export function backgroundWork(services: VerifierServices): BackgroundWork[] {
  return [
    {
      work: 'forget',
      everyMs: 60_000,
      failure: 'what is over could not be deleted',
      act: () =>
        oneAfterAnother([
          () => forgetBatches(services),
          () => forgetOutcomes(services),
          () => forgetUsage(services),
          () => forgetUnclaimed(services),
          () => sweep(services),
          () => forgetRequests(services),
          () => forgetStaffLeftovers(services),
          () => forgetOldMail(services),
          () => forgetOldDeliveries(services),
        ]),
    },
    {
      work: 'retry-checks',
      everyMs: 5_000,
      failure: 'what could not be checked could not be tried again',
      act: () => retryDue(services),
    },
    {
      work: 'refresh-cities',
      everyMs: 300_000,
      failure: 'the trust lists of cities could not be looked at',
      act: () => refreshCities(services),
    },
    {
      work: 'look-at-domains',
      everyMs: 3_600_000,
      failure: 'the domains of organisations could not be looked at',
      act: () => lookAtDomains(services),
    },
  ]
}
