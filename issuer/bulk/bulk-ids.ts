import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { uuidAt } from '../awards/award-uuid.ts'
import type { BulkRow, PartKey } from './bulk-store.ts'

/** What makes the award of a line its own: the same each time, and nobody outside can tell it beforehand. */
export type LineIds = { id: string; credentialId: string; salt: string }

/** The ids of a part lie together, after those of the parts before: a moment of its own stands for each. */
export function lineIdsOf(
  { provider, id: bulkId, createdAt }: Pick<BulkRow, 'provider' | 'id' | 'createdAt'>,
  { number, line }: Pick<PartKey, 'number'> & { line: number },
  derive: DeriveBytes,
): LineIds {
  const moment = Date.parse(createdAt) + number
  const words = [provider, bulkId, line] as const
  const bytes = derive('bulk-award', ...words)
  return {
    id: uuidAt(moment, bytes),
    credentialId: `urn:uuid:${uuidAt(moment, derive('bulk-credential', ...words))}`,
    salt: bytes.subarray(10, 26).toString('base64url'),
  }
}
