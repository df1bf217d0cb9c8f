import { signCompactJws } from '../../shared/credential/jws.ts'
import type { Signer } from '../../shared/credential/signer.ts'

/**
 * Proves to one issuer, once, that the wallet holds the key that the badge will be bound to.
 * @see OpenID4VCI 1.0 appendix F.1
 */
export function signProofOfPossession(input: {
  signer: Signer
  credentialIssuer: string
  nonce: string | undefined
  issuedAt: Date
}): Promise<string> {
  const { signer, credentialIssuer, nonce, issuedAt } = input
  return signCompactJws({
    header: { typ: 'openid4vci-proof+jwt', kid: signer.keyId },
    payload: {
      aud: credentialIssuer,
      iat: Math.floor(issuedAt.getTime() / 1000),
      ...(nonce === undefined ? {} : { nonce }),
    },
    signer,
  })
}
