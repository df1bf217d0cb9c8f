import type { Did } from '../did/did.ts'
import { didJwkFromPublicKey } from '../did/did-jwk.ts'
import type { PublicKey } from '../did/public-key.ts'
import { ImmutableIdentifierProvider } from './immutable-identifier-provider.ts'

/** did:jwk for Ed25519 and P-256. */
export class JwkIdentifierProvider extends ImmutableIdentifierProvider {
  protected override readonly method = 'did:jwk'

  protected override didOf(key: PublicKey): Did {
    return didJwkFromPublicKey(key)
  }
}
