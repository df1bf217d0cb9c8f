import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { loadBuilt, packageFile } from './built-package.ts'

/**
 * DIDKit, the Rust library of SpruceID as LearnCard maintains it, compiled to WebAssembly
 * (@learncard/didkit-plugin 1.9.10). It brings its own JSON-LD processor, canonical form, signatures, DID
 * resolution and contexts; nothing of it is shared with Waymark.
 */
const name = '@learncard/didkit-plugin'

export type Jwk = { kty: string; crv: string; x: string; y?: string; d?: string }

/** What a check found; without errors it passed. `status` is what a status list said. */
export type Verdict = {
  checks: string[]
  warnings: string[]
  errors: string[]
  status?: { isSet: boolean }[]
}

export type JsonObject = Record<string, unknown>

type Options = Record<string, unknown>

/** The plugin's methods take the wallet that they are plugged into first; these are the ones used here. */
type Methods = {
  generateEd25519KeyFromBytes(host: unknown, bytes: Uint8Array): Jwk
  keyToDid(host: unknown, method: string, key: Jwk): string
  didToVerificationMethod(host: unknown, did: string): Promise<string>
  issueCredential(
    host: unknown,
    credential: object,
    options: Options,
    key: Jwk,
  ): Promise<JsonObject>
  verifyCredential(host: unknown, credential: object, options: Options): Promise<Verdict>
  issuePresentation(
    host: unknown,
    presentation: object,
    options: Options,
    key: Jwk,
  ): Promise<JsonObject>
  verifyPresentation(
    host: unknown,
    presentation: object | string,
    options: Options,
  ): Promise<Verdict>
  resolveDid(host: unknown, did: string): Promise<JsonObject>
  clearDidWebCache(host: unknown): Promise<void>
}

type Plugin = {
  methods: Methods
  context: { resolveStaticDocument(host: unknown, url: string): Promise<JsonObject | undefined> }
}

export type DidKit = {
  createKey(): Jwk
  didKeyOf(key: Jwk): string
  /** DID URL of the key of a did:key. */
  keyIdOf(did: string): Promise<string>
  issueCredential(credential: object, options: Options, key: Jwk): Promise<JsonObject>
  verifyCredential(credential: object, options?: Options): Promise<Verdict>
  issuePresentation(presentation: object, options: Options, key: Jwk): Promise<JsonObject>
  verifyPresentation(presentation: object | string, options: Options): Promise<Verdict>
  resolveDid(did: string): Promise<JsonObject>
}

/** What it signs with; else it takes Ed25519Signature2020, which is older than version 2.0 of the data model. */
export const dataIntegrity = { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022' } as const

export async function openDidKit(): Promise<DidKit> {
  // the package's own types do not hold without @learncard/core; these are the part of its src/types.ts used here
  const { getDidKitPlugin } = loadBuilt(name, 'dist/didkit-plugin.cjs.production.min.cjs') as {
    getDidKitPlugin(wasm: Uint8Array): Promise<Plugin>
  }
  const wasm = readFileSync(packageFile(name, 'dist/didkit_wasm_bg.wasm'))
  const { methods, context } = await getDidKitPlugin(wasm)
  const host = {
    // only the contexts that are compiled in
    context: { resolveDocument: (url: string) => context.resolveStaticDocument({}, url) },
  }
  return {
    createKey: () => methods.generateEd25519KeyFromBytes(host, randomBytes(32)),
    didKeyOf: (key) => methods.keyToDid(host, 'key', key),
    keyIdOf: (did) => methods.didToVerificationMethod(host, did),
    issueCredential: (credential, options, key) =>
      methods.issueCredential(host, credential, options, key),
    async verifyCredential(credential, options = {}) {
      await methods.clearDidWebCache(host)
      return methods.verifyCredential(host, credential, options)
    },
    issuePresentation: (presentation, options, key) =>
      methods.issuePresentation(host, presentation, options, key),
    verifyPresentation: (presentation, options) =>
      methods.verifyPresentation(host, presentation, options),
    resolveDid: (did) => methods.resolveDid(host, did),
  }
}
