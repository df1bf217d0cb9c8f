import { describe, expect, test } from 'vitest'
import { createSealedRows } from '../../../../wallet/core/vault/sealed-rows.ts'
import { openConsentedHosts } from '../../../../wallet/web/device/consented-hosts.ts'
import { testCrypto, testDataKey } from '../../core/vault/test-crypto.ts'
import { memoryRows } from '../../memory-rows.ts'

async function openRows() {
  const dataKey = await testDataKey()
  return createSealedRows({
    storage: memoryRows().storage,
    dataKey: () => dataKey,
    crypto: testCrypto,
  })
}

describe('openConsentedHosts', () => {
  test('knows a host from the yes on, and after the wallet was opened again', async () => {
    const rows = await openRows()
    const hosts = await openConsentedHosts(rows)
    await hosts.add('city.example')
    const again = await openConsentedHosts(rows)
    expect(['city.example', 'other.example'].map(again.has)).toEqual([true, false])
  })

  test.each(['before', 'after'])(
    'keeps a host that is agreed to %s another tab’s are read',
    async (when) => {
      const hosts = await openConsentedHosts(await openRows())
      const acts = [() => hosts.add('city.example'), () => hosts.reload()]
      await Promise.all((when === 'before' ? acts : acts.reverse()).map((act) => act()))
      expect(hosts.has('city.example')).toBe(true)
    },
  )
})
