import type { DidDocument } from '../../shared/did/did-document.ts'
import { didWebDocumentUrl } from '../../shared/did/did-web.ts'
import { checkPublished } from '../../shared/did/published-document.ts'
import type { ResolveDid } from '../../shared/did/resolution.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { OnBehalf } from './on-behalf.ts'
import type { DomainState, Organisation } from './organisation.ts'
import { noteDomain, type OrganisationStore } from './organisation-store.ts'

/** What an organisation with a domain of its own has to publish there, and where. */
export type OwnDomain = { url: string; document: DidDocument }

export type OwnDomainPorts = Pick<OnBehalf, 'identityOf'> & {
  database: Database
  resolveDid: ResolveDid
  clock: () => Date
  config: { allowLoopbackHttp: boolean }
}

/** Nothing where the organisation's document is published here. */
export async function findOwnDomain(
  { home, slug, did }: Organisation,
  { identityOf, config }: Pick<OwnDomainPorts, 'identityOf' | 'config'>,
): Promise<OwnDomain | undefined> {
  if (home !== 'own-domain') return undefined
  const document = await (await identityOf(slug)).document()
  const { allowLoopbackHttp } = config
  return { url: didWebDocumentUrl(did, { allowLoopbackHttp }).href, document }
}

/** Looks at the domain, and keeps what it found. */
export async function lookAtDomain(
  { slug, did }: Organisation,
  { document }: OwnDomain,
  { database, resolveDid, clock }: OwnDomainPorts,
): Promise<DomainState> {
  const state = await checkPublished(did, document, { resolveDid })
  const checkedAt = clock().toISOString()
  await database.transact((tx) => noteDomain(tx, slug, { state, checkedAt }))
  return state
}

/** Every domain again: what is there may have changed, and so may the keys. */
export async function lookAtDomains(
  ports: OwnDomainPorts & { organisations: Pick<OrganisationStore, 'list'> },
): Promise<void> {
  for (const organisation of await ports.organisations.list()) {
    const own = await findOwnDomain(organisation, ports)
    if (own !== undefined) await lookAtDomain(organisation, own, ports)
  }
}
