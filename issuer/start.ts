import { createGuardedFetch, type GuardedFetch } from '../shared/node/guarded-fetch.ts'
import { keepWorking } from '../shared/node/jobs/jobs.ts'
import { createLogger, type Logger } from '../shared/node/logger.ts'
import type { RunningApplication } from '../shared/node/running-application.ts'
import { listen } from '../shared/server/http/listen.ts'
import { keepSendingMail } from '../shared/server/mail/mail-sender.ts'
import { keepSending } from '../shared/server/outbox/outbox-queue.ts'
import { seedDemonstrationPeople } from '../shared/server/staff/demonstration-people.ts'
import { createIssuerApp } from './app.ts'
import { checkIssuerConfig, type IssuerConfig } from './config.ts'
import { demonstrationStaff } from './demo/demonstration-staff.ts'
import { seedDemonstrationCity } from './demo/seed-demonstration-city.ts'
import { keepSealing, type Sealing } from './log/sealer.ts'
import { maintain, maintainOnce } from './maintenance.ts'
import { openServices } from './services.ts'
import { publishTrustList } from './trust/publish-trust-list.ts'

/** What tests put in place of the world; everything has a default. */
export type IssuerPorts = {
  clock?: () => Date
  fetch?: GuardedFetch
  logger?: Logger
}

export type IssuerApplication = RunningApplication & {
  /** Seals the award log at once, which otherwise happens every second. */
  sealNow(): Promise<Sealing>
  /** Does at once what the city does by itself every few seconds. */
  maintainNow(): Promise<void>
  /** Sends at once the mails that are due, which otherwise happens every second. */
  sendMailNow(): Promise<number>
  /** Tells webhook endpoints at once what is due, which otherwise happens every second. */
  sendWebhooksNow(): Promise<number>
  /** Does at once the jobs that are due, which are otherwise looked for every second. */
  runJobsNow(): Promise<void>
}

/**
 * Opens the stores, makes the identities that are missing, and listens.
 * @returns the application; `url` is where it listens, which behind a proxy is not its public address
 * @throws AppError config_invalid | database_unavailable | key_unreadable
 */
export async function startIssuer(
  config: IssuerConfig,
  ports: IssuerPorts = {},
): Promise<IssuerApplication> {
  const checked = checkIssuerConfig(config)
  const { host, port, tls, extraCa, allowLoopbackHttp, logLevel } = checked
  const services = await openServices(checked, {
    clock: ports.clock ?? (() => new Date()),
    fetch:
      ports.fetch ??
      createGuardedFetch({ allowLoopbackHttp, ...(extraCa !== undefined && { extraCa }) }),
    logger: ports.logger ?? createLogger({ name: 'issuer', level: logLevel }),
  })
  try {
    if (checked.demo) {
      await seedDemonstrationCity(services)
      await seedDemonstrationPeople(demonstrationStaff, {
        ...services,
        password: checked.demonstrationPassword,
      })
    }
    await publishTrustList(services)
    const server = await listen(createIssuerApp(services), { host, port, ...(tls && { tls }) })
    const endMaintenance = maintain(services)
    const endSealing = keepSealing(services)
    const endSending = keepSendingMail(services)
    const endTelling = keepSending(services.webhookSender, { ...services, what: 'webhooks' })
    const endWorking = keepWorking(services)
    return {
      name: 'issuer',
      url: server.url,
      sealNow: () => services.sealer.sealNow(),
      maintainNow: () => maintainOnce(services),
      sendMailNow: () => services.mailSender.sendNow(),
      sendWebhooksNow: () => services.webhookSender.sendNow(),
      runJobsNow: () => services.jobs.runDue(),
      async close() {
        await server.close()
        await endWorking()
        await endMaintenance()
        await endSealing()
        await endSending()
        await endTelling()
        await services.close()
      },
    }
  } catch (error) {
    await services.close()
    throw error
  }
}
