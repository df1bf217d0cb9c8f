import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { PublicDocuments } from '../../shared/server/public-documents.ts'
import {
  listPublishedAfter,
  type PublishedDocument,
  savePublishedDocuments,
} from './published-document-store.ts'

/** Public documents of this city: kept in the database, answered from memory by every node. */
export type Publisher = {
  /** Publishes in a unit of its own, and shows it here at once. */
  publish(documents: readonly PublishedDocument[]): Promise<void>
  /**
   * The documents that `work` answers, in the unit that it works in.
   * @returns false where it answers undefined: nothing was to be published
   */
  publishWith(
    work: (tx: Transaction) => Promise<readonly PublishedDocument[] | undefined>,
  ): Promise<boolean>
  /** Takes over what other nodes have published since. */
  refresh(): Promise<void>
}

export function createPublisher(ports: {
  database: Database
  documents: PublicDocuments
}): Publisher {
  const { database, documents } = ports
  let seen = 0

  async function refresh(): Promise<void> {
    for (const { path, body, contentType, maxAgeSeconds, publication } of await listPublishedAfter(
      database.reader,
      seen,
    )) {
      documents.set(path, { body, contentType, maxAgeSeconds })
      seen = Math.max(seen, publication)
    }
  }

  async function publishWith(
    work: (tx: Transaction) => Promise<readonly PublishedDocument[] | undefined>,
  ): Promise<boolean> {
    const isPublished = await database.transact(async (tx) => {
      const published = await work(tx)
      if (published !== undefined) await savePublishedDocuments(tx, published)
      return published !== undefined
    })
    if (isPublished) await refresh()
    return isPublished
  }

  return {
    refresh,
    publishWith,
    publish: async (published) => {
      await publishWith(async () => published)
    },
  }
}
