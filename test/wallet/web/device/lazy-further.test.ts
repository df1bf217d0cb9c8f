import { describe, expect, it } from 'vitest'
import { signCredentialJwt } from '../../../../shared/credential/vc-jwt.ts'
import { verifyCredential } from '../../../../shared/verify/verify-credential.ts'
import { lazyFurther } from '../../../../wallet/web/device/lazy-further.ts'
import { codesOf } from '../../../shared/verify/outcomes.ts'
import { badge, createHolder, createIssuer, createWorld } from '../../../shared/verify/world.ts'

describe('lazyFurther', () => {
  it('leaves unknown what needs a part that does not load, and tries again with the next badge', async () => {
    const world = createWorld()
    const issuer = createIssuer(world)
    const url = 'https://city.example/revocations'
    const list = JSON.stringify({ id: url, issuer: issuer.did, revokedCredentials: [] })
    world.lists.set(url, { outcome: 'fetched', body: list, fetchedAt: world.clock() })
    const credentialStatus = { id: url, type: '1EdTechRevocationList' }
    const unsigned = { ...badge(issuer, { id: createHolder().did }), credentialStatus }
    const shown = await signCredentialJwt({ credential: unsigned, signer: issuer.signer })
    let isOffline = true
    const nobody = async () => {
      throw new Error('nobody is asked here')
    }
    const further = lazyFurther({ fetch: nobody, clock: world.clock }, async () => {
      if (isOffline) throw new TypeError('Failed to fetch dynamically imported module')
      return import('../../../../shared/verify/further/create-further-verification.ts')
    })
    const check = async () => {
      const report = await verifyCredential(shown, { ports: { ...world.ports, further } })
      return [report.verdict, codesOf(report).status]
    }
    const offline = await check()
    isOffline = false
    expect([offline, await check()]).toEqual([
      ['unknown', 'type_unsupported'],
      ['valid', 'ok'],
    ])
  })
})
