import type { Did } from '../shared/did/did.ts'
import type { ResolveDid } from '../shared/did/resolution.ts'
import { translate } from '../shared/i18n/catalogue.ts'
import type { Language } from '../shared/i18n/messages.ts'
import type { WaymarkAgent } from '../shared/node/compose-agent.ts'
import type { Database } from '../shared/node/database/database.ts'
import { parseDatabaseLocation } from '../shared/node/database/location.ts'
import { openDatabase } from '../shared/node/database/open-database.ts'
import type { GuardedFetch } from '../shared/node/guarded-fetch.ts'
import { createJobs, type Jobs } from '../shared/node/jobs/jobs.ts'
import { type DeriveBytes, openDerivation } from '../shared/node/kms/installation-secret.ts'
import type { KeyEncryptionKey } from '../shared/node/kms/key-encryption.ts'
import type { Logger } from '../shared/node/logger.ts'
import type { RandomBytes } from '../shared/oid4vc/nonce.ts'
import { settleConfiguredApiKey } from '../shared/server/api/configured-api-key.ts'
import {
  createPublicDocuments,
  type PublicDocuments,
} from '../shared/server/documents/public-documents.ts'
import { type IntegrationParts, openIntegration } from '../shared/server/integration.ts'
import { type MailParts, openMail } from '../shared/server/mail/open-mail.ts'
import { createSingleSignOn, type SingleSignOn } from '../shared/server/staff/single-sign-on.ts'
import type { StaffPorts } from '../shared/server/staff/staff.ts'
import { tellOfDisabled } from '../shared/server/webhooks/tell-of-disabled.ts'
import type { CityReader } from '../shared/trust/city-reader.ts'
import type { VerificationPorts } from '../shared/verify/ports.ts'
import { batchJob, createBatchJob } from './batches/batch-job.ts'
import { type CandidateStore, createCandidateStore } from './candidates/candidate-store.ts'
import type { VerifierConfig } from './config.ts'
import { createKeptBundles, type KeptBundles } from './continuity/kept-bundles.ts'
import { publishIdentity } from './identity/identity-document.ts'
import { openIdentity } from './identity/verifier-identity.ts'
import { type OpenAgent, openAgent, type ServicesPorts } from './open-agent.ts'
import { ensureHostOrganisation } from './organisations/host-organisation.ts'
import { createOnBehalf, type OnBehalf } from './organisations/on-behalf.ts'
import {
  createOrganisationStore,
  type OrganisationStore,
} from './organisations/organisation-store.ts'
import { createReceiptStore, type ReceiptStore } from './receipts/receipt-store.ts'
import { createMadeReportStore, type MadeReportStore } from './reports/made-report-store.ts'
import { createReportStore, type ReportStore } from './reports/report-store.ts'
import { createRequestStore, type RequestStore } from './requests/request-store.ts'
import { verifierSchema } from './schema.ts'
import { createStaffPorts } from './staff/staff-ports.ts'
import { createPublishedBadges, type ReadPublishedBadges } from './vacancies/published-badges.ts'
import { createVacancyStore, type VacancyStore } from './vacancies/vacancy-store.ts'
import { disabledPorts } from './webhooks/webhook-ports.ts'

export type VerifierServices = OnBehalf &
  MailParts &
  IntegrationParts & {
    config: VerifierConfig
    reportedCities?: readonly Did[]
    logger: Logger
    clock: () => Date
    random: RandomBytes
    database: Database
    agent: WaymarkAgent
    documents: PublicDocuments
    organisations: OrganisationStore
    /** Of the host's own organisation. */
    hostSlug: string
    publicUrl: string
    staff: StaffPorts
    singleSignOn?: SingleSignOn
    derive: DeriveBytes
    requests: RequestStore
    reports: ReportStore
    madeReports: MadeReportStore
    /** Copies of cities, for when one cannot be reached. */
    bundles: KeptBundles
    receipts: ReceiptStore
    vacancies: VacancyStore
    candidates: CandidateStore
    /** What is kept of candidates is sealed under it. */
    keyEncryptionKey: KeyEncryptionKey
    readPublishedBadges: ReadPublishedBadges
    verification: VerificationPorts
    /** For what anybody brings: it knows what was seen of cities, and writes nothing. */
    publicVerification: VerificationPorts
    /** The one client for requests to others. */
    fetch: GuardedFetch
    /** The trust lists of cities, each read once however many ask. */
    readCity: CityReader
    resolveDid: ResolveDid
    /** What is done in the background. */
    jobs: Jobs
    close(): Promise<void>
  }

