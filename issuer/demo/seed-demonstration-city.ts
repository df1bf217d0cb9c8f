import { transactOnLog } from '../log/append-pending.ts'
import {
  addProvider,
  type NewBadge,
  type NewProvider,
  type ProviderPorts,
} from '../providers/publish-provider.ts'
import { putSkills } from '../skills/skill-store.ts'
import { accredit } from '../trust/accredit.ts'
import { listAccreditations } from '../trust/accreditation-store.ts'
import { castleStreetCollege, castleStreetCollegeBadges } from './castle-street-college.ts'
import { demonstrationSkillList } from './demonstration-skills.ts'
import { dockMakers, dockMakersBadges } from './dock-makers.ts'
import { greenTerrace, greenTerraceBadges } from './green-terrace.ts'
import { harbourYouth, harbourYouthBadges } from './harbour-youth.ts'

/** Cardiff as it might be: invented providers, badges of every layer and every way of showing. */
export const demonstrationCity: readonly {
  provider: NewProvider
  badges: readonly NewBadge[]
}[] = [
  { provider: harbourYouth, badges: harbourYouthBadges },
  { provider: castleStreetCollege, badges: castleStreetCollegeBadges },
  { provider: greenTerrace, badges: greenTerraceBadges },
  { provider: dockMakers, badges: dockMakersBadges },
]

/** Again, it changes nothing. */
export async function seedDemonstrationCity(ports: ProviderPorts): Promise<void> {
  const at = ports.clock().toISOString()
  await ports.database.transact((tx) => putSkills(tx, demonstrationSkillList, at))
  for (const { provider, badges } of demonstrationCity) {
    await addProvider(provider, badges, ports)
    await accreditFor(badges, provider.slug, ports)
  }
}

/** Once: an accreditation that was ended by hand stays ended. */
async function accreditFor(
  badges: readonly NewBadge[],
  provider: string,
  { database, clock }: ProviderPorts,
): Promise<void> {
  const at = clock().toISOString()
  const scope = { badges: badges.map(({ slug }) => slug) }
  await transactOnLog(database, async (tx) => {
    if ((await listAccreditations(tx, provider)).length > 0) return
    await accredit(tx, { provider, scope, actor: { name: 'city' }, at })
  })
}
