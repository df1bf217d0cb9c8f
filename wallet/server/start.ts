import type { Database } from '../../shared/node/database/database.ts'
import { parseDatabaseLocation } from '../../shared/node/database/location.ts'
import { openDatabase } from '../../shared/node/database/open-database.ts'
import { createGuardedFetch, type GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { verifySignature } from '../../shared/node/kms/node-crypto.ts'
import { createLogger } from '../../shared/node/logger.ts'
import type { RunningApplication } from '../../shared/node/running-application.ts'
import { listen } from '../../shared/server/http/listen.ts'
import type { Logger } from '../../shared/server/operation/logger.ts'
import { createAddressQuota } from './address-quota.ts'
import { createWalletApp, type WalletAppServices } from './app.ts'
import { findAppFolder } from './app-files/read-app-files.ts'
import type { WalletServerConfig } from './config.ts'
import { createHostedDocumentStore } from './people/hosted-document-store.ts'
import { createRelay } from './relay/relay.ts'
import { createSealedQuota } from './sealed-quota.ts'
import { createShareStore } from './shares/share-store.ts'
import { sweepNowAndThen } from './sweep.ts'
import { createVaultCopyStore } from './vaults/vault-copy-store.ts'
import { walletServerSchema } from './wallet-server-schema.ts'

/** What tests put in place of the world; everything has a default. */
export type WalletServerPorts = {
  clock?: () => Date
  logger?: Logger
  fetch?: GuardedFetch
  /** Where the built app is. */
  appFolder?: string
}

/** Opens the database, then listens. @throws AppError config_invalid | database_unavailable */
export async function startWallet(
  config: WalletServerConfig,
  ports: WalletServerPorts = {},
): Promise<RunningApplication> {
  const database = await openDatabase(parseDatabaseLocation(config.database), walletServerSchema)
  try {
    const services = servicesOf(config, ports, database)
    const { host, port, tls } = config
    const server = await listen(createWalletApp(services), { host, port, ...(tls && { tls }) })
    const stopSweeping = sweepNowAndThen(services)
    return {
      name: 'wallet',
      url: config.publicUrl,
      async close() {
        await server.close()
        await stopSweeping()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

const mebibyte = 1024 * 1024

function servicesOf(
  config: WalletServerConfig,
  ports: WalletServerPorts,
  database: Database,
): WalletAppServices {
  const { publicUrl, trustedProxies, allowLoopbackHttp, extraCa } = config
  const clock = ports.clock ?? (() => new Date())
  const vaultCopies = createVaultCopyStore({ database, clock })
  const shares = createShareStore({ database, clock })
  const ask =
    ports.fetch ??
    createGuardedFetch({ allowLoopbackHttp, ...(extraCa !== undefined && { extraCa }) })
  return {
    publicUrl,
    allowLoopbackHttp,
    ...(trustedProxies !== undefined && { trustedProxies }),
    documents: createHostedDocumentStore(database),
    verifySignature,
    vaultCopies,
    shares,
    quota: createSealedQuota({
      perAddress: createAddressQuota({
        perDay: (config.addressMegabytesPerDay ?? 1_024) * mebibyte,
        clock,
      }),
      maxBytes: (config.storageMegabytes ?? 20_480) * mebibyte,
      measure: async () => (await vaultCopies.totalBytes()) + (await shares.totalBytes()),
      clock,
    }),
    relay: createRelay({ fetch: ask, publicUrl }),
    appFolder: ports.appFolder ?? findAppFolder(),
    clock,
    logger: ports.logger ?? createLogger({ name: 'wallet', level: config.logLevel }),
  }
}
