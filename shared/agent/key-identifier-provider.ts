import type { Did } from '../did/did.ts'
import { didKeyFromPublicKey } from '../did/did-key.ts'
import type { PublicKey } from '../did/public-key.ts'
import { ImmutableIdentifierProvider } from './immutable-identifier-provider.ts'

/** did:key for Ed25519 and P-256. */
export class KeyIdentifierProvider extends ImmutableIdentifierProvider {
  protected override readonly method = 'did:key'

  protected override didOf(key: PublicKey): Did {
    return didKeyFromPublicKey(key)
  }
}
