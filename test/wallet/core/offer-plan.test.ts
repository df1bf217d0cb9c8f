import { describe, expect, test } from 'vitest'
import type { CredentialConfiguration } from '../../../wallet/core/issuer-metadata.ts'
import { planOffer } from '../../../wallet/core/offer-plan.ts'
import type { Holder } from '../../../wallet/core/wallet-ports.ts'
import { ed25519TestKey, p256TestKey } from '../../support/signing-keys.ts'

const ldp: CredentialConfiguration = {
  id: 'first-aid-ldp',
  format: 'ldp_vc',
  types: ['VerifiableCredential', 'OpenBadgeCredential'],
  name: 'First aid',
  bindingMethods: ['did:key', 'did:web'],
  proofAlgorithms: ['EdDSA'],
}
const jwt: CredentialConfiguration = {
  ...ldp,
  id: 'first-aid-jwt',
  format: 'jwt_vc_json',
  proofAlgorithms: ['EdDSA', 'ES256'],
}
const other: CredentialConfiguration = { ...ldp, id: 'swimming', name: 'Swimming' }

const at = { isDefault: false, createdAt: '2026-11-01T09:00:00Z' }
const edHolder: Holder = { did: ed25519TestKey('ed').did, curve: 'Ed25519', ...at }
const ecHolder: Holder = { did: p256TestKey('ec').did, curve: 'P-256', ...at }

describe('planOffer', () => {
  test('takes one form of a badge that is offered in two', () => {
    expect(planOffer({ configurations: [jwt, ldp], holders: [edHolder] })).toEqual({
      holder: edHolder,
      badges: [{ configuration: ldp, format: 'ldp_vc' }],
      unavailable: [],
    })
  })

  test('takes every badge of several', () => {
    const plan = planOffer({ configurations: [ldp, jwt, other], holders: [edHolder] })
    expect(plan.badges.map(({ configuration }) => configuration.id)).toEqual([
      'first-aid-ldp',
      'swimming',
    ])
  })

  test('takes the form that the learner wants', () => {
    const input = {
      configurations: [ldp, jwt],
      holders: [edHolder],
      format: 'jwt_vc_json',
    } as const
    expect(planOffer(input).badges).toEqual([{ configuration: jwt, format: 'jwt_vc_json' }])
  })

  test('takes the form that fits the key', () => {
    expect(planOffer({ configurations: [ldp, jwt], holders: [ecHolder] }).badges).toEqual([
      { configuration: jwt, format: 'jwt_vc_json' },
    ])
  })

  test('takes the identity that the badge can be bound to', () => {
    const plan = planOffer({ configurations: [ldp], holders: [ecHolder, edHolder] })
    expect(plan.holder).toEqual(edHolder)
  })

  test('plans for an identity that has yet to be made', () => {
    expect(planOffer({ configurations: [ldp], holders: [] })).toEqual({
      badges: [{ configuration: ldp, format: 'ldp_vc' }],
      unavailable: [],
    })
  })

  test('says what it leaves out, and why', () => {
    const unread = { ...other, id: 'licence', name: 'Licence', format: 'mso_mdoc' }
    const unbound = { ...other, bindingMethods: ['did:ion'] }
    const plan = planOffer({ configurations: [ldp, unread, unbound], holders: [edHolder] })
    expect(plan.unavailable).toEqual([
      { configurationId: 'licence', reason: 'format' },
      { configurationId: 'swimming', reason: 'holder' },
    ])
  })

  test('takes a badge that the issuer binds to no key', () => {
    const { bindingMethods: _, proofAlgorithms: __, ...unbound } = ldp
    expect(planOffer({ configurations: [unbound], holders: [edHolder] }).badges).toHaveLength(1)
  })

  test('reads a bare `did` as every DID', () => {
    const any = { ...ldp, bindingMethods: ['did'] }
    expect(planOffer({ configurations: [any], holders: [edHolder] }).badges).toHaveLength(1)
  })
})
