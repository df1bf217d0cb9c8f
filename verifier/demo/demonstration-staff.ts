import { everywhere, type Scope } from '../../shared/server/access.ts'
import type { DemonstrationPerson } from '../../shared/server/staff/demonstration-people.ts'
import type { Role } from '../staff/roles.ts'

type Person = DemonstrationPerson & { memberships: readonly { scope: Scope; role: Role }[] }

/** The second organisation of a demonstration, hosted by the first. */
export const quaysideCycles = { slug: 'quayside-cycles', name: 'Quayside Cycles' } as const

/** One for each role, and an owner next door. @param host short name of the first organisation */
export function demonstrationStaff(host: string): readonly Person[] {
  return [
    {
      email: 'helen@hire.example',
      name: 'Helen Price',
      text: 'host admin',
      memberships: [{ scope: everywhere, role: 'host-admin' }],
    },
    {
      email: 'owain@cafe.example',
      name: 'Owain Bevan',
      text: 'owner of the café',
      memberships: [{ scope: host, role: 'owner' }],
    },
    {
      email: 'priya@cafe.example',
      name: 'Priya Shah',
      text: 'recruiter at the café',
      memberships: [{ scope: host, role: 'recruiter' }],
    },
    {
      email: 'luca@cafe.example',
      name: 'Luca Rossi',
      text: 'may look on at the café',
      memberships: [{ scope: host, role: 'viewer' }],
    },
    {
      email: 'nia@cycles.example',
      name: 'Nia Morgan',
      text: 'owner of Quayside Cycles',
      memberships: [{ scope: quaysideCycles.slug, role: 'owner' }],
    },
  ]
}
