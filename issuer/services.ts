import { randomUUID } from 'node:crypto'
import type { NodeCanonicalization } from '../shared/node/canonicalization.ts'
import type { WaymarkAgent } from '../shared/node/compose-agent.ts'
import type { Database } from '../shared/node/database/database.ts'
import { parseDatabaseLocation } from '../shared/node/database/location.ts'
import { openDatabase } from '../shared/node/database/open-database.ts'
import type { Jobs } from '../shared/node/jobs/jobs.ts'
import { deriveWith } from '../shared/node/kms/derive-bytes.ts'
import { type DeriveBytes, openDerivationSecret } from '../shared/node/kms/installation-secret.ts'
import { verifySignature } from '../shared/node/kms/node-crypto.ts'
import type { Logger } from '../shared/node/logger.ts'
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
import type { Verification } from '../shared/verify/verification-port.ts'
import { appendBesideAwards, openAwarding } from './awards/open-awarding.ts'
import type { AwardingThread } from './awards/open-awarding-thread.ts'
import { type ClaimCodeOf, claimCodesFrom } from './claim-codes/claim-code.ts'
import type { IssuerConfig } from './config.ts'
import { createCredentialSigner } from './identity/badge-signer.ts'
import { ensureIdentity } from './identity/identities.ts'
import { publishCity } from './identity/publish-city.ts'
import { createCitySigner, createLogSigner } from './identity/statement-signer.ts'
import { logPath } from './log/log-routes.ts'
import { createSealer, type Sealer } from './log/sealer.ts'
import { createClaimSecrets } from './oid4vci/claim-secrets.ts'
import type { IssuePorts } from './oid4vci/issue-credential.ts'
import { createNonces } from './oid4vci/nonces.ts'
import type { OfferPorts } from './oid4vci/offers.ts'
import type { RedeemPorts } from './oid4vci/redeem-code.ts'
import { type OpenAgent, openAgent, type ServicesPorts } from './open-agent.ts'
import { openJobs } from './open-jobs.ts'
import { findProvider } from './providers/provider-store.ts'
import { type ProviderPorts, publishAllProviders } from './providers/publish-provider.ts'
import { createPublisher } from './publishing/publisher.ts'
import { issuerSchema } from './schema.ts'
import { type City, createCity } from './settings/city.ts'
import { createStaffPorts } from './staff/staff-ports.ts'
import { createStatusLists, type StatusLists } from './status/status-lists.ts'
import type { StatusPublishingPorts } from './status/status-publishing.ts'
import type { TrustListPorts } from './trust/publish-trust-list.ts'
import { disabledPorts } from './webhooks/webhook-ports.ts'

/** Everything that the issuer's use cases stand on. Each takes the part that it needs. */
export type IssuerServices = OfferPorts &
  RedeemPorts &
  IssuePorts &
  ProviderPorts &
  StatusPublishingPorts &
  TrustListPorts &
  MailParts &
  IntegrationParts & {
    config: IssuerConfig
    logger: Logger
    database: Database
    agent: WaymarkAgent
    verifyCredential: Verification['verifyCredential']
    /** What checking presentations asks of the world. */
    verification: VerificationPorts
    canonicalization: Pick<NodeCanonicalization, 'differences'>
    documents: PublicDocuments
    derive: DeriveBytes
    claimCodeOf: ClaimCodeOf
    cityDid: string
    /** Reads what another city says of itself. */
    readCity: CityReader
    statusLists: StatusLists
    /** Where awards are made at busy moments; absent where there is no core for it. */
    awardingThread: AwardingThread | undefined
    sealer: Sealer
    jobs: Jobs
    staff: StaffPorts
    singleSignOn?: SingleSignOn
    /** The city's name and look, as its team set them. */
    city: City
    close(): Promise<void>
  }

