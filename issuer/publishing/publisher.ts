import type { Database, Transaction } from '../../shared/node/database/database.ts'
import {
  type PublicDocuments,
  tokenPathOf,
} from '../../shared/server/documents/public-documents.ts'
import {
  findPublished,
  listPublishedAfter,
  type PublishedDocument,
  type PublishedDocumentRow,
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
  /** Takes over what another node has published at a path a moment ago; false where nothing is there. */
  find(path: string): Promise<boolean>
}

export function createPublisher(ports: {
  database: Database
  documents: PublicDocuments
}): Publisher {
  const { database, documents } = ports
  const shown = new Map<string, number>()
  let seen = 0

  /** Looks may end in another order than they began: what is newer stays. */
  function show({ path, publication, ...document }: PublishedDocumentRow): void {
    if ((shown.get(path) ?? 0) >= publication) return
    shown.set(path, publication)
    documents.set(path, document)
  }

  async function refresh(): Promise<void> {
    for (const row of await listPublishedAfter(database.reader, seen)) {
      show(row)
      seen = Math.max(seen, row.publication)
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
    async find(path) {
      // with its token: who asks for that here is to get it from the first
      const rows = await findPublished(database.reader, [path, tokenPathOf(path)])
      for (const row of rows) show(row)
      return rows.some((row) => row.path === path)
    },
    publish: async (published) => {
      await publishWith(async () => published)
    },
  }
}
