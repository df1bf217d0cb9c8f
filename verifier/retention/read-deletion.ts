import { readCompactJws } from '../../shared/credential/jws.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import type { StatementPorts } from '../../shared/trust/signed-statement.ts'
import { type OwnStatementReading, readOwnStatement } from '../receipts/read-own-statement.ts'
import { type Deletion, deletionType, zDeletion } from './deletion.ts'

export type DeletionReading = OwnStatementReading<Deletion>

/** Checks a proof of deletion by the DID document of the organisation that it names. */
export function readDeletion(
  text: string,
  ports: StatementPorts & { clock: () => Date },
): Promise<DeletionReading> {
  return readOwnStatement(text, { type: deletionType, schema: zDeletion }, ports)
}

/** Whether a text says of itself that it is one. */
export function isDeletion(text: string): boolean {
  try {
    return readCompactJws(text, { maxValues: 500_000 }).header.typ === deletionType
  } catch (error) {
    if (!isAppError(error)) throw error
    return false
  }
}