/** Opens the stores and the agent; on the first start it makes the city's identity. */
export async function openServices(
  config: IssuerConfig,
  ports: ServicesPorts,
): Promise<IssuerServices> {
  const database = await openDatabase(parseDatabaseLocation(config.database), issuerSchema)
  try {
    const opened = await openAgent(config, { ...ports, database })
    const { closeAgent } = opened
    try {
      return await wire(config, { ...ports, ...opened, database })
    } catch (error) {
      await closeAgent()
      throw error
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

async function wire(
  config: IssuerConfig,
  given: ServicesPorts & OpenAgent & { database: Database },
): Promise<IssuerServices> {
  const { clock, logger, database, agent, fetch } = given
  const { publicUrl, statusTtlSeconds: ttlSeconds } = config
  const documents = createPublicDocuments()
  const publisher = createPublisher({ database, documents })
  const secret = await openDerivationSecret({ ...config, database, clock })
  const derive = deriveWith(secret)
  const city = createCity({ config, reader: database.reader })
  await city.refresh()
  const mail = openMail(config, { serviceName: city.name, database, clock, logger, derive })
  const { reader } = database
  const sign = createCredentialSigner({ agent, reader })
  const issuerOf = async (slug: string) => {
    const provider = await findProvider(database.reader, slug)
    if (provider === undefined) throw new Error('a status list has no provider')
    return provider.did
  }
  const statusPorts = { database, publisher, sign, issuerOf, publicUrl, ttlSeconds, clock }
  const statusLists = createStatusLists({ ...statusPorts, logger })
  await settleConfiguredApiKey(config.bootstrapApiKey, { database, clock })
  const cityDid = await ensureIdentity(publicUrl, { agent, database, clock })
  const citySigner = () => createCitySigner({ cityDid, agent, reader })
  const logUrl = `${publicUrl}${logPath}`
  const signLogState = createLogSigner({ cityDid, logUrl, citySigner })
  const awardingThread = openAwarding(config, { secret, clock, ...mail })
  const append = appendBesideAwards(awardingThread, database)
  const sealer = createSealer({ database, signLogState, node: randomUUID(), clock, append })
  await publishCity({ publicUrl, cityDid, reader, publisher })
  await publishAllProviders({ database, agent, publisher, publicUrl, cityDid, clock })
  await publisher.refresh()
  await sealer.sealNow()
  const secrets = createClaimSecrets(derive)
  const claimCodeOf = claimCodesFrom(derive)
  const skillFramework = `${config.cityName.en}: skills`
  const { canonicalize } = given.verification
  const jobs = openJobs(config, {
    ...{ ...mail, ...statusPorts, statusLists, secrets, derive, secret, skillFramework, logger },
    canonicalize,
  })
  const staff = createStaffPorts({ ...mail, city, database, clock, publicUrl })
  return {
    ...statusPorts,
    config,
    logger,
    agent,
    documents,
    derive,
    cityDid,
    get cityName() {
      return city.name('en')
    },
    city,
    citySigner,
    signLogState,
    secrets,
    claimCodeOf,
    nonces: createNonces({ derive, clock }),
    resolveDid: given.resolveDid,
    readCity: given.readCity,
    verifyCredential: given.verifyCredential,
    verification: given.verification,
    canonicalization: given.canonicalization,
    verifySignature,
    skillFramework,
    statusLists,
    awardingThread,
    sealer,
    jobs: jobs.jobs,
    staff,
    ...openIntegration({
      ...{ database, clock, logger, fetch, derive },
      onDisabled: tellOfDisabled(disabledPorts({ ...mail, clock, publicUrl, staff })),
    }),
    ...(config.singleSignOn && {
      singleSignOn: createSingleSignOn(config.singleSignOn, {
        publicUrl,
        fetch,
        allowLoopbackHttp: config.allowLoopbackHttp,
      }),
    }),
    ...mail,
    async close() {
      await jobs.close()
      await awardingThread?.close()
      await statusLists.close()
      await given.closeAgent()
      await database.close()
    },
  }
}
