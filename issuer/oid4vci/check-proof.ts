import { verifyCompactJws } from '../../shared/credential/jws.ts'
import type { VerifySignature } from '../../shared/credential/signer.ts'
import { type Did, didMethod } from '../../shared/did/did.ts'
import { findVerificationKey } from '../../shared/did/did-document.ts'
import { isInUse } from '../../shared/did/key-life.ts'
import type { PublicKey } from '../../shared/did/public-key.ts'
import type { ResolveDid } from '../../shared/did/resolution.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { CredentialFormat } from '../../shared/oid4vc/credential-format.ts'
import { type ProofKey, readProofJwt } from '../../shared/oid4vc/oid4vci-proof.ts'
import { holderCurves } from './configurations.ts'
import { type Nonces, nonceLifeSeconds } from './nonces.ts'

export type ProofPorts = {
  nonces: Pick<Nonces, 'check'>
  resolveDid: ResolveDid
  verifySignature: VerifySignature
  clock: () => Date
}

const skewSeconds = 60
const didMethods = ['key', 'jwk', 'web']

/**
 * Proves that the wallet holds the key that the badge will be bound to. The nonce is checked here and used up
 * where the badge is handed out.
 * @param input.issuer the Credential Issuer Identifier
 * @throws AppError invalid_proof, invalid_nonce; fetch_failed where the holder's did:web could not be asked
 * @see OpenID4VCI 1.0 section 8.2.1 and appendix F
 */
export async function checkProof(
  input: { proof: string; provider: string; issuer: string; format: CredentialFormat },
  ports: ProofPorts,
): Promise<{ holder: Did; nonce: string }> {
  const { proof, provider, issuer, format } = input
  const { jws, key, nonce } = readProofJwt(proof, {
    audience: issuer,
    now: ports.clock(),
    maxAgeSeconds: nonceLifeSeconds,
    skewSeconds,
  })
  ports.nonces.check(provider, nonce)
  const publicKey = await findKey(key, ports)
  if (!holderCurves[format].some((curve) => curve === publicKey.curve)) {
    throw invalid(
      `A badge as ${format} is bound to an Ed25519 key; ask for jwt_vc_json or another key`,
    )
  }
  if (!(await verifyCompactJws(jws, publicKey, ports.verifySignature))) {
    throw invalid('The signature of the proof is not by the key that it names')
  }
  return { holder: key.did, nonce }
}

async function findKey(
  key: ProofKey,
  { resolveDid, clock }: Pick<ProofPorts, 'resolveDid' | 'clock'>,
): Promise<PublicKey> {
  if (key.by === 'jwk') return key.publicKey
  if (!didMethods.includes(didMethod(key.did))) {
    throw invalid('The proof names a DID of a method that is not supported here')
  }
  const resolution = await resolveDid(key.did, { fresh: true })
  if (resolution.outcome === 'unavailable') {
    throw new AppError('fetch_failed', 'The host of the DID could not be asked. Try again later')
  }
  if (resolution.outcome !== 'resolved') throw invalid('The DID of the proof does not resolve')
  const found = findVerificationKey(resolution.document, {
    id: key.keyId,
    relationship: 'authentication',
  })
  if (found === undefined || !isInUse(found, clock())) {
    throw invalid('The DID of the proof does not let this key authenticate now')
  }
  return found.publicKey
}

function invalid(message: string): AppError {
  return new AppError('invalid_proof', message)
}
