import type { Cv } from '../cv/cv.ts'
import { mergeCv } from '../cv/merge-cv.ts'
import type { RowValue, SealedRows } from '../vault/sealed-rows.ts'
import { copiedCvStore } from '../vault/sealed-store.ts'

/** What of these CVs is to be noted as what the copy on the server has. */
export async function copiedCvRows(
  cvs: readonly Cv[],
  rows: Pick<SealedRows, 'read'>,
): Promise<RowValue[]> {
  const changes: RowValue[] = []
  for (const cv of cvs) {
    const known = await rows.read(copiedCvStore, cv.id)
    if (JSON.stringify(known) === JSON.stringify(cv)) continue
    changes.push({ store: copiedCvStore, id: cv.id, value: cv })
  }
  return changes
}

/**
 * What becomes of a CV that stands in the copy of another device, too. Both began with what the copy had before; where
 * nobody knows that any more, the one that was changed last stays.
 */
export async function mergeCopiedCv(
  here: Cv,
  incoming: Cv,
  rows: Pick<SealedRows, 'read'>,
): Promise<Cv> {
  // sound: written by copiedCvRows and nobody else
  const base = (await rows.read(copiedCvStore, here.id)) as Cv | undefined
  if (base !== undefined) return mergeCv(base, here, incoming)
  return incoming.updatedAt > here.updatedAt ? incoming : here
}
