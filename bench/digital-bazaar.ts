import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import * as vc from '@digitalbazaar/vc'
import { pinnedContexts } from '../shared/credential/contexts.ts'
import { encodeBase58 } from '../shared/did/base-encoding.ts'
import { publicKeyToMultibase } from '../shared/did/public-key.ts'
import type { JsonObject } from '../shared/json/json.ts'
import type { Party } from './proof-world.ts'

export type DigitalBazaar = {
  issue(credential: JsonObject): Promise<JsonObject>
  /** Throws where it is not verified. */
  verify(credential: JsonObject): Promise<void>
}

/** The reference library, with everything that it would load in memory, and a status check that costs nothing. */
export async function openDigitalBazaar(issuer: Party): Promise<DigitalBazaar> {
  const multibase = publicKeyToMultibase(issuer.publicKey)
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1',
    id: issuer.keyId,
    type: 'Multikey',
    controller: issuer.did,
    publicKeyMultibase: multibase,
  }
  const documents = new Map<string, object>([
    ...pinnedContexts,
    [issuer.keyId, method],
    [
      issuer.did,
      {
        '@context': 'https://www.w3.org/ns/did/v1',
        id: issuer.did,
        assertionMethod: [issuer.keyId],
      },
    ],
  ])
  const documentLoader = async (url: string) => {
    const document = documents.get(url)
    if (document === undefined) throw new Error(`${url} is not in memory`)
    return { contextUrl: null, documentUrl: url, document }
  }
  const jwk = issuer.privateKey.export({ format: 'jwk' })
  const secret = Buffer.from(String(jwk.d), 'base64url')
  const keyPair = await Ed25519Multikey.from({
    ...method,
    secretKeyMultibase: `z${encodeBase58(
      Uint8Array.of(0x80, 0x26, ...secret, ...issuer.publicKey.bytes),
    )}`,
  })
  const signing = new DataIntegrityProof({ signer: keyPair.signer(), cryptosuite })
  const verifying = new DataIntegrityProof({ cryptosuite })
  const checkStatus = async () => ({ verified: true })
  return {
    issue: (credential) =>
      vc.issue({ credential: { ...credential }, suite: signing, documentLoader }),
    async verify(credential) {
      const input = { credential, suite: verifying, documentLoader, checkStatus }
      const { verified, error } = await vc.verifyCredential(input)
      if (!verified) throw new Error('the reference library does not verify it', { cause: error })
    },
  }
}
