import { expect, it } from 'vitest'
import { findNeeds } from '../../../issuer/console/needs.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import type { Permission } from '../../../issuer/staff/roles.ts'
import { type Access, everywhere } from '../../../shared/server/access.ts'
import { createTestClock } from '../../support/clock.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'

const access = {
  actorId: 'staff:carys',
  can: () => true,
  isKnownIn: () => true,
  scopesOf: () => [everywhere],
} satisfies Access<Permission>

forEachDatabase('findNeeds', (bench) => {
  it('says where a city begins that has no provider', async () => {
    const ports = { database: await bench.open(issuerSchema), clock: createTestClock() }
    expect(await findNeeds(everywhere, access, ports)).toEqual([
      { text: 'Begin here: add the first provider', href: '/console/city/providers/new' },
    ])
  })

  it('says it no more once there is one', async () => {
    expect(await findNeeds(everywhere, access, await storeCity(bench))).toEqual([])
  })
})
