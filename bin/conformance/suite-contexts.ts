import { contexts as credentialsContexts } from '@digitalbazaar/credentials-context'
import type { KnownContexts } from '../../shared/verify/ports.ts'

const undefinedTermsUrl = 'https://www.w3.org/ns/credentials/undefined-terms/v2'

/**
 * What the suites' documents name beside the contexts of real credentials. They define every word there is, so a
 * city's own servers know none of them.
 * @see https://www.w3.org/TR/vc-data-model-2.0/#getting-started (the examples context)
 */
export const suiteContexts: ReadonlyMap<string, object> = new Map([
  [
    'https://www.w3.org/ns/credentials/examples/v2',
    { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } },
  ],
  [undefinedTermsUrl, credentialsContexts.get(undefinedTermsUrl) ?? {}],
])

export const knownToSuites: KnownContexts = {
  urls: new Set(suiteContexts.keys()),
  takesInline: true,
}
