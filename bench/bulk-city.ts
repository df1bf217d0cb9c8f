import { join } from 'node:path'
import { keepBulk, readBulk, startBulk } from '../issuer/bulk/bulk-award.ts'
import type { IssuerConfig } from '../issuer/config.ts'
import { seedDemonstrationCity } from '../issuer/demo/seed-demonstration-city.ts'
import { type IssuerServices, openServices } from '../issuer/services.ts'
import { keyEncryptionKeyFrom } from '../shared/node/kms/key-encryption.ts'
import { createLogger } from '../shared/node/logger.ts'
import type { CredentialFormat } from '../shared/oid4vc/credential-format.ts'

/** Where a city is that several processes work on, as a text for their arguments. */
export type BenchPlace = { folder: string; database: string; threads?: number }

const actor = { name: 'bench' }
const provider = 'harbour-youth'

export const benchUrl = 'https://city.example'

export function benchConfig({ folder, database }: BenchPlace): IssuerConfig {
  return {
    publicUrl: benchUrl,
    ...{ host: '127.0.0.1', port: 0, database },
    agentDatabase: join(folder, `agent-${database.replace(/\W/g, '').slice(-24)}.sqlite`),
    keyEncryptionKey: keyEncryptionKeyFrom(new Uint8Array(32).fill(7)),
    walletUrl: 'https://wallet.example',
    cityName: { en: 'City', cy: 'Dinas' },
    ...{ demo: true, allowLoopbackHttp: false, statusTtlSeconds: 300, logLevel: 'silent' },
  }
}

/** The services of a demonstration city without its server. */
export async function openBenchCity({
  folder,
  database,
  threads,
}: BenchPlace): Promise<IssuerServices> {
  return openServices(
    {
      ...benchConfig({ folder, database }),
      ...(threads !== undefined && { workerThreads: threads }),
    },
    {
      clock: () => new Date(),
      fetch: () => Promise.reject(new TypeError('nothing is fetched here')),
      logger: createLogger({ name: 'bench', level: 'silent' }),
    },
  )
}

export async function openSeededCity(place: BenchPlace): Promise<IssuerServices> {
  const services = await openBenchCity(place)
  await seedDemonstrationCity(services)
  return services
}

/** Reads a CSV of so many people and lets it be awarded: what is signed at once, as files. @returns its id */
export async function startRoster(
  services: IssuerServices,
  rows: number,
  format: CredentialFormat = 'jwt_vc_json',
): Promise<string> {
  const lines = Array.from({ length: rows }, (_, at) => `p${at}@learner.example,Person ${at}`)
  const draft = await readBulk(
    {
      ...{ provider, badge: 'first-aid', delivery: 'download', format, notify: false },
      ...{ fileName: 'bench.csv', bytes: Buffer.from(['email,name', ...lines].join('\n')) },
    },
    actor,
    services,
  )
  if ('refused' in draft) throw new Error(draft.refused)
  await services.database.transact(async (tx) => {
    await keepBulk(tx, draft)
    await startBulk(tx, draft.bulk, { actor, at: services.clock().toISOString() })
  })
  return draft.bulk.id
}

/** @returns rows a second, from the CSV to the last commit */
export async function awardRoster(
  services: IssuerServices,
  rows: number,
  format?: CredentialFormat,
): Promise<number> {
  const start = performance.now()
  const id = await startRoster(services, rows, format)
  await services.jobs.runDue()
  const passed = performance.now() - start
  const [job]: { state: string }[] = await services.database.reader.query(
    `SELECT state FROM job WHERE id = '${id}'`,
  )
  if (job?.state !== 'done') throw new Error(`the list is ${job?.state}`)
  return (rows / passed) * 1_000
}
