import type { Did } from '../../shared/did/did.ts'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import { slugOf } from '../../shared/server/slug.ts'
import { requestEntity } from '../requests/request-schema.ts'
import { defaultRetentionDays, type Home, hostedPath } from './organisation.ts'
import { type OrganisationRow, organisationEntity, unowned } from './organisation-schema.ts'
import { insertOrganisation } from './organisation-store.ts'

/**
 * The organisation that the installation begins with: its did:web is that of the host. What the configuration says
 * of it counts until somebody says something else at the console. Where the host has moved to another address, the
 * organisations below it move along; their keys are new there.
 * @returns its short name
 */
export async function ensureHostOrganisation(ports: {
  database: Database
  clock: () => Date
  publicUrl: string
  configured: { employerName: string }
}): Promise<string> {
  const { database, clock, publicUrl, configured } = ports
  const did = didWebFromUrl(publicUrl)
  return database.transact(async (tx) => {
    const known = await tx.findOneBy(organisationEntity, { home: 'host' satisfies Home })
    const slug = known?.slug ?? slugOf(configured.employerName) ?? 'employer'
    if (known === null) {
      await insertOrganisation(tx, {
        ...{ slug, did, home: 'host', name: null, trustedCities: null, language: 'en' },
        retentionDays: defaultRetentionDays,
        createdAt: clock().toISOString(),
      })
    } else if (known.did !== did) {
      await move(tx, known, did)
      const hosted = await tx.findBy(organisationEntity, { home: 'hosted' satisfies Home })
      for (const one of hosted) await move(tx, one, hostedDid(publicUrl, one.slug))
    }
    await tx.update(requestEntity, { organisation: unowned }, { organisation: slug })
    return slug
  })
}

/** The did:web of an organisation below the host's address. */
export function hostedDid(publicUrl: string, slug: string): Did {
  return didWebFromUrl(`${publicUrl}/${hostedPath}/${slug}`)
}

async function move(tx: Transaction, { slug }: OrganisationRow, did: Did): Promise<void> {
  await tx.update(organisationEntity, { slug }, { did })
}
