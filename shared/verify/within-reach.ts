import type { DidResolution } from '../did/resolution.ts'
import { beyondReach, type VerificationPorts } from './ports.ts'
import { createSharedLoads } from './status-list-cache.ts'

/** As many as a CV of a hundred badges of one city may need. */
const maxPlaces = 120

/**
 * The ports for what one stranger sent: so many DIDs, documents of issuers and keys at addresses, status lists and parts
 * of older badges are asked about and no more, each at most once anew, so that nobody makes us send floods to others.
 * What lies beyond is unknown, for this stranger alone: of others' loads only a verified list counts.
 */
export function withinReach(ports: VerificationPorts, most = maxPlaces): VerificationPorts {
  const places = new Set<string>()
  const mayAsk = (place: string) => {
    if (places.size < most) places.add(place)
    return places.has(place)
  }
  const anew = new Map<string, Promise<DidResolution>>()
  const share = createSharedLoads()
  const { openBadges2, further, statusLists } = ports
  return {
    ...ports,
    ...(openBadges2 && {
      openBadges2: {
        ...openBadges2,
        fetchPart: async (url) =>
          mayAsk(url) ? openBadges2.fetchPart(url) : { outcome: 'unavailable' },
      },
    }),
    ...(further && { further: further.within(mayAsk) }),
    async resolveDid(did, options) {
      if (!did.startsWith('did:web:')) return ports.resolveDid(did, options)
      if (!mayAsk(did)) return beyondReach
      if (!options?.fresh) return ports.resolveDid(did)
      const asked = anew.get(did) ?? ports.resolveDid(did, options)
      anew.set(did, asked)
      return asked
    },
    fetchStatusList: async (url) => (mayAsk(url) ? ports.fetchStatusList(url) : beyondReach),
    statusLists: {
      ...statusLists,
      share: (url, issuer, load) =>
        share(url, issuer, async () => {
          if (!mayAsk(url)) return load()
          let isOwn = false
          const reading = await statusLists.share(url, issuer, () => {
            isOwn = true
            return load()
          })
          // whoever began that load may have been at the end of their own bounds
          return isOwn || reading.outcome === 'verified' ? reading : load()
        }),
    },
  }
}
