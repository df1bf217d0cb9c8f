import { createAgent } from '@veramo/core'
import type { ICredentialPlugin, IDIDManager, IKeyManager, TAgent } from '@veramo/core-types'
import { DIDManager } from '@veramo/did-manager'
import { KeyManager } from '@veramo/key-manager'
import { DataIntegrityProvider } from '../../../shared/agent/data-integrity-provider.ts'
import { JwkIdentifierProvider } from '../../../shared/agent/jwk-identifier-provider.ts'
import { KeyIdentifierProvider } from '../../../shared/agent/key-identifier-provider.ts'
import { VcJwtProvider } from '../../../shared/agent/vc-jwt-provider.ts'
import { Version2CredentialPlugin } from '../../../shared/agent/version2-credential-plugin.ts'
import type { Verification } from '../../../shared/verify/verification-port.ts'
import { SealedDidStore, SealedKeyList } from './identity-stores.ts'
import { WebKms, type WebKmsPorts } from './web-kms.ts'

export type BrowserAgent = TAgent<IDIDManager & IKeyManager & ICredentialPlugin>

/** The wallet's agent as agent.yml declares it for Node, with keys in WebCrypto and everything kept in sealed rows. */
export function createVeramoAgent(
  ports: WebKmsPorts & { verification: Verification; clock: () => Date },
): BrowserAgent {
  const { rows, verification, clock } = ports
  const providers = {
    'did:key': new KeyIdentifierProvider({ defaultKms: 'local' }),
    'did:jwk': new JwkIdentifierProvider({ defaultKms: 'local' }),
  }
  return createAgent<IDIDManager & IKeyManager & ICredentialPlugin>({
    plugins: [
      new KeyManager({ store: new SealedKeyList(rows), kms: { local: new WebKms(ports) } }),
      new DIDManager({ store: new SealedDidStore(rows), defaultProvider: 'did:key', providers }),
      new Version2CredentialPlugin([
        new DataIntegrityProvider({ verification, clock }),
        new VcJwtProvider({ verification, clock }),
      ]),
    ],
  })
}
