import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { createLogger } from '../../shared/node/logger.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { apiRoutes } from '../../verifier/guarded-routes.ts'
import { openServices } from '../../verifier/services.ts'
import type { Permission } from '../../verifier/staff/roles.ts'
import { createTestClock } from '../support/clock.ts'
import { createDescribedCheck } from '../support/described-answers.ts'
import { memoryFolder } from '../support/temp-folder.ts'

/** The routes of the API that the application mounts, from the same list. They are read, never asked. */
export async function describedRoutes(): Promise<GuardedRoute<Permission>[]> {
  const folder = mkdtempSync(join(memoryFolder(), 'waymark-'))
  const services = await openServices(
    {
      publicUrl: 'https://hire.example',
      host: '127.0.0.1',
      port: 0,
      database: join(folder, 'routes.sqlite'),
      agentDatabase: join(folder, 'routes-agent.sqlite'),
      keyEncryptionKey: generateKeyEncryptionKey(),
      walletUrl: 'https://wallet.example',
      employerName: 'Harbour Bakery',
      demo: false,
      allowLoopbackHttp: false,
      requestTtlSeconds: 3600,
      logLevel: 'silent',
    },
    {
      clock: createTestClock(),
      random: (length) => new Uint8Array(length),
      fetch: () => Promise.reject(new TypeError('nothing is asked')),
      logger: createLogger({ name: 'verifier', level: 'silent' }),
    },
  )
  const routes = apiRoutes(services)
  await services.close()
  rmSync(folder, { recursive: true })
  return routes
}

export const expectAsDescribed = createDescribedCheck(describedRoutes)
