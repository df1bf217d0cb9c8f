import { didWebFromUrl } from '../../shared/did/did-web.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { recordAudit } from '../audit/audit.ts'
import { hostedDid } from './host-organisation.ts'
import type { OnBehalf } from './on-behalf.ts'
import { defaultRetentionDays, type Organisation } from './organisation.ts'
import { insertOrganisation, type OrganisationStore } from './organisation-store.ts'

export type NewOrganisation = Pick<Organisation, 'slug' | 'name'> &
  Partial<Pick<Organisation, 'trustedCities' | 'retentionDays' | 'language'>> & {
    /** Address of its own domain, where it publishes the document that is made for it here. */
    ownDomain?: string
  }

export type MakeOrganisationPorts = Pick<OnBehalf, 'identityOf'> & {
  database: Database
  organisations: OrganisationStore
  publicUrl: string
  clock: () => Date
}

/**
 * Another organisation, with a did:web and keys of its own.
 * @param actor who makes it, as the audit names them
 * @throws AppError conflict where its short name or its domain is taken; did_malformed for a domain that cannot have one
 */
export async function makeOrganisation(
  { ownDomain, slug, name, ...given }: NewOrganisation,
  actor: string,
  ports: MakeOrganisationPorts,
): Promise<Organisation> {
  const { database, organisations, publicUrl, clock, identityOf } = ports
  const did = ownDomain === undefined ? hostedDid(publicUrl, slug) : didWebFromUrl(ownDomain)
  const at = clock().toISOString()
  const isNew = await database.transact(async (tx) => {
    const organisation = {
      ...{ slug, did, name, createdAt: at },
      home: ownDomain === undefined ? ('hosted' as const) : ('own-domain' as const),
      trustedCities: given.trustedCities ?? [],
      retentionDays: given.retentionDays ?? defaultRetentionDays,
      language: given.language ?? 'en',
    }
    if (!(await insertOrganisation(tx, organisation))) return false
    const action = 'organisation.made'
    await recordAudit(tx, { organisation: slug, actor, action, subject: slug, at })
    return true
  })
  if (!isNew) {
    throw new AppError('conflict', 'There is an organisation of this short name or address already')
  }
  // its document is out before anybody is told of it
  await identityOf(slug)
  return organisations.get(slug)
}
