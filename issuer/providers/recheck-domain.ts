import { IsNull, LessThan, Or } from 'typeorm'
import { parseDid } from '../../shared/did/did.ts'
import type { DidDocument } from '../../shared/did/did-document.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import { everywhere } from '../../shared/server/access.ts'
import type { EnqueueMail } from '../../shared/server/mail/outbox.ts'
import { listMembers } from '../../shared/server/staff/account-store.ts'
import { audit } from '../log/audit.ts'
import { cityItself } from '../log/audit-entry.ts'
import { noteTrustChange } from '../trust/trust-version.ts'
import { findOwnDomain, type OwnDomainPorts, stateOfDomain } from './own-domain.ts'
import type { DomainCheck, DomainState, Provider } from './provider.ts'
import {
  findLastDocument,
  getProvider,
  keepDomainCheck,
  keepLastDocument,
  listProviders,
  providerEntity,
} from './provider-store.ts'

export type RecheckPorts = Omit<OwnDomainPorts, 'database'> & {
  database: Database
  clock: () => Date
  publicUrl: string
  enqueueMail?: EnqueueMail
}

const pageSize = 100
const dayMs = 86_400_000
/** A domain that broke is looked at more often, until it works again. */
const brokenMs = 3_600_000

/**
 * Looks at providers' own domains once a day: what is there is shown with its time, and staff are told when it breaks.
 * What a domain serves is kept too, since the trust list carries it for the day when that domain has died.
 */
export async function recheckOwnDomains(ports: RecheckPorts): Promise<void> {
  let page: Provider[] = []
  do {
    const after = page.at(-1)?.slug
    page = await listProviders(ports.database.reader, { after, limit: pageSize })
    for (const provider of page) {
      const isOwn = !provider.did.startsWith(`${ports.cityDid}:`)
      if (isOwn && (await takeCheck(provider, ports))) await recheckOwnDomain(provider, ports)
    }
  } while (page.length === pageSize)
}

/** Of many nodes one looks. */
async function takeCheck(
  { slug, domain }: Provider,
  { database, clock }: RecheckPorts,
): Promise<boolean> {
  const now = clock()
  const isBroken = domain?.okAt !== undefined && domain.state !== 'same'
  const waitMs = isBroken ? brokenMs : dayMs
  if (domain && now.getTime() - Date.parse(domain.checkedAt) < waitMs) return false
  // who looked first may have died before it had an answer
  const longAgo = LessThan(new Date(now.getTime() - dayMs).toISOString())
  const domainCheckedAt = domain?.checkedAt ?? Or(IsNull(), longAgo)
  const { affected } = await database.transact((tx) =>
    tx.update(providerEntity, { slug, domainCheckedAt }, { domainCheckedAt: now.toISOString() }),
  )
  return affected === 1
}

/** Looks now, and keeps what was there. Undefined where the city publishes for the provider. */
export async function recheckOwnDomain(
  provider: Provider,
  ports: RecheckPorts,
): Promise<DomainCheck | undefined> {
  const own = await findOwnDomain(provider, ports)
  if (own === undefined) return undefined
  const resolution = await ports.resolveDid(parseDid(provider.did), { fresh: true })
  const state = stateOfDomain(own, resolution)
  const document = resolution.outcome === 'resolved' ? resolution.document : undefined
  return ports.database.transact((tx) => keepLook(tx, { provider, state, document }, ports))
}

async function keepLook(
  tx: Transaction,
  look: { provider: Provider; state: DomainState; document: DidDocument | undefined },
  ports: RecheckPorts,
): Promise<DomainCheck> {
  const { provider, state, document } = look
  const { slug } = provider
  const checkedAt = ports.clock().toISOString()
  const before = (await getProvider(tx, slug)).domain
  const okAt = state === 'same' ? checkedAt : before?.okAt
  const check = { state, checkedAt, ...(okAt !== undefined && { okAt }) }
  await keepDomainCheck(tx, slug, check)
  if (document !== undefined) await keepDocument(tx, slug, document, checkedAt)
  const wasGood = before?.state === 'same'
  if (wasGood && state !== 'same') {
    await noteDomain(tx, { slug, action: 'provider.domain-broken', state, at: checkedAt })
    await tellStaff(tx, provider, ports)
  } else if (before?.okAt !== undefined && !wasGood && state === 'same') {
    await noteDomain(tx, { slug, action: 'provider.domain-mended', state, at: checkedAt })
  }
  return check
}

/** Once a day at most, since each copy makes a new trust list. */
async function keepDocument(
  tx: Transaction,
  slug: string,
  document: DidDocument,
  retrievedAt: string,
): Promise<void> {
  const kept = await findLastDocument(tx, slug)
  if (kept && Date.parse(retrievedAt) - Date.parse(kept.retrievedAt) < dayMs) return
  await keepLastDocument(tx, slug, { document, retrievedAt })
  await noteTrustChange(tx)
}

async function noteDomain(
  tx: Transaction,
  entry: {
    slug: string
    action: 'provider.domain-broken' | 'provider.domain-mended'
    state: DomainState
    at: string
  },
): Promise<void> {
  const { slug, action, state, at } = entry
  await audit(tx, { provider: slug, actor: 'city', action, subject: slug, detail: { state }, at })
  const own = { provider: cityItself, actor: 'city', action, subject: slug, detail: { state }, at }
  await audit(tx, own)
}

/** Whoever can do something about it: the city's admins, and the provider's owners. */
async function tellStaff(
  tx: Transaction,
  { slug, name }: Provider,
  { enqueueMail, publicUrl }: RecheckPorts,
): Promise<void> {
  if (enqueueMail === undefined) return
  const rooms = [
    { scope: everywhere, role: 'city-admin', link: `${publicUrl}/console/city/providers/${slug}` },
    { scope: slug, role: 'owner', link: `${publicUrl}/console/p/${slug}` },
  ]
  for (const { scope, role, link } of rooms) {
    for (const { account, role: held } of await listMembers(tx, scope)) {
      if (held !== role) continue
      const { email: to, language } = account
      const params = { provider: name[language], link }
      await enqueueMail(tx, { to, template: 'domain-broken', params, language })
    }
  }
}
