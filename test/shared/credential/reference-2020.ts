import jsigs from 'jsonld-signatures'
import { pinnedContexts } from '../../../shared/credential/contexts.ts'
import type { Signer } from '../../../shared/credential/signer.ts'
import { encodeBase58 } from '../../../shared/did/base-encoding.ts'
import type { JsonObject } from '../../../shared/json/json.ts'

/** Ed25519Signature2020 as the library that it comes from makes it: only the signature itself is put in here. */
class Ed25519Signature2020 extends jsigs.suites.LinkedDataSignature {
  readonly #signer: Signer

  constructor(signer: Signer, date: Date) {
    const contextUrl = 'https://w3id.org/security/suites/ed25519-2020/v1'
    super({ type: 'Ed25519Signature2020', contextUrl, date })
    this.verificationMethod = signer.keyId
    this.#signer = signer
  }

  override async sign({ verifyData, proof }: { verifyData: Uint8Array; proof: JsonObject }) {
    const signature = await this.#signer.sign(verifyData)
    return { ...proof, proofValue: `z${encodeBase58(signature)}` }
  }
}

export function referenceSign2020(
  document: JsonObject,
  signer: Signer,
  date: Date,
  /** Of a presentation. */
  authentication?: { challenge: string; domain: string },
): Promise<JsonObject> {
  return jsigs.sign(structuredClone(document), {
    suite: new Ed25519Signature2020(signer, date),
    purpose: authentication
      ? new jsigs.purposes.AuthenticationProofPurpose(authentication)
      : new jsigs.purposes.AssertionProofPurpose(),
    documentLoader: async (url) => ({
      contextUrl: null,
      documentUrl: url,
      document: pinnedContexts.get(url) ?? {},
    }),
  })
}
