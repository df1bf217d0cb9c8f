import { everywhere } from '../../shared/server/access.ts'
import type { DemonstrationPerson } from '../../shared/server/staff/demonstration-people.ts'
import type { Role } from '../staff/roles.ts'

type Person = DemonstrationPerson & { memberships: readonly { scope: string; role: Role }[] }

/** One for each role, and one who works in two places. */
export const demonstrationStaff = [
  {
    email: 'carys@city.example',
    name: 'Carys Vaughan',
    text: 'city admin',
    memberships: [{ scope: everywhere, role: 'city-admin' }],
  },
  {
    email: 'rhodri@city.example',
    name: 'Rhodri Pugh',
    text: 'quality reviewer',
    memberships: [{ scope: everywhere, role: 'quality-reviewer' }],
  },
  {
    email: 'mair@harbour-youth.example',
    name: 'Mair Davies',
    text: 'owner at Harbour Youth',
    memberships: [{ scope: 'harbour-youth', role: 'owner' }],
  },
  {
    email: 'tomos@harbour-youth.example',
    name: 'Tomos Rees',
    text: 'author at Harbour Youth',
    memberships: [{ scope: 'harbour-youth', role: 'author' }],
  },
  {
    email: 'amina@harbour-youth.example',
    name: 'Amina Farah',
    text: 'youth worker who awards at Harbour Youth',
    memberships: [{ scope: 'harbour-youth', role: 'awarder' }],
  },
  {
    email: 'gwen@harbour-youth.example',
    name: 'Gwen Parry',
    text: 'assessor at Harbour Youth',
    memberships: [{ scope: 'harbour-youth', role: 'assessor' }],
  },
  {
    email: 'idris@harbour-youth.example',
    name: 'Idris Cole',
    text: 'may look on at Harbour Youth',
    memberships: [{ scope: 'harbour-youth', role: 'viewer' }],
  },
  {
    email: 'sofia@dock-makers.example',
    name: 'Sofia Lind',
    text: 'owner at Dock Makers, assessor at Harbour Youth',
    memberships: [
      { scope: 'dock-makers', role: 'owner' },
      { scope: 'harbour-youth', role: 'assessor' },
    ],
  },
] as const satisfies readonly Person[]
