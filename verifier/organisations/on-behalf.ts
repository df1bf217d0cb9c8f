import type { Signer } from '../../shared/credential/signer.ts'
import type { Did } from '../../shared/did/did.ts'
import type { Asker } from '../../shared/server/presenting/authorization-request.ts'
import type { VerifierIdentity } from '../identity/verifier-identity.ts'
import type { Organisation } from './organisation.ts'
import type { OrganisationStore } from './organisation-store.ts'

/** In whose name something is asked and signed; an organisation is named by its short name. */
export type OnBehalf = {
  askerOf(organisation: string): Promise<Asker>
  /** Its keys and its document. */
  identityOf(organisation: string): Promise<VerifierIdentity>
  /** The key that signs for it now. */
  signerOf(organisation: string): Promise<Signer>
  /** Takes over keys and organisations that other nodes changed. */
  refresh(): Promise<void>
}

export type OnBehalfPorts = {
  organisations: Pick<OrganisationStore, 'get' | 'list'>
  publicUrl: string
  /** Makes or finds the identity; its document is published where it is hosted here. */
  openIdentity(organisation: Pick<Organisation, 'did' | 'home'>): Promise<VerifierIdentity>
}

export function createOnBehalf(ports: OnBehalfPorts): OnBehalf {
  const { organisations, publicUrl, openIdentity } = ports
  const open = new Map<Did, Promise<VerifierIdentity>>()

  async function identityFor(organisation: Organisation): Promise<VerifierIdentity> {
    const { did } = organisation
    const opening = open.get(did) ?? openIdentity(organisation)
    open.set(did, opening)
    try {
      return await opening
    } catch (error) {
      open.delete(did)
      throw error
    }
  }
  const identityOf = async (slug: string) => identityFor(await organisations.get(slug))

  return {
    identityOf,
    async askerOf(slug) {
      const { did, name } = await organisations.get(slug)
      return { did, publicUrl, name }
    },
    async signerOf(slug) {
      const identity = await identityOf(slug)
      return identity.signer()
    },
    async refresh() {
      for (const organisation of await organisations.list()) {
        await (await identityFor(organisation)).refresh()
      }
    },
  }
}
