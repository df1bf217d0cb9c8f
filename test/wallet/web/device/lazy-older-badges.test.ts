import { expect, test } from 'vitest'
import { importBadges } from '../../../../wallet/core/import/import-badges.ts'
import { lazyOlderBadges } from '../../../../wallet/web/device/lazy-older-badges.ts'
import { assertion } from '../../../shared/verify/open-badge-2/examples.ts'
import { createFakeWorld } from '../../fake-ports.ts'

test('a badge of an older kind is kept as unknown while what checks it does not load, and then checked', async () => {
  const { ports } = createFakeWorld()
  let isOffline = true
  const asked: string[] = []
  const fetch = async (url: string | URL) => {
    asked.push(String(url))
    return new Response('', { status: 404 })
  }
  const verifyOpenBadge2 = lazyOlderBadges({ fetch, clock: ports.clock }, async () => {
    if (isOffline) throw new TypeError('Failed to fetch dynamically imported module')
    return import('../../../../wallet/web/device/verify-older-badge.ts')
  })
  const take = async () => {
    const [kept] = await importBadges(JSON.stringify(assertion), { ...ports, verifyOpenBadge2 })
    return [kept?.badge.report.verdict, asked.length > 0]
  }
  const offline = await take()
  isOffline = false
  expect([offline, await take()]).toEqual([
    ['unknown', false],
    ['invalid', true],
  ])
})
