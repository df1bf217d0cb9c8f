import type { Did } from '../../shared/did/did.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { type LookPorts, lookAtCity } from './known-city.ts'

/** Looks at the list of every city that an organisation trusts, so that checks find it young, and people see it. */
export async function refreshCities(
  ports: LookPorts & { organisations: Pick<OrganisationStore, 'list'> },
): Promise<void> {
  const organisations = await ports.organisations.list()
  const cities = new Set<Did>(organisations.flatMap(({ trustedCities }) => trustedCities))
  for (const city of cities) await lookAtCity(city, { fresh: false }, ports)
}
