import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { apiRoutes, consoleRoutes } from '../../issuer/guarded-routes.ts'
import { openServices } from '../../issuer/services.ts'
import type { Permission } from '../../issuer/staff/roles.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { createLogger } from '../../shared/node/logger.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { createTestClock } from '../support/clock.ts'
import { createDescribedCheck } from '../support/described-answers.ts'
import { memoryFolder } from '../support/temp-folder.ts'

export type IssuerRoute = GuardedRoute<Permission>

/** The routes that the application mounts, from the same lists. They are read, never asked. */
export async function describedRoutes(): Promise<{ console: IssuerRoute[]; api: IssuerRoute[] }> {
  const folder = mkdtempSync(join(memoryFolder(), 'waymark-'))
  const services = await openServices(
    {
      publicUrl: 'https://cardiff.example',
      host: '127.0.0.1',
      port: 0,
      database: `${folder}/routes.sqlite`,
      agentDatabase: `${folder}/routes-agent.sqlite`,
      keyEncryptionKey: generateKeyEncryptionKey(),
      walletUrl: 'https://wallet.example',
      cityName: { en: 'Cardiff', cy: 'Caerdydd' },
      demo: false,
      allowLoopbackHttp: false,
      statusTtlSeconds: 300,
      logLevel: 'silent',
    },
    {
      clock: createTestClock(),
      fetch: () => Promise.reject(new TypeError('nothing is asked')),
      logger: createLogger({ name: 'issuer', level: 'silent' }),
    },
  )
  const all = { console: consoleRoutes(services), api: apiRoutes(services) }
  await services.close()
  rmSync(folder, { recursive: true })
  return all
}

export const expectAsDescribed = createDescribedCheck(async () => (await describedRoutes()).api)
