import type { z } from 'zod'
import { parseDid } from '../../shared/did/did.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { zTrustList } from '../../shared/trust/trust-list.ts'
import { listBadgeVersions } from '../badges/badge-store.ts'
import { type IdentityKeyRow, listKeys } from '../identity/key-store.ts'
import type { Provider } from '../providers/provider.ts'
import { findLastDocument, listProviders } from '../providers/provider-store.ts'
import { achievementsIn } from './accreditation.ts'
import { listAccreditations, scopeOf } from './accreditation-store.ts'
import { achievementsOf, listRecognitions } from './recognition-store.ts'

type TrustListDocument = z.input<typeof zTrustList>

/** What the list says, apart from its number, its dates and the state of the log. */
export type TrustListContent = Pick<
  TrustListDocument,
  'iss' | 'name' | 'keys' | 'providers' | 'recognised'
>

type ListedProvider = TrustListContent['providers'][number]
type ListedKey = TrustListContent['keys'][number]

export type CompilePorts = { publicUrl: string; cityDid: string; cityName: string }

const pageSize = 100

/** Everything that the city says today and said before: nothing that ended is ever left out. */
export async function compileTrustList(
  reader: Reader,
  ports: CompilePorts,
): Promise<TrustListContent> {
  const providers: ListedProvider[] = []
  let page: Provider[] = []
  do {
    page = await listProviders(reader, { after: page.at(-1)?.slug, limit: pageSize })
    for (const { state, ...provider } of page) {
      // nothing of a draft is public
      if (state !== 'draft')
        providers.push(await compileProvider(reader, { ...provider, state }, ports))
    }
  } while (page.length === pageSize)
  return {
    iss: parseDid(ports.cityDid),
    name: ports.cityName,
    keys: endedKeys(await listKeys(reader, ports.cityDid)),
    providers,
    recognised: await compileRecognitions(reader),
  }
}

async function compileProvider(
  reader: Reader,
  { slug, did, name, state }: Provider & { state: ListedProvider['state'] },
  { publicUrl }: CompilePorts,
): Promise<ListedProvider> {
  const badges = await listBadgeVersions(reader, slug)
  const keys = await listKeys(reader, did)
  const escrow = keys.find(({ purpose }) => purpose === 'escrow')
  const lastDocument = await findLastDocument(reader, slug)
  const accreditations = await listAccreditations(reader, slug)
  return {
    did: parseDid(did),
    name: name.en,
    state,
    accreditations: accreditations.flatMap((row) => {
      const { fromAt, fromSize, untilAt, untilSize } = row
      // one that has not begun says nothing yet
      if (fromSize === null) return []
      return {
        achievements: achievementsIn(scopeOf(row), badges, publicUrl),
        from: fromAt,
        fromSize,
        ...(untilAt !== null && { until: untilAt }),
        ...(untilSize !== null && { untilSize }),
      }
    }),
    keys: endedKeys(keys),
    ...(escrow && { escrow: { thumbprint: escrow.thumbprint, from: escrow.createdAt } }),
    ...(lastDocument && { lastDocument }),
  }
}

function endedKeys(keys: readonly IdentityKeyRow[]): ListedKey[] {
  return keys.flatMap(
    ({ thumbprint, retiredAt, retiredSize, compromisedAt, compromisedSize }): ListedKey[] => {
      const retired =
        retiredAt !== null && retiredSize !== null
          ? { at: retiredAt, logSize: retiredSize }
          : undefined
      const compromised =
        compromisedAt !== null && compromisedSize !== null
          ? { at: compromisedAt, logSize: compromisedSize }
          : undefined
      if (retired === undefined && compromised === undefined) return []
      return [{ thumbprint, ...(retired && { retired }), ...(compromised && { compromised }) }]
    },
  )
}

async function compileRecognitions(reader: Reader): Promise<TrustListContent['recognised']> {
  return (await listRecognitions(reader)).map((row) => {
    const achievements = achievementsOf(row)
    return {
      city: parseDid(row.city),
      name: row.name,
      from: row.fromAt,
      ...(row.untilAt !== null && { until: row.untilAt }),
      ...(achievements && { achievements }),
    }
  })
}
