import { EntitySchema, In } from 'typeorm'
import type { DidDocument } from '../../shared/did/did-document.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { DomainCheck, DomainState, Provider, ProviderState } from './provider.ts'

export type ProviderRow = {
  slug: string
  did: string
  /** JSON */
  profile: string
  createdAt: string
  state: ProviderState
  stateAt: string | null
  stateReason: string | null
  domainState: DomainState | null
  domainCheckedAt: string | null
  domainOkAt: string | null
  /** JSON: the document that its own domain served last, where its DID is not below the city's address. */
  lastDocument: string | null
  lastDocumentAt: string | null
}

export const providerEntity = new EntitySchema<ProviderRow>({
  name: 'provider',
  columns: {
    slug: { type: 'varchar', primary: true },
    did: { type: 'varchar' },
    profile: { type: 'text' },
    createdAt: { type: 'varchar', name: 'created_at' },
    state: { type: 'varchar' },
    stateAt: { type: 'varchar', name: 'state_at', nullable: true },
    stateReason: { type: 'text', name: 'state_reason', nullable: true },
    domainState: { type: 'text', name: 'domain_state', nullable: true },
    domainCheckedAt: { type: 'text', name: 'domain_checked_at', nullable: true },
    domainOkAt: { type: 'text', name: 'domain_ok_at', nullable: true },
    lastDocument: { type: 'text', name: 'last_document', nullable: true },
    lastDocumentAt: { type: 'varchar', name: 'last_document_at', nullable: true },
  },
})

type ProviderBase = Pick<Provider, 'slug' | 'did' | 'name' | 'description' | 'createdAt'>

/** Adding a provider that is already there changes its profile and nothing else. */
export async function saveProvider(
  tx: Transaction,
  { state = 'active', ...provider }: ProviderBase & { state?: 'draft' | 'active' },
): Promise<void> {
  const row = rowOf(provider)
  const existing = await tx.findOneBy(providerEntity, { slug: provider.slug })
  if (existing === null) await tx.insert(providerEntity, { ...row, state })
  else await tx.update(providerEntity, { slug: provider.slug }, { profile: row.profile })
}

export async function findProvider(reader: Reader, slug: string): Promise<Provider | undefined> {
  const row = await reader.findOneBy(providerEntity, { slug })
  return row === null ? undefined : providerOf(row)
}

/** Names by slug, of those that are there. */
export async function readProviderNames(
  reader: Reader,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, Provider['name']>> {
  if (slugs.length === 0) return new Map()
  const rows = await reader.findBy(providerEntity, { slug: In([...new Set(slugs)]) })
  return new Map(rows.map((row) => [row.slug, providerOf(row).name]))
}

/** @throws AppError not_found */
export async function getProvider(reader: Reader, slug: string): Promise<Provider> {
  const provider = await findProvider(reader, slug)
  if (provider !== undefined) return provider
  throw unknownProvider()
}

export function unknownProvider(): AppError {
  return new AppError('not_found', 'There is no such provider in this city')
}

/** What is told of a provider that does not award. */
const inactive = {
  draft: 'This provider is not active yet. The city makes it active',
  suspended: 'This provider is suspended by the city',
  closed: 'This provider has closed',
} as const satisfies Record<Exclude<ProviderState, 'active'>, string>

/** A provider that is a draft, suspended or closed awards nothing. @throws AppError provider_inactive */
export async function assertActive(reader: Reader, slug: string): Promise<void> {
  await getActiveProvider(reader, slug)
}

/** @throws AppError not_found, provider_inactive */
export async function getActiveProvider(reader: Reader, slug: string): Promise<Provider> {
  const provider = await getProvider(reader, slug)
  if (provider.state === 'active') return provider
  throw new AppError('provider_inactive', inactive[provider.state])
}

/** As the public sees it: a draft is not there. @throws AppError not_found */
export async function getPublicProvider(reader: Reader, slug: string): Promise<Provider> {
  const provider = await getProvider(reader, slug)
  if (provider.state === 'draft') throw unknownProvider()
  return provider
}

/** By slug, from after `after`. */
export async function listProviders(
  reader: Reader,
  page: {
    after?: string | undefined
    limit: number
    slug?: string | undefined
    state?: ProviderState | undefined
    /** Without drafts. */
    isPublic?: boolean
  },
): Promise<Provider[]> {
  const query = reader.createQueryBuilder(providerEntity, 'provider').orderBy('provider.slug')
  if (page.after !== undefined) query.andWhere('provider.slug > :after', { after: page.after })
  if (page.slug !== undefined) query.andWhere('provider.slug = :slug', { slug: page.slug })
  if (page.state !== undefined) query.andWhere('provider.state = :state', { state: page.state })
  if (page.isPublic) query.andWhere("provider.state <> 'draft'")
  return (await query.limit(page.limit).getMany()).map(providerOf)
}

export async function changeProviderState(
  tx: Transaction,
  change: { slug: string; state: ProviderState; reason?: string | undefined; at: string },
): Promise<void> {
  const { slug, state, reason, at } = change
  await tx.update(providerEntity, { slug }, { state, stateAt: at, stateReason: reason ?? null })
}

export async function keepDomainCheck(
  tx: Transaction,
  slug: string,
  { state, checkedAt, okAt }: DomainCheck,
): Promise<void> {
  const changes = { domainState: state, domainCheckedAt: checkedAt, domainOkAt: okAt ?? null }
  await tx.update(providerEntity, { slug }, changes)
}

export type LastDocument = { document: DidDocument; retrievedAt: string }

export async function findLastDocument(
  reader: Reader,
  slug: string,
): Promise<LastDocument | undefined> {
  const row = await reader.findOneBy(providerEntity, { slug })
  if (!row?.lastDocument || !row.lastDocumentAt) return undefined
  // the column is written by keepLastDocument alone
  const document = JSON.parse(row.lastDocument) as DidDocument
  return { document, retrievedAt: row.lastDocumentAt }
}

export async function keepLastDocument(
  tx: Transaction,
  slug: string,
  { document, retrievedAt }: LastDocument,
): Promise<void> {
  const lastDocument = JSON.stringify(document)
  await tx.update(providerEntity, { slug }, { lastDocument, lastDocumentAt: retrievedAt })
}

function rowOf({ slug, did, name, description, createdAt }: ProviderBase) {
  return { slug, did, profile: JSON.stringify({ name, description }), createdAt }
}

function providerOf(row: ProviderRow): Provider {
  const { slug, did, profile, createdAt, state, stateReason } = row
  const domain = domainCheckOf(row)
  // the column is written by rowOf alone
  const { name, description } = JSON.parse(profile) as Record<
    'name' | 'description',
    Record<Language, string>
  >
  return {
    ...{ slug, did, name, description, createdAt, state },
    ...(stateReason !== null && { stateReason }),
    ...(domain !== undefined && { domain }),
  }
}

function domainCheckOf({ domainState, domainCheckedAt, domainOkAt }: ProviderRow) {
  if (domainState === null || domainCheckedAt === null) return undefined
  return {
    state: domainState,
    checkedAt: domainCheckedAt,
    ...(domainOkAt !== null && { okAt: domainOkAt }),
  }
}
