import { z } from 'zod'
import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { insertIfAbsent } from '../../shared/node/database/insert-if-absent.ts'
import { zDid } from '../../shared/trust/trust-values.ts'
import type { DomainState, Home, Organisation } from './organisation.ts'
import { type OrganisationRow, organisationEntity } from './organisation-schema.ts'

export type OrganisationStorePorts = {
  reader: Reader
  /** What the configuration says of the first organisation, where nobody has set anything else. */
  configured: { employerName: string; trustedCities?: readonly Did[] }
}

type Where = Partial<Pick<OrganisationRow, 'slug' | 'did' | 'home'>>

export type OrganisationStore = ReturnType<typeof createOrganisationStore>

/** The organisations of this installation, as they are at the moment. */
export function createOrganisationStore({ reader, configured }: OrganisationStorePorts) {
  const read = (row: OrganisationRow): Organisation => organisationOf(row, configured)

  const findBy = async (where: Where) => {
    const row = await reader.findOneBy(organisationEntity, where)
    return row === null ? undefined : read(row)
  }
  const get = async (where: Where) => {
    const found = await findBy(where)
    if (found !== undefined) return found
    throw new AppError('not_found', 'There is no such organisation')
  }

  return {
    find: (slug: string): Promise<Organisation | undefined> => findBy({ slug }),
    findByDid: (did: Did): Promise<Organisation | undefined> => findBy({ did }),
    /** @throws AppError not_found */
    get: (slug: string): Promise<Organisation> => get({ slug }),
    /** The one that was there first: its did:web is the host's own. */
    host: (): Promise<Organisation> => get({ home: 'host' satisfies Home }),
    /** The first one first, then by name. */
    async list(): Promise<Organisation[]> {
      const organisations = (await reader.find(organisationEntity)).map(read)
      const rank = ({ home, name }: Organisation) => `${home === 'host' ? 0 : 1}${name}`
      return organisations.sort((a, b) => rank(a).localeCompare(rank(b)))
    },
  }
}

const zDids = z.array(zDid)

function organisationOf(
  row: OrganisationRow,
  configured: OrganisationStorePorts['configured'],
): Organisation {
  const { slug, hue, retentionDays, createdAt, domainState, domainCheckedAt } = row
  // sound: the columns are written by this file alone, from values of these types
  const did = row.did as Did
  const home = row.home as Home
  const language = row.language as Language
  const state = domainState as DomainState | null
  return {
    slug,
    did,
    name: row.name ?? configured.employerName,
    home,
    ...(hue !== null && { hue }),
    trustedCities:
      row.trustedCities === null
        ? (configured.trustedCities ?? [])
        : zDids.parse(JSON.parse(row.trustedCities)),
    retentionDays,
    language,
    createdAt,
    ...(state !== null &&
      domainCheckedAt !== null && { domain: { state, checkedAt: domainCheckedAt } }),
  }
}

export type NewOrganisationRow = Pick<Organisation, 'slug' | 'did' | 'home'> &
  Pick<Organisation, 'retentionDays' | 'language' | 'createdAt'> & {
    /** Null: what the configuration says. */
    name: string | null
    trustedCities: readonly Did[] | null
  }

/** @returns false where there is one of this short name, or of this DID, already */
export function insertOrganisation(
  tx: Transaction,
  { trustedCities, ...row }: NewOrganisationRow,
): Promise<boolean> {
  return insertIfAbsent<OrganisationRow>(tx, organisationEntity, {
    ...row,
    trustedCities: trustedCities && JSON.stringify(trustedCities),
  })
}

export type OrganisationChanges = Partial<
  Pick<Organisation, 'name' | 'trustedCities' | 'retentionDays' | 'language'>
> & {
  /** Null: Waymark's own. */
  hue?: string | null
}

export async function changeOrganisation(
  tx: Transaction,
  slug: string,
  { trustedCities, ...changes }: OrganisationChanges,
): Promise<void> {
  const lists = trustedCities && { trustedCities: JSON.stringify(trustedCities) }
  await tx.update(organisationEntity, { slug }, { ...changes, ...lists })
}

export async function noteDomain(
  tx: Transaction,
  slug: string,
  { state, checkedAt }: NonNullable<Organisation['domain']>,
): Promise<void> {
  await tx.update(organisationEntity, { slug }, { domainState: state, domainCheckedAt: checkedAt })
}
