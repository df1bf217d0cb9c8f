import { EntitySchema } from 'typeorm'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { Provider } from './provider.ts'

export type ProviderRow = {
  slug: string
  did: string
  /** JSON */
  profile: string
  createdAt: string
}

export const providerEntity = new EntitySchema<ProviderRow>({
  name: 'provider',
  columns: {
    slug: { type: 'varchar', primary: true },
    did: { type: 'varchar' },
    profile: { type: 'text' },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

/** Adding a provider that is already there changes its profile and nothing else. */
export async function saveProvider(tx: Transaction, provider: Provider): Promise<void> {
  const row = rowOf(provider)
  const existing = await tx.findOneBy(providerEntity, { slug: provider.slug })
  if (existing === null) await tx.insert(providerEntity, row)
  else await tx.update(providerEntity, { slug: provider.slug }, { profile: row.profile })
}

export async function findProvider(reader: Reader, slug: string): Promise<Provider | undefined> {
  const row = await reader.findOneBy(providerEntity, { slug })
  return row === null ? undefined : providerOf(row)
}

/** @throws AppError not_found */
export async function getProvider(reader: Reader, slug: string): Promise<Provider> {
  const provider = await findProvider(reader, slug)
  if (provider !== undefined) return provider
  throw new AppError('not_found', 'There is no such provider in this city')
}

/** By slug, from after `after`. */
export async function listProviders(
  reader: Reader,
  page: { after?: string | undefined; limit: number; slug?: string | undefined },
): Promise<Provider[]> {
  const query = reader.createQueryBuilder(providerEntity, 'provider').orderBy('provider.slug')
  if (page.after !== undefined) query.andWhere('provider.slug > :after', { after: page.after })
  if (page.slug !== undefined) query.andWhere('provider.slug = :slug', { slug: page.slug })
  return (await query.limit(page.limit).getMany()).map(providerOf)
}

function rowOf({ slug, did, name, description, createdAt }: Provider): ProviderRow {
  return { slug, did, profile: JSON.stringify({ name, description }), createdAt }
}

function providerOf({ slug, did, profile, createdAt }: ProviderRow): Provider {
  // the column is written by rowOf alone
  const { name, description } = JSON.parse(profile) as Record<
    'name' | 'description',
    Record<Language, string>
  >
  return { slug, did, name, description, createdAt }
}
