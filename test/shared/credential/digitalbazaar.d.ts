/** The reference implementation carries no types: what the differential tests use of it. */

declare module '@digitalbazaar/vc' {
  type Loader = (
    url: string,
  ) => Promise<{ contextUrl: null; documentUrl: string; document: object }>
  type Result = { verified: boolean; error?: unknown }
  export function issue(options: {
    credential: object
    suite: object
    documentLoader: Loader
    now?: Date
  }): Promise<Record<string, unknown>>
  export function verifyCredential(options: {
    credential: object
    suite: object
    documentLoader: Loader
    checkStatus: () => Promise<{ verified: boolean }>
    now?: Date
  }): Promise<Result>
  export function signPresentation(options: {
    presentation: object
    suite: object
    challenge: string
    domain?: string
    documentLoader: Loader
  }): Promise<Record<string, unknown>>
  export function verify(options: {
    presentation: object
    suite: object
    challenge: string
    domain?: string
    documentLoader: Loader
    checkStatus: () => Promise<{ verified: boolean }>
    now?: Date
  }): Promise<Result>
}

declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: { signer?: object; date?: string | Date; cryptosuite: object })
  }
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: {
    canonize(input: object, options: { documentLoader: unknown }): Promise<string>
  }
}

declare module '@digitalbazaar/ed25519-multikey' {
  export function from(key: object): Promise<{
    signer(): {
      id: string
      algorithm: string
      sign(input: { data: Uint8Array }): Promise<Uint8Array>
    }
  }>
}

declare module 'jsonld-signatures' {
  type Loader = (
    url: string,
  ) => Promise<{ contextUrl: null; documentUrl: string; document: object }>
  class LinkedDataSignature {
    constructor(options: { type: string; contextUrl: string; date: Date })
    verificationMethod: string
    sign(input: {
      verifyData: Uint8Array
      proof: Record<string, unknown>
    }): Promise<Record<string, unknown>>
  }
  const jsigs: {
    suites: { LinkedDataSignature: typeof LinkedDataSignature }
    purposes: {
      AssertionProofPurpose: new () => object
      AuthenticationProofPurpose: new (options: { challenge: string; domain: string }) => object
    }
    sign(
      document: object,
      options: { suite: object; purpose: object; documentLoader: Loader },
    ): Promise<Record<string, unknown>>
  }
  export default jsigs
}
