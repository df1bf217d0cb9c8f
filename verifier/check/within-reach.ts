import type { VerificationPorts } from '../../shared/verify/ports.ts'

/** As many as a CV of a hundred badges of one city may need. */
const maxPlaces = 120

const beyondReach = {
  outcome: 'unavailable',
  code: 'too_many_places',
  detail: 'What was sent names more places than are asked at once',
} as const

/**
 * The ports for what one stranger sent: so many DIDs, status lists and parts of older badges are asked about and no more, so that nobody
 * makes us send floods to others. What lies beyond is unknown.
 */
export function withinReach(ports: VerificationPorts, most = maxPlaces): VerificationPorts {
  const places = new Set<string>()
  const mayAsk = (place: string) => {
    if (places.size < most) places.add(place)
    return places.has(place)
  }
  const { openBadges2 } = ports
  return {
    ...ports,
    ...(openBadges2 && {
      openBadges2: {
        ...openBadges2,
        fetchPart: async (url) =>
          mayAsk(url) ? openBadges2.fetchPart(url) : { outcome: 'unavailable' },
      },
    }),
    resolveDid: async (did, options) =>
      !did.startsWith('did:web:') || mayAsk(did) ? ports.resolveDid(did, options) : beyondReach,
    fetchStatusList: async (url) => (mayAsk(url) ? ports.fetchStatusList(url) : beyondReach),
  }
}
