import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Database } from '../../shared/node/database/database.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import type { Sealer } from '../log/sealer.ts'
import type { Permission } from '../staff/roles.ts'
import type { StatusLists } from '../status/status-lists.ts'
import { publishTrustList, type TrustListPorts } from '../trust/publish-trust-list.ts'
import { type BundlePorts, bundleLines } from './bundle-lines.ts'

export type BundleApiPorts = Omit<BundlePorts, 'reader'> &
  TrustListPorts & { database: Database; sealer: Sealer; statusLists: StatusLists }

const path = '/api/v1/bundle'

/** For the city alone. */
export function bundleApiRoutes(ports: BundleApiPorts): GuardedRoute<Permission>[] {
  return [
    {
      method: 'GET',
      path,
      permission: 'city.manage',
      scope: 'everywhere',
      errors: 'problem',
      description: {
        tag: 'continuity',
        summary: 'What proves all badges without the city',
        answerType: 'application/gzip',
      },
      async handler(_request, response) {
        await ports.statusLists.publishDue()
        await ports.sealer.sealNow()
        await publishTrustList(ports)
        const day = ports.clock().toISOString().slice(0, 10)
        response
          .set('Cache-Control', 'no-store')
          .attachment(`bundle-${day}.ndjson.gz`)
          .type('application/gzip')
        const lines = bundleLines({ ...ports, reader: ports.database.reader })
        // a fault in the middle breaks the connection off: the manifest is missing then
        await pipeline(Readable.from(lines, { objectMode: true }), createGzip(), response)
      },
    },
  ]
}
