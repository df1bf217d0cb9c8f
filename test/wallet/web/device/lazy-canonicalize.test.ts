import { describe, expect, it } from 'vitest'
import { verifyCredential } from '../../../../shared/verify/verify-credential.ts'
import { lazyCanonicalize } from '../../../../wallet/web/device/lazy-canonicalize.ts'
import { codesOf } from '../../../shared/verify/outcomes.ts'
import {
  badge,
  createHolder,
  createIssuer,
  createWorld,
  secure,
} from '../../../shared/verify/world.ts'

describe('lazyCanonicalize', () => {
  it('leaves a Data Integrity proof unknown while its part does not load, and tries again with the next badge', async () => {
    const world = createWorld()
    const issuer = createIssuer(world)
    const shown = await secure(badge(issuer, { id: createHolder().did }), issuer.signer)
    let isOffline = true
    const canonicalize = lazyCanonicalize(async () => {
      if (isOffline) throw new TypeError('Failed to fetch dynamically imported module')
      return import('../../../../shared/credential/canonicalize.ts')
    })
    const check = async () => {
      const report = await verifyCredential(shown, { ports: { ...world.ports, canonicalize } })
      return [report.verdict, codesOf(report).proof]
    }
    const offline = await check()
    isOffline = false
    expect([offline, await check()]).toEqual([
      ['unknown', 'not_loaded'],
      ['valid', 'ok'],
    ])
  })
})
