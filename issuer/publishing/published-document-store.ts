import { EntitySchema, In } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'

export type PublishedDocumentRow = {
  path: string
  body: string
  contentType: string
  maxAgeSeconds: number
  /** Number of the publication that wrote it last: higher than any that was committed before. */
  publication: number
}

export const publishedDocumentEntity = new EntitySchema<PublishedDocumentRow>({
  name: 'published_document',
  columns: {
    path: { type: 'varchar', primary: true },
    body: { type: 'text' },
    contentType: { type: 'varchar', name: 'content_type' },
    maxAgeSeconds: { type: 'integer', name: 'max_age_seconds' },
    publication: { type: 'integer' },
  },
})

export type CounterRow = { id: string; value: number }

export const counterEntity = new EntitySchema<CounterRow>({
  name: 'counter',
  columns: {
    id: { type: 'varchar', primary: true },
    value: { type: 'integer' },
  },
})

export type PublishedDocument = Omit<PublishedDocumentRow, 'publication'>

const counterId = 'publication'

/** Writes the documents under the next publication number, so that every node finds them. */
export async function savePublishedDocuments(
  tx: Transaction,
  documents: readonly PublishedDocument[],
): Promise<void> {
  const changed = await keepChanged(tx, documents)
  if (changed.length === 0) return
  const publication = await nextPublication(tx)
  for (const document of changed) {
    await tx.upsert(publishedDocumentEntity, { ...document, publication }, ['path'])
  }
}

export async function listPublishedAfter(
  reader: Reader,
  publication: number,
): Promise<PublishedDocumentRow[]> {
  return reader
    .createQueryBuilder(publishedDocumentEntity, 'document')
    .where('document.publication > :publication', { publication })
    .orderBy('document.publication')
    .getMany()
}

/** Those of the paths where something is. */
export async function findPublished(
  reader: Reader,
  paths: readonly string[],
): Promise<PublishedDocumentRow[]> {
  return reader.findBy(publishedDocumentEntity, { path: In(paths) })
}

async function keepChanged(
  tx: Transaction,
  documents: readonly PublishedDocument[],
): Promise<PublishedDocument[]> {
  const rows = await tx.find(publishedDocumentEntity, {
    where: { path: In(documents.map(({ path }) => path)) },
  })
  const kept = new Map(rows.map((row) => [row.path, row]))
  return documents.filter(({ path, body, contentType, maxAgeSeconds }) => {
    const row = kept.get(path)
    const isSame =
      row?.body === body && row.contentType === contentType && row.maxAgeSeconds === maxAgeSeconds
    return !isSame
  })
}

/** The row stays locked until the unit ends, so numbers are committed in their order. */
async function nextPublication(tx: Transaction): Promise<number> {
  const row = await tx.findOneBy(counterEntity, { id: counterId })
  const value = (row?.value ?? 0) + 1
  if (row === null) await tx.insert(counterEntity, { id: counterId, value })
  else await tx.update(counterEntity, { id: counterId }, { value })
  return value
}
