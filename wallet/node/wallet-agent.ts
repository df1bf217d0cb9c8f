import { proofFormats } from '../../shared/agent/proof-formats.ts'
import { jwtOfEnveloped } from '../../shared/credential/enveloped.ts'
import { isJsonObject, type JsonObject } from '../../shared/json/json.ts'
import type { WaymarkAgent } from '../../shared/node/compose-agent.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { WalletAgent } from '../core/wallet-ports.ts'
import { addHolder, listHolders, prepareHolder, signerOf } from './holders.ts'

export type WalletAgentPorts = { agent: WaymarkAgent; database: Database; clock: () => Date }

/** The Veramo agent, as the wallet core asks for it. */
export function createWalletAgent(ports: WalletAgentPorts): WalletAgent {
  const { agent, database } = ports
  return {
    listHolders: () => listHolders(database),
    async createDefaultHolder() {
      const prepared = await prepareHolder(agent, { provider: 'did:key', curve: 'Ed25519' })
      return addHolder(prepared, undefined, ports)
    },
    signerOf: (holder) => signerOf(holder, agent),
    async createPresentation({ holder, credential, format, nonce, audience }) {
      const presentation = await agent.createVerifiablePresentation({
        // context and type are the provider's to fill in: Veramo puts the ones of version 1.1 into given arrays
        presentation: {
          holder,
          verifiableCredential: [format === 'ldp_vc' ? JSON.parse(credential) : credential],
        },
        proofFormat: proofFormats[format],
        challenge: nonce,
        domain: audience,
      })
      return asPresented(presentation)
    },
  }
}

/** In a vp_token a token stands as itself, not in its envelope. @see OpenID4VP 1.0 section 8.1 */
function asPresented(presentation: unknown): string | JsonObject {
  if (!isJsonObject(presentation)) throw new Error('the agent made something else than an object')
  return jwtOfEnveloped(presentation)?.jwt ?? presentation
}
