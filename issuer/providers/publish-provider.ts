import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { IdentityAgent } from '../../shared/node/identity/agent-identifier.ts'
import type { Badge } from '../badges/badge.ts'
import { addBadgeVersion, listBadgeVersions } from '../badges/badge-store.ts'
import { buildIdentityDocument, ensureIdentity } from '../identity/identities.ts'
import { audit } from '../log/audit.ts'
import type { Publisher } from '../publishing/publisher.ts'
import { noteTrustChange } from '../trust/trust-version.ts'
import { type Provider, providerUrl } from './provider.ts'
import { providerDocuments } from './provider-documents.ts'
import { getProvider, listProviders, saveProvider } from './provider-store.ts'

export type ProviderPorts = {
  database: Database
  agent: IdentityAgent
  publisher: Publisher
  publicUrl: string
  cityDid: string
  clock: () => Date
}

export type NewProvider = Pick<Provider, 'slug' | 'name' | 'description'> & {
  /** Address of its own domain, where it publishes the DID document that the city makes for it. */
  ownDomain?: string
  /** `active` unless given. */
  state?: 'draft' | 'active'
}
export type NewBadge = Pick<Badge, 'slug' | 'design'>

/**
 * Brings in a provider with badges in their first version and publishes both. Again it only changes what the
 * provider says of itself: identity and badge versions stay.
 */
export async function addProvider(
  { slug, name, description, ownDomain, state }: NewProvider,
  badges: readonly NewBadge[],
  ports: ProviderPorts,
): Promise<Provider> {
  const { database, publicUrl, clock } = ports
  const did = await ensureIdentity(ownDomain ?? providerUrl(publicUrl, slug), ports)
  const createdAt = clock().toISOString()
  const provider = await database.transact(async (tx) => {
    const profile = { slug, did, name, description, createdAt }
    await saveProvider(tx, { ...profile, ...(state !== undefined && { state }) })
    for (const badge of badges) {
      await addBadgeVersion(tx, { ...badge, provider: slug, version: 1, createdAt })
    }
    await noteTrustChange(tx)
    return getProvider(tx, slug)
  })
  await publishProvider(provider, ports)
  return provider
}

/** That somebody brought a provider in. */
export async function noteAdded(
  tx: Transaction,
  { slug, actorId }: { slug: string; actorId: string },
  { clock }: Pick<ProviderPorts, 'clock'>,
): Promise<void> {
  const at = clock().toISOString()
  const action = 'provider.added'
  await audit(tx, { provider: slug, actor: actorId, action, subject: slug, at })
}

/** Publishes what wallets and verifiers read of a provider; nothing of a draft. */
export async function publishProvider(provider: Provider, ports: ProviderPorts): Promise<void> {
  if (provider.state === 'draft') return
  const { database, publisher, publicUrl, cityDid: city } = ports
  const { did } = provider
  const didDocument = await buildIdentityDocument(database.reader, { did, city })
  const badges = await listBadgeVersions(database.reader, provider.slug)
  await publisher.publish(providerDocuments({ publicUrl, provider, didDocument, badges }))
}

const pageSize = 100

/** At the start: what the programs of this version publish may differ from what the last one did. */
export async function publishAllProviders(ports: ProviderPorts): Promise<void> {
  let after: string | undefined
  do {
    const page = await listProviders(ports.database.reader, { after, limit: pageSize })
    for (const provider of page) await publishProvider(provider, ports)
    after = page.length === pageSize ? page.at(-1)?.slug : undefined
  } while (after !== undefined)
}
