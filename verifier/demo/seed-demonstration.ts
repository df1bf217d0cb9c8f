import { isAppError } from '../../shared/errors/app-error.ts'
import { seedDemonstrationPeople } from '../../shared/server/staff/demonstration-people.ts'
import { type MakeOrganisationPorts, makeOrganisation } from '../organisations/make-organisation.ts'
import { demonstrationStaff, quaysideCycles } from './demonstration-staff.ts'

/** A second organisation, and somebody for each role. Again, it changes nothing. */
export async function seedDemonstration(
  ports: MakeOrganisationPorts & { hostSlug: string; password?: string | undefined },
): Promise<void> {
  await seedDemonstrationPeople(demonstrationStaff(ports.hostSlug), ports)
  if ((await ports.organisations.find(quaysideCycles.slug)) !== undefined) return
  try {
    await makeOrganisation(quaysideCycles, 'host', ports)
  } catch (error) {
    // another node was faster
    if (!isAppError(error) || error.code !== 'conflict') throw error
  }
}
