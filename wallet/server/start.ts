import { openDatabase } from '../../shared/node/database/database.ts'
import { parseDatabaseLocation } from '../../shared/node/database/location.ts'
import { verifySignature } from '../../shared/node/kms/node-crypto.ts'
import { createLogger } from '../../shared/node/logger.ts'
import type { RunningApplication } from '../../shared/node/running-application.ts'
import { listen } from '../../shared/server/listen.ts'
import type { Logger } from '../../shared/server/logger.ts'
import { createWalletApp } from './app.ts'
import type { WalletServerConfig } from './config.ts'
import { createHostedDocumentStore, walletServerSchema } from './people/hosted-document-store.ts'

export type WalletServerPorts = { clock?: () => Date; logger?: Logger }

/** Opens the database, then listens. @throws AppError config_invalid | database_unavailable */
export async function startWallet(
  config: WalletServerConfig,
  ports: WalletServerPorts = {},
): Promise<RunningApplication> {
  const clock = ports.clock ?? (() => new Date())
  const logger = ports.logger ?? createLogger({ name: 'wallet', level: config.logLevel })
  const database = await openDatabase(parseDatabaseLocation(config.database), walletServerSchema)
  const { publicUrl, trustedProxies } = config
  const app = createWalletApp({
    publicUrl,
    ...(trustedProxies !== undefined && { trustedProxies }),
    documents: createHostedDocumentStore(database),
    verifySignature,
    clock,
    logger,
  })
  try {
    const { host, port, tls } = config
    const server = await listen(app, { host, port, ...(tls && { tls }) })
    return {
      name: 'wallet',
      url: publicUrl,
      async close() {
        await server.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}
