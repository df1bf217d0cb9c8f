import { expect, it } from 'vitest'
import { actorNames } from '../../../issuer/badges/actor-names.ts'
import { settleConfiguredApiKey } from '../../../shared/server/api/configured-api-key.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { storeCity } from '../stored-city.ts'

forEachDatabase('actorNames', (bench) => {
  it('calls a program by the name of its key, and nobody by the name of another', async () => {
    const ports = await storeCity(bench)
    const { database } = ports
    await settleConfiguredApiKey('key-of-the-city-0123456789-abcdefghij', ports)
    const actors = ['api-key:configuration', 'api-key:gone', 'staff:gone', 'city']
    expect([...(await actorNames(database.reader, actors))]).toEqual([
      ['api-key:configuration', 'From the configuration (API key)'],
      ['api-key:gone', 'api-key:gone'],
      ['staff:gone', 'staff:gone'],
      ['city', 'city'],
    ])
  })
})
