import { parseDid } from '../../shared/did/did.ts'
import type { ResolveDid } from '../../shared/did/resolution.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { noteTrustChange } from '../trust/trust-version.ts'
import type { Provider } from './provider.ts'
import { findLastDocument, keepLastDocument, listProviders } from './provider-store.ts'

export type LastDocumentPorts = {
  database: Database
  resolveDid: ResolveDid
  cityDid: string
  clock: () => Date
}

const pageSize = 100
const everyMs = 86_400_000

/**
 * Keeps what providers serve on domains of their own, once a day: the trust list carries it for the day when such a
 * domain has died. While a domain cannot be reached, its last copy stays as it is, with its date.
 */
export async function refreshLastDocuments(ports: LastDocumentPorts): Promise<void> {
  let page: Provider[] = []
  do {
    const after = page.at(-1)?.slug
    page = await listProviders(ports.database.reader, { after, limit: pageSize })
    for (const provider of page) {
      if (hasOwnDomain(provider, ports.cityDid)) await refreshLastDocument(provider, ports)
    }
  } while (page.length === pageSize)
}

function hasOwnDomain({ did }: Provider, cityDid: string): boolean {
  return !did.startsWith(`${cityDid}:`)
}

async function refreshLastDocument(
  { slug, did }: Provider,
  { database, resolveDid, clock }: LastDocumentPorts,
): Promise<void> {
  const now = clock()
  const kept = await findLastDocument(database.reader, slug)
  if (kept && now.getTime() - Date.parse(kept.retrievedAt) < everyMs) return
  const resolution = await resolveDid(parseDid(did), { fresh: true })
  if (resolution.outcome !== 'resolved') return
  const last = { document: resolution.document, retrievedAt: now.toISOString() }
  await database.transact(async (tx) => {
    await keepLastDocument(tx, slug, last)
    await noteTrustChange(tx)
  })
}