/** Opens the stores and the agent; on the first start it makes the host's own organisation and its identity. */
export async function openServices(
  config: VerifierConfig,
  ports: ServicesPorts,
): Promise<VerifierServices> {
  const database = await openDatabase(parseDatabaseLocation(config.database), verifierSchema)
  try {
    const opened = await openAgent(config, { ...ports, database })
    try {
      return await wire(config, { ...ports, ...opened, database })
    } catch (error) {
      await opened.closeAgent()
      throw error
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

async function wire(
  config: VerifierConfig,
  given: ServicesPorts & OpenAgent & { database: Database },
): Promise<VerifierServices> {
  const { clock, random, fetch, logger, database, agent, closeAgent } = given
  const { world, verification, publicVerification, readCity } = given
  const { keyEncryptionKey, publicUrl, allowLoopbackHttp } = config
  await settleConfiguredApiKey(config.bootstrapApiKey, { database, clock })
  const documents = createPublicDocuments()
  const hostSlug = await ensureHostOrganisation({
    ...{ database, clock, publicUrl },
    configured: config,
  })
  const { reader } = database
  const organisations = createOrganisationStore({ reader, configured: config })
  const onBehalf = createOnBehalf({
    organisations,
    publicUrl,
    openIdentity: ({ did, home }) =>
      openIdentity(did, {
        agent,
        database,
        clock,
        publish: (document) => {
          if (home !== 'own-domain') publishIdentity(document, documents)
        },
      }),
  })
  await onBehalf.refresh()
  const derive = await openDerivation({ database, keyEncryptionKey, clock })
  const serviceName = (language: Language) => translate(language, 'verifier.service')
  const mail = openMail(config, { serviceName, database, clock, logger, derive })
  const { reportedCities } = config
  const batches = createBatchJob({
    ...{ database, clock, fetch, verification, keyEncryptionKey },
    ...(reportedCities && { reportedCities }),
  })
  const jobs = createJobs({ database, clock, logger, kinds: { [batchJob]: batches } })
  const staff = createStaffPorts({ ...mail, database, clock, publicUrl, organisations })
  return {
    ...(reportedCities && { reportedCities }),
    ...onBehalf,
    ...mail,
    config,
    logger,
    clock,
    random,
    database,
    agent,
    documents,
    organisations,
    hostSlug,
    publicUrl,
    derive,
    staff,
    ...openIntegration({
      ...{ database, clock, logger, fetch, derive },
      onDisabled: tellOfDisabled(disabledPorts({ ...mail, clock, publicUrl, staff })),
    }),
    ...(config.singleSignOn && {
      singleSignOn: createSingleSignOn(config.singleSignOn, {
        publicUrl,
        fetch,
        allowLoopbackHttp,
      }),
    }),
    requests: createRequestStore({ database, keyEncryptionKey }),
    reports: createReportStore(database),
    madeReports: createMadeReportStore({ reader, keyEncryptionKey }),
    bundles: createKeptBundles(database),
    receipts: createReceiptStore(database),
    vacancies: createVacancyStore({ reader }),
    candidates: createCandidateStore({ reader, keyEncryptionKey, derive }),
    keyEncryptionKey,
    readPublishedBadges: createPublishedBadges(world),
    verification,
    publicVerification,
    fetch,
    readCity,
    resolveDid: verification.resolveDid,
    jobs,
    async close() {
      await jobs.close()
      await closeAgent()
      await database.close()
    },
  }
}
