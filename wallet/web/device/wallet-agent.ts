import { createIdentifierSigner } from '../../../shared/agent/identifier-signer.ts'
import { proofFormats } from '../../../shared/agent/proof-formats.ts'
import { jwtOfEnveloped } from '../../../shared/credential/enveloped.ts'
import type { Did } from '../../../shared/did/did.ts'
import { isJsonObject } from '../../../shared/json/json.ts'
import type { Verification } from '../../../shared/verify/verification-port.ts'
import { holdersInOrder, identityRow, readIdentity } from '../../core/vault/identity.ts'
import type { Holder, WalletAgent } from '../../core/wallet-ports.ts'
import type { BrowserAgent } from './veramo-agent.ts'
import type { WebKmsPorts } from './web-kms.ts'

export type WalletAgentPorts = WebKmsPorts & {
  verification: Verification
  clock: () => Date
  onChange: () => void
}

/** The Veramo agent, as the wallet core asks for it: loaded when it is first needed, after the page is there. */
export function createWalletAgent(
  ports: WalletAgentPorts,
): WalletAgent & { load(): Promise<void> } {
  const { rows, clock, onChange } = ports
  let loading: Promise<BrowserAgent> | undefined
  const load = (): Promise<BrowserAgent> => {
    loading ??= import('./veramo-agent.ts')
      .then(({ createVeramoAgent }) => createVeramoAgent(ports))
      .catch((error) => {
        // offline, say: the next call tries again
        loading = undefined
        throw error
      })
    return loading
  }

  const addHolder = (did: Did): Promise<Holder> =>
    rows.change(async () => {
      const identity = await readIdentity(rows)
      const [present] = identity.holders
      // another tab was faster: its identity is the wallet's
      if (present !== undefined) return { rows: [], result: present }
      const createdAt = clock().toISOString()
      const holder: Holder = { did, curve: 'Ed25519', isDefault: true, createdAt }
      const changed = { ...identity, holders: [holder] }
      return { rows: [identityRow(changed)], result: holder }
    })

  return {
    load: async () => void (await load()),
    listHolders: async () => holdersInOrder(await readIdentity(rows)),
    async createDefaultHolder() {
      const agent = await load()
      const { did } = await agent.didManagerCreate({ provider: 'did:key' })
      // made by our own provider
      const holder = await addHolder(did as Did)
      onChange()
      return holder
    },
    async signerOf(did) {
      const query = { did, types: ['Ed25519', 'Secp256r1'], form: 'jwk' } as const
      return createIdentifierSigner(query, { agent: await load() })
    },
    async createPresentation({ holder, credential, format, nonce, audience }) {
      const agent = await load()
      const presentation: unknown = await agent.createVerifiablePresentation({
        presentation: {
          holder,
          verifiableCredential: [format === 'ldp_vc' ? JSON.parse(credential) : credential],
        },
        proofFormat: proofFormats[format],
        challenge: nonce,
        domain: audience,
      })
      if (!isJsonObject(presentation))
        throw new Error('the agent made something else than an object')
      // in a vp_token a token stands as itself, not in its envelope
      return jwtOfEnveloped(presentation)?.jwt ?? presentation
    },
  }
}
