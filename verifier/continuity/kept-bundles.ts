import { EntitySchema } from 'typeorm'
import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { readBundle } from '../../shared/node/bundle/read-bundle.ts'
import type { Database, Schema, Transaction } from '../../shared/node/database/database.ts'
import { KeepBundles1795500002123 } from '../migrations/keep-bundles.ts'
import { findKnownCity } from '../trust/known-city.ts'
import { type OpenBundle, openBundle } from './open-bundle.ts'

/** A city's copy of itself that an organisation keeps, for when the city cannot be reached. */
export type KeptBundle = {
  organisation: string
  city: Did
  /** When the city last spoke in it. */
  asOf: string
  keyThumbprint: string
  keptAt: string
}

/** `body`: the gzip file in base64. */
type KeptBundleRow = Omit<KeptBundle, 'city'> & { city: string; body: string }

const keptBundleEntity = new EntitySchema<KeptBundleRow>({
  name: 'kept_bundle',
  tableName: 'kept_bundle',
  columns: {
    organisation: { type: 'varchar', primary: true },
    city: { type: 'varchar', primary: true },
    asOf: { type: 'varchar', name: 'as_of' },
    keyThumbprint: { type: 'varchar', name: 'key_thumbprint' },
    keptAt: { type: 'varchar', name: 'kept_at' },
    body: { type: 'text' },
  },
})

/** Leaves do not pack: it is a city of half a million awards. */
export const maxBundleBytes = 16_777_216
/** Unpacked, all of it is in memory while it is used. */
const maxUnpackedBytes = 134_217_728

/** @throws AppError bundle_refused: it is no bundle, is too large, or does not stand under its city's signature */
export async function openUploadedBundle(bytes: Uint8Array): Promise<OpenBundle> {
  return openBundle(await readBundle(onePiece(bytes), { maxBytes: maxUnpackedBytes }))
}

/**
 * In place of the one of this city that was kept before.
 * @throws AppError bundle_refused for an older one: it does not know what was revoked since
 */
export async function keepBundle(
  tx: Transaction,
  { organisation, city, asOf, keyThumbprint, keptAt }: KeptBundle,
  bytes: Uint8Array,
): Promise<void> {
  const before = await tx.findOne(keptBundleEntity, {
    select: { organisation: true, city: true, asOf: true },
    where: { organisation, city },
  })
  if (before !== null && asOf < before.asOf) {
    throw new AppError('bundle_refused', 'A newer copy of this city is kept')
  }
  const body = Buffer.from(bytes).toString('base64')
  const row = { organisation, city, asOf, keyThumbprint, keptAt, body }
  await tx.upsert(keptBundleEntity, row, ['organisation', 'city'])
}

export async function forgetBundle(
  tx: Transaction,
  { organisation, city }: Pick<KeptBundle, 'organisation' | 'city'>,
): Promise<void> {
  await tx.delete(keptBundleEntity, { organisation, city })
}

export type KeptBundles = ReturnType<typeof createKeptBundles>

/** So many stay open: each may be a hundred megabytes. */
const maxOpen = 2

export function createKeptBundles({ reader }: Pick<Database, 'reader'>) {
  const open = new Map<string, Promise<OpenBundle>>()
  return {
    list,
    /** Those whose key the city did not take back since. */
    async listUsable(organisation: string): Promise<KeptBundle[]> {
      const kept = await list(organisation)
      const known = await Promise.all(kept.map(({ city }) => findKnownCity(reader, city)))
      return kept.filter(({ keyThumbprint }, index) => {
        const keys = known[index]?.list?.keys
        return keys === undefined || keys.includes(keyThumbprint)
      })
    },
    /** @throws AppError not_found | bundle_refused */
    async open({ organisation, city, keptAt }: KeptBundle): Promise<OpenBundle> {
      const key = JSON.stringify([organisation, city, keptAt])
      const opened = open.get(key) ?? openRow({ organisation, city })
      open.delete(key)
      open.set(key, opened)
      opened.catch(() => open.delete(key))
      const [oldest] = open.keys()
      if (open.size > maxOpen && oldest !== undefined) open.delete(oldest)
      return opened
    },
  }

  async function list(organisation: string): Promise<KeptBundle[]> {
    const rows = await reader.find(keptBundleEntity, {
      select: { organisation: true, city: true, asOf: true, keyThumbprint: true, keptAt: true },
      where: { organisation },
      order: { city: 'ASC' },
    })
    // sound: only a city that is trusted by its DID is written
    return rows as unknown as KeptBundle[]
  }

  async function openRow(key: { organisation: string; city: string }): Promise<OpenBundle> {
    const row = await reader.findOneBy(keptBundleEntity, key)
    if (row === null) throw new AppError('not_found', 'The copy of this city was deleted')
    return openUploadedBundle(Buffer.from(row.body, 'base64'))
  }
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

export const keptBundleSchema: Schema = {
  entities: [keptBundleEntity],
  migrations: [KeepBundles1795500002123],
}
