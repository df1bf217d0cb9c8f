import { join } from 'node:path'
import type { IssuerConfig } from '../../issuer/config.ts'
import { type IssuerServices, openServices } from '../../issuer/services.ts'
import { keyEncryptionKeyFrom } from '../../shared/node/kms/key-encryption.ts'
import { createLogger } from '../../shared/node/logger.ts'

/** Where a city is that several processes work on, as a text for their arguments. */
export type BulkPlace = { database: string; folder: string }

/** Opens the services of the city without a server. All of this place's processes have the same key. */
export function openBulkCity(
  { database, folder }: BulkPlace,
  clock: () => Date,
): Promise<IssuerServices> {
  const config: IssuerConfig = {
    publicUrl: 'https://cardiff.example',
    host: '127.0.0.1',
    port: 0,
    database,
    agentDatabase: join(folder, 'agent.sqlite'),
    keyEncryptionKey: keyEncryptionKeyFrom(new Uint8Array(32).fill(7)),
    walletUrl: 'https://wallet.example',
    cityName: { en: 'Cardiff', cy: 'Caerdydd' },
    demo: true,
    allowLoopbackHttp: false,
    statusTtlSeconds: 300,
    logLevel: 'silent',
    workerThreads: 1,
  }
  return openServices(config, {
    clock,
    fetch: () => Promise.reject(new TypeError('nothing is fetched here')),
    logger: createLogger({ name: 'issuer', level: 'silent' }),
  })
}
