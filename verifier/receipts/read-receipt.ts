import type { StatementPorts } from '../../shared/trust/signed-statement.ts'
import { type OwnStatementReading, readOwnStatement } from './read-own-statement.ts'
import { type Receipt, zReceipt } from './receipt.ts'

export type ReceiptReading = OwnStatementReading<Receipt>

/** Checks a receipt by the DID document of the verifier that it names. */
export function readReceipt(
  text: string,
  ports: StatementPorts & { clock: () => Date },
): Promise<ReceiptReading> {
  return readOwnStatement(text, { type: 'waymark-receipt+jwt', schema: zReceipt }, ports)
}
