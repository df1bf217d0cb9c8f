import {
  addProvider,
  type NewBadge,
  type NewProvider,
  type ProviderPorts,
} from '../providers/publish-provider.ts'
import { castleStreetCollege, castleStreetCollegeBadges } from './castle-street-college.ts'
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
  for (const { provider, badges } of demonstrationCity) {
    await addProvider(provider, badges, ports)
  }
}
