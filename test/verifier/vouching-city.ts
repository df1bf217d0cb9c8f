import { AppError } from '../../shared/errors/app-error.ts'
import type { createTrustWorld } from '../support/trust-city.ts'
import type { City } from './verifier-bench.ts'

type TrustWorld = ReturnType<typeof createTrustWorld>

/** The network of a city as the verifier has it, with another one in it that vouches. */
export function cityOverNetwork(base: City, trust: TrustWorld, vouching: { url: string }): City {
  return {
    ...base,
    async fetch(input, init) {
      const url = String(input instanceof Request ? input.url : input)
      if (!url.startsWith(vouching.url) || url.endsWith('/did.json')) return base.fetch(input, init)
      const answer = await trust.ports.fetchText(url)
      if (answer.outcome === 'unavailable') throw new AppError('fetch_failed', 'down')
      return answer.outcome === 'absent'
        ? new Response('', { status: 404 })
        : new Response(answer.text)
    },
  }
}
