import { sign } from 'node:crypto'
import type { Canonicalize } from '../../shared/credential/canonicalize.ts'
import type { CryptosuiteName } from '../../shared/credential/cryptosuites/cryptosuites.ts'
import { addDataIntegrityProof } from '../../shared/credential/data-integrity.ts'
import { envelopCredential } from '../../shared/credential/enveloped.ts'
import type { Signer } from '../../shared/credential/signer.ts'
import { signCredentialJwt } from '../../shared/credential/vc-jwt.ts'
import type { Did } from '../../shared/did/did.ts'
import { keyIdsOf } from '../../shared/did/did-document.ts'
import { didKeyFromPublicKey } from '../../shared/did/did-key.ts'
import type { KeyCurve } from '../../shared/did/public-key.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { generatePrivateKey, publicKeyOf } from '../../shared/node/kms/private-key.ts'

export type ThrowAwayIssuer = {
  /** Stands in its address. */
  name: string
  did: Did
  /** What suites call what it does. */
  tags: readonly string[]
  curve: KeyCurve
  /** Whether each credential gets a place in a status list. */
  givesStatus: boolean
  sign(credential: JsonObject): Promise<JsonObject>
}

/** A key of this process alone, under a did:key. */
function createThrowAwaySigner(curve: KeyCurve): { did: Did; signer: Signer } {
  const privateKey = generatePrivateKey(curve)
  const publicKey = publicKeyOf(privateKey)
  const did = didKeyFromPublicKey(publicKey)
  const signBytes = (message: Uint8Array) =>
    curve === 'Ed25519'
      ? sign(null, message, privateKey)
      : sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  const keyId = keyIdsOf(did, publicKey).multikey
  return { did, signer: { keyId, curve, sign: async (message) => signBytes(message) } }
}

/** One issuer for each proof that Waymark makes, each with a key that ends with the process. */
export function createThrowAwayIssuers(ports: {
  canonicalize: Canonicalize
  clock: () => Date
}): ThrowAwayIssuer[] {
  const byProof = (name: string, cryptosuite: CryptosuiteName, more: Partial<ThrowAwayIssuer>) => {
    const { curve = 'Ed25519' } = more
    const { did, signer } = createThrowAwaySigner(curve)
    return {
      ...{ name, did, curve, tags: [cryptosuite], givesStatus: false, ...more },
      sign: (document: JsonObject) =>
        addDataIntegrityProof({
          document,
          signer,
          proofPurpose: 'assertionMethod',
          created: ports.clock(),
          canonicalize: ports.canonicalize,
          cryptosuite,
        }),
    }
  }
  const byToken = (name: string, curve: KeyCurve) => {
    const { did, signer } = createThrowAwaySigner(curve)
    const tags = ['vc2.0', 'EnvelopingProof', 'vc-jose-cose']
    return {
      ...{ name, did, curve, tags, givesStatus: false },
      sign: async (credential: JsonObject): Promise<JsonObject> => ({
        ...envelopCredential(await signCredentialJwt({ credential, signer })),
      }),
    }
  }
  return [
    byProof('eddsa-rdfc-2022', 'eddsa-rdfc-2022', { tags: ['vc2.0', 'eddsa-rdfc-2022'] }),
    byProof('eddsa-jcs-2022', 'eddsa-jcs-2022', {}),
    byProof('ecdsa-rdfc-2019', 'ecdsa-rdfc-2019', { curve: 'P-256' }),
    byProof('ecdsa-jcs-2019', 'ecdsa-jcs-2019', { curve: 'P-256' }),
    byToken('vc-jwt-es256', 'P-256'),
    byToken('vc-jwt-eddsa', 'Ed25519'),
    byProof('bitstring-status-list', 'eddsa-rdfc-2022', {
      tags: ['BitstringStatusList'],
      givesStatus: true,
    }),
  ]
}
