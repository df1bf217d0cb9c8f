import { expect, test } from 'vitest'
import { createApiKeyStore, hashApiKey } from '../../../../shared/server/api/api-keys.ts'
import { apiSchema } from '../../../../shared/server/api/api-schema.ts'
import { settleConfiguredApiKey } from '../../../../shared/server/api/configured-api-key.ts'
import { createTestClock } from '../../../support/clock.ts'
import { forEachDatabase } from '../../../support/postgres.ts'

forEachDatabase('settleConfiguredApiKey', (bench) => {
  async function settle(...texts: (string | undefined)[]) {
    const ports = { database: await bench.open(apiSchema), clock: createTestClock() }
    for (const text of texts) await settleConfiguredApiKey(text, ports)
    const { findByHash } = createApiKeyStore(ports)
    return async (text: string) => (await findByHash(hashApiKey(text)))?.id
  }

  test('lets the configured key in, start after start', async () => {
    const idOf = await settle('one', 'one')
    expect(await idOf('one')).toBe('configuration')
  })

  test('ends the key that stood there before; the new one is the same client', async () => {
    const idOf = await settle('one', 'two')
    expect([await idOf('one'), await idOf('two')]).toEqual([undefined, 'configuration'])
  })

  test('ends it where none is configured any more, and takes it back', async () => {
    const none = await settle('one', undefined)
    expect(await none('one')).toBe(undefined)
    const again = await settle('one', undefined, 'one')
    expect(await again('one')).toBe('configuration')
  })

  test('refuses the key of a client, which would gain the rights of the application', async () => {
    const ports = { database: await bench.open(apiSchema), clock: createTestClock() }
    const client = { id: 'youth', name: 'Harbour Youth', provider: 'harbour-youth' }
    await createApiKeyStore(ports).add({ ...client, text: 'one' })
    await expect(settleConfiguredApiKey('one', ports)).rejects.toMatchObject({
      code: 'config_invalid',
    })
    const found = await createApiKeyStore(ports).findByHash(hashApiKey('one'))
    expect(found).toMatchObject(client)
  })

  test('does nothing where there never was one', async () => {
    const idOf = await settle(undefined)
    expect(await idOf('one')).toBe(undefined)
  })
})
