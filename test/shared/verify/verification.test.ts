import { describe, expect, it } from 'vitest'
import { createVerification } from '../../../shared/verify/verification.ts'
import { problemsOf } from './outcomes.ts'
import {
  badge,
  binding,
  createHolder,
  createIssuer,
  createWorld,
  present,
  secure,
} from './world.ts'

describe('createVerification', () => {
  it('verifies with the ports and the policy that it was given', async () => {
    const world = createWorld()
    const issuer = createIssuer(world)
    const holder = createHolder()
    const signed = await secure(badge(issuer, { id: holder.did }), issuer.signer)
    const shown = await present([signed], holder)
    const { verifyCredential, verifyPresentation } = createVerification(world.ports)
    expect((await verifyCredential(signed)).verdict).toBe('valid')
    expect(problemsOf(await verifyCredential(signed, { expectedHolder: issuer.did }))).toEqual([
      'holder-binding:subject_differs',
    ])
    expect((await verifyPresentation(shown, { binding })).verdict).toBe('valid')
    const asking = createVerification(world.ports, { recipient: { email: 'ann@quay.example' } })
    expect((await asking.verifyPresentation(shown, { binding })).verdict).toBe('unknown')
  })
})
