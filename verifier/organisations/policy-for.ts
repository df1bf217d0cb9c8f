import type { VerificationPolicy } from '../../shared/verify/ports.ts'
import type { Vacancy } from '../vacancies/vacancy.ts'
import type { Organisation } from './organisation.ts'

export type PolicyAsked = {
  organisation: Pick<Organisation, 'trustedCities'>
  vacancy?: Pick<Vacancy, 'trustedCities' | 'needs'> | undefined
  /** Whose the badges should be. */
  expected?: { name?: string | undefined; email?: string | undefined }
}

/**
 * Whose word counts for what is sent to an organisation. A name is compared and stands in the report; who writes it in
 * another way is not made a cheat by that.
 * @param ports.reportedCities whose word is told, and decides nothing, where the organisation trusts no city
 */
export function policyFor(
  { organisation, vacancy, expected: { name, email } = {} }: PolicyAsked,
  { reportedCities }: { reportedCities?: VerificationPolicy['trustedCities'] },
): VerificationPolicy {
  const trusted = vacancy?.trustedCities ?? organisation.trustedCities
  const recipient = { ...(name !== undefined && { name }), ...(email !== undefined && { email }) }
  const asked = name === undefined && email === undefined ? {} : { recipient }
  if (trusted.length > 0) {
    return { ...asked, trustedCities: trusted, required: ['accreditation', 'log'] }
  }
  const asksForBadgesById = vacancy?.needs.some(({ wanted }) => wanted.kind === 'badge') ?? false
  const reported = reportedCities && { trustedCities: reportedCities }
  return { ...asked, ...reported, asksForBadgesById, required: [] }
}
