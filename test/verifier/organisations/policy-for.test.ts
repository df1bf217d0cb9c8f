import { describe, expect, it } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { policyFor } from '../../../verifier/organisations/policy-for.ts'
import type { Vacancy } from '../../../verifier/vacancies/vacancy.ts'

const cardiff = parseDid('did:web:cardiff.example')
const hull = parseDid('did:web:hull.example')
const ports = { reportedCities: [hull] }
const needs = [
  { wanted: { kind: 'badge' } },
  // sound: of a need, no more is read here
] as unknown as Vacancy['needs']

describe(policyFor, () => {
  it('lets the cities of the organisation decide, or those of the vacancy in their place', () => {
    const organisation = { trustedCities: [cardiff] }
    const decided = { required: ['accreditation', 'log'] }
    expect(policyFor({ organisation }, ports)).toEqual({ ...decided, trustedCities: [cardiff] })
    const vacancy = { trustedCities: [hull], needs }
    expect(policyFor({ organisation, vacancy }, ports)).toEqual({
      ...decided,
      trustedCities: [hull],
    })
  })

  it('only reports what cities say where none is trusted', () => {
    const organisation = { trustedCities: [] }
    expect(policyFor({ organisation }, ports)).toEqual({
      trustedCities: [hull],
      asksForBadgesById: false,
      required: [],
    })
    const vacancy = { trustedCities: [], needs }
    expect(policyFor({ organisation, vacancy }, {})).toEqual({
      asksForBadgesById: true,
      required: [],
    })
  })

  it.each([
    [{}, undefined],
    [{ name: undefined, email: undefined }, undefined],
    [{ name: 'Sam Jones' }, { name: 'Sam Jones' }],
    [{ email: 'sam@learner.example' }, { email: 'sam@learner.example' }],
  ])('compares %o, and lets nothing depend on it', (expected, recipient) => {
    const policy = policyFor({ organisation: { trustedCities: [cardiff] }, expected }, ports)
    expect([policy.recipient, policy.required]).toEqual([recipient, ['accreditation', 'log']])
  })
})
