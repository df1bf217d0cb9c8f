import { statusList2021Url } from '../status/status-list-2021.ts'
import { cvContextUrl } from './cv-context.ts'

/** Names of the JSON-LD contexts that Waymark knows. What they say is in contexts.ts, and far larger. */

export const credentialsV2Url = 'https://www.w3.org/ns/credentials/v2'
export const credentialsV1Url = 'https://www.w3.org/2018/credentials/v1'

/** The Open Badges context that Waymark issues with. */
export const openBadgesUrl = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'

/** Open Badges 3.0 contexts that a badge under credentials/v2 may name, newest first. */
export const openBadgesUrls: readonly string[] = [
  openBadgesUrl,
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
]

/**
 * Contexts of learner records (CLR 2.0). No package ships what they say, so they are known by name alone: enough for a
 * token, of which nothing is read as JSON-LD.
 */
export const clrUrls: readonly string[] = ['context-2.0.1.json', 'context.json'].map(
  (file) => `https://purl.imsglobal.org/spec/clr/v2p0/${file}`,
)

export const openBadgesExtensionsUrl = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'

export const dataIntegrityUrl = 'https://w3id.org/security/data-integrity/v2'

/** With these, badges of version 1.1 of the data model define their proofs. */
export const dataIntegrityV1Url = 'https://w3id.org/security/data-integrity/v1'
export const ed25519Signature2020Url = 'https://w3id.org/security/suites/ed25519-2020/v1'

/** Every context that is ever processed. */
export const pinnedContextUrls: ReadonlySet<string> = new Set([
  credentialsV2Url,
  credentialsV1Url,
  ...openBadgesUrls,
  openBadgesExtensionsUrl,
  dataIntegrityUrl,
  dataIntegrityV1Url,
  ed25519Signature2020Url,
  statusList2021Url,
  cvContextUrl,
])
